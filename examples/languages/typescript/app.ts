import { App, Stack } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { data, defaults, identity, network } from 'cdk-secure-landing-zone';

// The same app as ../python/app.py and ../java: `npm run languages` compares what they synthesise.
const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
const stack = new Stack(app, 'Orders', { env: { account: '222222222222', region: 'eu-central-1' } });
data.DataClassification.CONFIDENTIAL.applyTo(stack);

const documents = new data.SecureBucket(stack, 'Documents');
const jobs = new data.SecureQueue(stack, 'Jobs');
// A plain construct of the CDK: the first line makes it compliant.
new Topic(stack, 'Shipped');

const vpc = new network.SecureVpc(stack, 'Network', { addresses: network.VpcAddresses.cidr('10.20.0.0/16') });
vpc.tiers[0].allowTo(vpc.tiers[1], Port.tcp(8443));

const auditor = new Role(stack, 'Auditor', { assumedBy: new AccountPrincipal('111111111111') });
documents.grantRead(auditor);
jobs.grantConsumeMessages(auditor);
identity.PublicPrincipals.refuse(app);
app.synth();
