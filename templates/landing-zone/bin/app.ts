import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LandingZone, organization } from 'cdk-secure-landing-zone';
import { configuration } from '../config/landing-zone';

const app = new App();
new LandingZone(app, 'LandingZone', configuration);
// CDK's own validation does not look into the templates that member accounts get; the second one does.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new organization.MemberTemplateValidation());
