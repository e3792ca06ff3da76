import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { experimental } from 'aws-cdk-lib/aws-cloudfront';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnFunction, Code, Function, FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { SecureDefaults } from '../../../lib/constructs/defaults';
import { secured, TODAY } from './secured';

const FUNCTION: FunctionProps = {
  runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'),
};

test('a log group with a key of its own makes no other', () => {
  const { template } = secured(stack => { new LogGroup(stack, 'Logs', { encryptionKey: new Key(stack, 'Key') }); });
  template.resourceCountIs('AWS::KMS::Key', 1);
});

test('a prop that is passed as undefined is left out, and gets its default', () => {
  const { template } = secured(stack => { new Function(stack, 'Function', { ...FUNCTION, tracing: undefined, logGroup: undefined }); });
  template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' }, LoggingConfig: Match.anyValue() });
});

test.each([['us-east-1', undefined], ['eu-central-1', undefined], ['eu-central-1', 'Edge']])(
  'functions of CloudFront, which can neither trace nor log elsewhere, do not: from %s, in stack %s', (region, stackId) => {
    const app = new App();
    SecureDefaults.applyTo(app, { asOf: TODAY });
    const stack = new Stack(app, 'Site', { env: { account: '111111111111', region } });
    new experimental.EdgeFunction(stack, 'Headers', { ...FUNCTION, stackId });
    const edge = stack.node.findAll().find((one): one is experimental.EdgeFunction => one instanceof experimental.EdgeFunction)!;
    const plain = new Function(Stack.of(edge.lambda), 'Plain', FUNCTION);
    const [ofEdge, ofPlain] = [edge.lambda, plain].map(({ node }) => node.defaultChild as CfnFunction);
    expect([ofEdge.tracingConfig, ofEdge.loggingConfig]).toEqual([undefined, undefined]);
    expect(ofPlain.tracingConfig).toEqual({ mode: 'Active' });
    expect(ofPlain.loggingConfig).toBeDefined();
  });
