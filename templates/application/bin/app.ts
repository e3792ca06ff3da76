import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { defaults } from 'cdk-secure-landing-zone';
import { ApplicationStack } from '../lib/application-stack';

const app = new App();
// The first line: what follows is encrypted, logged and closed, or the synthesis says what is not.
defaults.SecureDefaults.applyTo(app, { asOf: '%today%' });
new ApplicationStack(app, 'Application', { env: { account: '%account%', region: '%homeRegion%' } });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
