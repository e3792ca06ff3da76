#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { configuration } from '../config/landing-zone';
import { LandingZone, organization } from '../lib';

const app = new App();
try {
  new LandingZone(app, 'LandingZone', configuration);
} catch (error) {
  // The message says what to mend in the configuration; a stack trace would bury it.
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new organization.MemberTemplateValidation());
app.synth();
