// The full template validation costs about two seconds a test file: it runs in `cdk synth` and in test/app/validation.test.ts.
process.env.CDK_VALIDATION = 'false';
