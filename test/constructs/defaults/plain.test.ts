import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SecurityFindings } from '../../../lib/constructs/defaults';
import { Finding, judge } from '../control-tower';
import { ENV, plainApp } from './plain-app';

jest.setTimeout(120_000);

/** What is wrong, and said by hand: nobody acknowledges it for its writer. */
function wildcards(stack: Stack): void {
  const bucket = new Bucket(stack, 'Own');
  new Role(stack, 'Wide', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(new PolicyStatement({
    actions: ['s3:GetObject*', 's3:PutBucket*', 'ecr:GetAuthorizationToken'], resources: [bucket.bucketArn, 'arn:aws:s3:::other/*', '*'],
  }));
}

const said = (findings: readonly Finding[]) => findings.map(({ rule, constructPath }) => `${rule} ${constructPath}`);

const WITHOUT_FIREWALL = [
  'AwsSolutions-APIG3 Calls/Rest/DeploymentStage.prod/Resource',
  'NIST.800.53.R5-ALBWAFEnabled Web/Balancer/Resource',
  'NIST.800.53.R5-APIGWAssociatedWithWAF Calls/Rest/DeploymentStage.prod/Resource',
];

test('plain constructs pass cdk-nag, Control Tower and NIST 800-53 R5 by one line, with no acknowledgement by their user but for a firewall', () => {
  const app = plainApp();
  wildcards(new Stack(app, 'Wide', { env: ENV }));
  const { findings, exceptions } = judge(app, { nist: true });
  const [byHand, others] = [true, false].map(isByHand => findings.filter(({ constructPath }) => constructPath.startsWith('Wide/Wide/') === isByHand));
  // Nobody decides for others that no firewall stands before what faces the internet.
  expect(said(others).sort()).toEqual(WITHOUT_FIREWALL);
  expect(said(byHand)).toEqual(expect.arrayContaining([
    'Action::s3:GetObject*', 'Action::s3:PutBucket*', 'Resource::*', 'Resource::arn:aws:s3:::other/*',
  ].map(finding => `AwsSolutions-IAM5[${finding}] Wide/Wide/DefaultPolicy/Resource`)));
  expect(exceptions.filter(({ reason = '' }) => reason.length < 40)).toEqual([]);
  expect(SecurityFindings.of(app).map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`)).toEqual([]);
});
