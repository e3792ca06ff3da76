import { BREAK_GLASS_ROLE } from '../../../../core/naming';
import { AuthorizationRequest } from '../../../../policy';
import { arnOf, Call, federatedBy, LintWorld, managementRoleOf, onBehalfOf, requestsOf, roleOf, rootSessionOf, serviceOf } from './lint-world';

/** Those whom no guardrail may keep from their work, by the rule that says so. */
export interface EssentialWork {
  /** Id of the rule. */
  readonly rule: string;
  /** Who it is, as a message names them. */
  readonly who: string;
  /** What keeps a guardrail from binding them. */
  readonly remedy: string;
  /** Requests that must pass. */
  readonly requests: readonly AuthorizationRequest[];
}

/** Not what retention, the log archive and leaving are about: that is closed to break-glass on purpose. */
const REPAIRS: readonly Call[] = [
  ['iam:UpdateAssumeRolePolicy', arnOf('iam', 'role/teams/app')], ['iam:AttachRolePolicy', arnOf('iam', 'role/teams/app')],
  ['iam:DeleteAccessKey', arnOf('iam', 'user/x')], ['ec2:TerminateInstances'], ['ec2:RevokeSecurityGroupIngress'], ['s3:PutBucketPolicy', arnOf('s3', 'team-bucket')],
  ['kms:PutKeyPolicy'], ['lambda:UpdateFunctionConfiguration'], ['cloudformation:DeleteStack'], ['cloudtrail:LookupEvents'], ['sts:GetCallerIdentity'],
];

const BASELINE: readonly Call[] = [
  ['cloudformation:CreateStack'], ['cloudformation:UpdateStack'], ['iam:CreateRole', arnOf('iam', `role/lz/${BREAK_GLASS_ROLE}`)],
  ['iam:PutRolePolicy', arnOf('iam', `role/lz/${BREAK_GLASS_ROLE}`)], ['access-analyzer:CreateAnalyzer'], ['kms:CreateKey'], ['logs:CreateLogGroup'],
  ['s3:CreateBucket', arnOf('s3', 'lz-x'), { 's3:x-amz-object-ownership': 'BucketOwnerEnforced' }], ['s3:PutBucketPolicy', arnOf('s3', 'lz-x')],
  ['lambda:CreateFunction'], ['config:PutConfigurationRecorder'],
];

const DEPLOYMENTS: readonly Call[] = [
  ['cloudformation:CreateChangeSet'], ['cloudformation:ExecuteChangeSet'], ['cloudformation:DescribeStacks'],
  ['s3:PutObject', arnOf('s3', 'cdk-hnb659fds-assets/x')], ['s3:GetObject', arnOf('s3', 'cdk-hnb659fds-assets/x')],
  ['ssm:GetParameter', arnOf('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')], ['lambda:UpdateFunctionCode'], ['dynamodb:UpdateTable'],
  ['sqs:SetQueueAttributes'], ['logs:CreateLogGroup'],
];

/** What must pass every service control policy, in the accounts they are attached to. Service-linked roles pass all of them. */
export function workUnderServiceControl(world: LintWorld): EssentialWork[] {
  return [
    {
      rule: 'locks-out-break-glass', who: 'break-glass', remedy: 'exempt role/lz/*, so that it can repair what is broken',
      requests: requestsOf(roleOf(`lz/${BREAK_GLASS_ROLE}`, world), world, REPAIRS),
    },
    {
      rule: 'locks-out-stack-sets', who: 'the role of CloudFormation StackSets', remedy: 'exempt role/stacksets-exec-*, which deploys the baseline',
      requests: requestsOf(roleOf('stacksets-exec-0123456789abcdef', world), world, BASELINE),
    },
    {
      rule: 'locks-out-deployment', who: 'deployments by CDK', remedy: 'name the actions that are meant: every team deploys by these',
      requests: requestsOf(roleOf('cdk-hnb659fds-cfn-exec-role', world), world, DEPLOYMENTS),
    },
    {
      rule: 'locks-out-root-session', who: 'central root sessions', remedy: 'add "Null": {"aws:AssumedRoot": "true"}, which spares them',
      requests: requestsOf(rootSessionOf(world), world, [['s3:DeleteBucketPolicy'], ['sqs:SetQueueAttributes'], ['iam:DeleteLoginProfile'], ['iam:DeactivateMFADevice']]),
    },
  ];
}

/** What must pass every resource control policy, whoever asks. Service-linked roles pass all of them. */
export function workUnderResourceControl(world: LintWorld): EssentialWork[] {
  const source = onBehalfOf(world);
  const role = arnOf('iam', 'role/teams/app');
  return [
    {
      rule: 'locks-out-services', who: 'AWS services', remedy: 'add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}',
      requests: [
        ...requestsOf(serviceOf('lambda'), world, [['sts:AssumeRole', role]]),
        ...requestsOf(serviceOf('ecs-tasks'), world, [['sts:AssumeRole', role, source]]),
        ...requestsOf(serviceOf('cloudtrail'), world, [['s3:PutObject', arnOf('s3', 'team-bucket/x'), source], ['kms:GenerateDataKey', '*', source]]),
        ...requestsOf(serviceOf('delivery.logs'), world, [['s3:PutObject', arnOf('s3', 'team-bucket/x'), source]]),
        ...requestsOf(serviceOf('sns'), world, [['sqs:SendMessage', '*', source]]),
      ],
    },
    {
      rule: 'locks-out-federation', who: 'people who sign in by SAML', remedy: 'name the actions of STS one by one: who signs in belongs to no organization yet',
      requests: requestsOf(federatedBy('saml-provider/corporate'), world, [['sts:AssumeRoleWithSAML', role], ['sts:TagSession', role]]),
    },
    {
      rule: 'locks-out-organization', who: 'accounts of the organization', remedy: 'spare aws:PrincipalOrgID of the organization',
      requests: [
        ...requestsOf(roleOf('teams/app', world), world, [['s3:GetObject', arnOf('s3', 'team-bucket/x')], ['kms:Decrypt'], ['sqs:SendMessage'], ['sts:AssumeRole', role]]),
        ...requestsOf(managementRoleOf('operator', world), world, [['sts:AssumeRole', arnOf('iam', `role/lz/${BREAK_GLASS_ROLE}`)]]),
      ],
    },
  ];
}
