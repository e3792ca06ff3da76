#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { configuration } from '../config/landing-zone';
import { LandingZone, organization } from '../lib';

const app = new App();
new LandingZone(app, 'LandingZone', configuration);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new organization.MemberTemplateValidation());
app.synth();
