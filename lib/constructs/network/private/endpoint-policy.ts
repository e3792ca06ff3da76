import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, FederatedPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AwsOwnedBuckets } from '../aws-owned-buckets';
import { EndpointOptions } from '../endpoint-selection';

const DEFAULT_BUCKETS = [AwsOwnedBuckets.AMAZON_LINUX, AwsOwnedBuckets.SYSTEMS_MANAGER, AwsOwnedBuckets.IMAGE_LAYERS];

/** Channels of the SSM agent, which belong to no resource that a condition could name: an identity reaches those of its account only. */
const WITHOUT_RESOURCE = ['ssmmessages', 'ec2messages'];

/** Who may use the endpoint of a service, for which resources. */
export function endpointPolicy(service: string, options: EndpointOptions): PolicyDocument {
  const { organizationId, awsOwnedBuckets = DEFAULT_BUCKETS } = options;
  const ours: Record<string, string> = organizationId ? { 'aws:PrincipalOrgID': organizationId } : { 'aws:PrincipalAccount': Aws.ACCOUNT_ID };
  const ourResources: Record<string, string> = organizationId ? { 'aws:ResourceOrgID': organizationId } : { 'aws:ResourceAccount': Aws.ACCOUNT_ID };
  return new PolicyDocument({
    statements: [
      allow('OwnIdentitiesToOwnResources', ['*'], ['*'], { StringEquals: { ...ours, ...!WITHOUT_RESOURCE.includes(service) && ourResources } }),
      allow('AwsServicesOnOnesBehalf', ['*'], ['*'], { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
      ...service === 's3' && awsOwnedBuckets.length > 0 ? [allow('ReadsOfBucketsOfAws', ['s3:GetObject'], bucketObjects(awsOwnedBuckets))] : [],
      ...service === 'ssm' ? [allow('OwnIdentitiesToPublicDocuments', DOCUMENT_ACTIONS, DOCUMENTS, { StringEquals: ours })] : [],
      ...service === 'sts' ? [federation(ourResources)] : [],
    ],
  });
}

/** Documents and parameters that belong to AWS. */
const DOCUMENTS = ['parameter/aws/*', 'document/*', 'automation-definition/*'].map(name => `arn:${Aws.PARTITION}:ssm:${Aws.REGION}::${name}`);
const DOCUMENT_ACTIONS = [
  'ssm:CreateAssociation', 'ssm:Describe*', 'ssm:Get*', 'ssm:List*', 'ssm:SendCommand', 'ssm:StartAutomationExecution', 'ssm:StartSession',
];

/** Who comes from an identity provider is of no organization yet. */
function federation(ourResources: Record<string, string>): PolicyStatement {
  return new PolicyStatement({
    sid: 'FederationIntoOwnRoles',
    principals: [new FederatedPrincipal('*', {}, 'sts:AssumeRoleWithWebIdentity')],
    actions: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
    resources: ['*'],
    conditions: { StringEquals: ourResources },
  });
}

const bucketObjects = (buckets: readonly AwsOwnedBuckets[]): string[] =>
  buckets.flatMap(({ bucketNames }) => bucketNames.map(name => `arn:${Aws.PARTITION}:s3:::${name}/*`));

type Conditions = Record<string, Record<string, unknown>>;

const allow = (sid: string, actions: string[], resources: string[], conditions?: Conditions): PolicyStatement =>
  new PolicyStatement({ sid, principals: [new AnyPrincipal()], actions, resources, conditions });
