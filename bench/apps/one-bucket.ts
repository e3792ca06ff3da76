import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { context } from '../../cdk.json';

/** What the ratios are measured against: the smallest useful app under the same feature flags and the same checks. */
const app = new App({ outdir: join(process.argv[2], 'one-bucket'), context });
new Bucket(new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-central-1' } }), 'Bucket', { enforceSSL: true, serverAccessLogsPrefix: 'logs/' });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
