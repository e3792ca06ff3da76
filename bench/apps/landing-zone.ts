import { join } from 'path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { context } from '../../cdk.json';
import { LandingZone, organization } from '../../lib';
import { organizationOf } from '../organization-of';

/** The example organization with as many member accounts as asked for, as bin/landing-zone.ts synthesises it. */
const members = Number(process.argv[3]);
const app = new App({ outdir: join(process.argv[2], `landing-zone-${members}`), context });
new LandingZone(app, 'LandingZone', organizationOf(members));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new organization.MemberTemplateValidation());
app.synth();
