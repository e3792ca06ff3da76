import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AdministratorBoundary, DeveloperBoundary, JobFunction, JobFunctionProps, JobFunctionRole, PermissionsBoundary, RoleTrust } from '../../../lib/constructs/identity';
import { Context, minify, unknownAction } from '../../../lib/policy';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, MANAGEMENT, WORKLOAD, worldWith } from '../deployed';
import { propertiesOf, rendered } from './resolved';

const JOBS = [
  JobFunction.ADMINISTRATOR, JobFunction.AUDITOR, JobFunction.BILLING, JobFunction.DEVELOPER, JobFunction.NETWORK, JobFunction.READ_ONLY,
  JobFunction.SECURITY_RESPONDER,
];
const byName = JOBS.map(job => [job.jobFunctionName, job] as const);
const trusts = [RoleTrust.account(MANAGEMENT)];
const PROPS: JobFunctionProps = { jobFunctionName: 'analyst', description: 'Looks at reports', awsManagedPolicies: ['AWSSupportAccess'] };

function build(stack: Stack): void {
  JOBS.forEach(jobFunction => new JobFunctionRole(stack, jobFunction.jobFunctionName, { jobFunction, trusts }));
  new DeveloperBoundary(stack, 'DeveloperBoundary');
  new AdministratorBoundary(stack, 'AdministratorBoundary');
}

describe('defaults', () => {
  test.each(byName)('%s is a role of its name, where guardrails bind it, with its boundary and length', (name, jobFunction) => {
    expect(propertiesOf('AWS::IAM::Role', stack => new JobFunctionRole(stack, 'Role', { jobFunction, trusts }))).toMatchObject({
      RoleName: `lz-${name}`, Path: '/access/', Description: jobFunction.description, MaxSessionDuration: jobFunction.maxSessionDuration.toSeconds(),
      PermissionsBoundary: expect.stringMatching(/policy\/lz\/lz-(developer|administrator)-boundary$/),
    });
  });

  test('who may raise somebody has the boundary of administrators, everybody else that of developers', () => {
    expect(JOBS.filter(({ boundary }) => boundary === PermissionsBoundary.ADMINISTRATOR).map(({ jobFunctionName }) => jobFunctionName))
      .toEqual(['administrator', 'billing', 'security-responder']);
  });

  test.each(byName)('%s fits into a permission set', (_, { jobFunctionName, policyDocument, description, awsManagedPolicies, maxSessionDuration }) => {
    expect(policyDocument === undefined ? 0 : minify(rendered(new Stack().resolve(policyDocument))).length).toBeLessThanOrEqual(10_240);
    expect([`lz-${jobFunctionName}`.length <= 32, description.length <= 700, awsManagedPolicies.length <= 10, maxSessionDuration.toHours() <= 12]).toEqual([true, true, true, true]);
  });

  test.each(byName)('%s names only actions that exist', (_, { policyStatements }) => {
    const actions = policyStatements.flatMap(statement => statement.actions).filter(action => !action.includes('*'));
    expect(actions.flatMap(action => unknownAction(action) ?? [])).toEqual([]);
  });

  test.each(byName)('%s has no wildcard of a whole service, and names what it may do', (_, { policyStatements }) => {
    const allows = policyStatements.filter(({ effect }) => effect === 'Allow');
    expect(allows.flatMap(({ actions }) => actions).filter(action => /^[^:]*:?\*$/.test(action))).toEqual([]);
    expect(allows.flatMap(({ notActions, notResources }) => [...notActions, ...notResources])).toEqual([]);
  });

  test('cdk-nag has nothing to say about them, nor about the boundaries', () => {
    synthesizeUnderCdkNag(build);
  });
});

const iam = (resource: string) => `arn:aws:iam::${WORKLOAD}:${resource}`;
const regional = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${WORKLOAD}:${resource}`;
const OBJECT = 'arn:aws:s3:::shop-data/customers.csv';
const bounded = { 'iam:PermissionsBoundary': iam('policy/lz/lz-developer-boundary') };
const frozen = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' };

type Row = readonly [action: string, resource: string, context?: Context];
const READS_DATA: readonly Row[] = [
  ['s3:GetObject', OBJECT], ['dynamodb:Scan', regional('dynamodb', 'table/t')], ['sqs:ReceiveMessage', regional('sqs', 'q')], ['kms:Decrypt', regional('kms', 'key/k')],
  ['secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:s')], ['ssm:GetParameter', regional('ssm', 'parameter/p')],
  ['kinesis:GetRecords', regional('kinesis', 'stream/s')], ['lambda:GetFunction', regional('lambda', 'function:f')], ['ec2:GetConsoleOutput', '*'],
  ['ec2:DescribeInstanceAttribute', '*'], ['ebs:GetSnapshotBlock', '*'], ['athena:GetQueryResults', '*'], ['ecr:GetDownloadUrlForLayer', '*'],
  ['autoscaling:DescribeLaunchConfigurations', '*'], ['ec2:DescribeSpotInstanceRequests', '*'], ['ec2:DescribeSpotFleetRequests', '*'], ['ecr:BatchGetImage', '*'],
  ['glue:GetConnection', '*'], ['glue:GetConnections', '*'],
];
const LOGS: readonly Row[] = [['logs:FilterLogEvents', regional('logs', 'log-group:g')], ['logs:StartQuery', regional('logs', 'log-group:g')]];
const RUNS: readonly Row[] = [
  ['ec2:RunInstances', regional('ec2', 'instance/*')], ['lambda:CreateFunction', regional('lambda', 'function:f')], ['lambda:InvokeFunction', regional('lambda', 'function:f')],
  ['s3:PutObject', OBJECT], ['s3:DeleteBucket', 'arn:aws:s3:::shop-data'], ['cloudformation:CreateStack', regional('cloudformation', 'stack/s/1')],
  ['ssm:StartSession', regional('ec2', 'instance/i')], ['rds:DeleteDBInstance', regional('rds', 'db:d')], ['ec2:TerminateInstances', regional('ec2', 'instance/i')],
];
const EMPOWERS: readonly Row[] = [
  ['iam:CreateRole', iam('role/new'), bounded], ['iam:PutRolePolicy', iam('role/app'), bounded], ['iam:AttachRolePolicy', iam('role/app'), { ...bounded, 'iam:PolicyARN': iam('policy/all') }],
  ['iam:UpdateAssumeRolePolicy', iam('role/app'), bounded], ['iam:PassRole', iam('role/app')], ['iam:CreatePolicyVersion', iam('policy/app')], ['iam:CreateUser', iam('user/new')],
  ['iam:CreateAccessKey', iam('user/old')], ['sts:AssumeRole', iam('role/app')],
];
const MANAGES_NETWORKS: readonly Row[] = [
  ['ec2:CreateVpc', regional('ec2', 'vpc/*')], ['ec2:AuthorizeSecurityGroupIngress', regional('ec2', 'security-group/sg-1')], ['ec2:CreateRoute', regional('ec2', 'route-table/rtb-1')],
  ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/z'],
];
const PAYS: readonly Row[] = [['payments:CreatePaymentInstrument', '*'], ['tax:PutTaxRegistration', '*'], ['billing:UpdateBillingPreferences', '*']];
const SETTINGS: readonly Row[] = [['organizations:LeaveOrganization', '*'], ['account:PutAlternateContact', '*'], ['sso:CreateAccountAssignment', '*'], ['account:DeleteAlternateContact', '*']];
const ISOLATES: readonly Row[] = [
  ['iam:AttachRolePolicy', iam('role/app'), { ...bounded, ...frozen }], ['iam:AttachUserPolicy', iam('user/old'), frozen], ['iam:UpdateAccessKey', iam('user/old')],
  ['ec2:ModifyNetworkInterfaceAttribute', regional('ec2', 'network-interface/eni-1')], ['ec2:CreateSecurityGroup', regional('ec2', 'security-group/*')],
  ['ec2:RevokeSecurityGroupEgress', regional('ec2', 'security-group/sg-1')], ['lambda:PutFunctionConcurrency', regional('lambda', 'function:f')],
];
const LOOKS: readonly Row[] = [['ec2:DescribeInstances', '*'], ['iam:ListRoles', '*'], ['s3:GetBucketPolicy', 'arn:aws:s3:::shop-data']];

/** What AWS's policy for audits reads, code and user data among it: a responder looks for what an intruder left there. */
const METADATA_OF_AUDITS = ['ec2:DescribeInstanceAttribute', 'ec2:DescribeSpotFleetRequests', 'ec2:DescribeSpotInstanceRequests', 'lambda:GetFunction'];
/** Keys have the last word themselves. */
const WORKS_WITH_DATA = READS_DATA.filter(([action]) => action !== 'kms:Decrypt');

const CANNOT: readonly (readonly [string, readonly Row[]])[] = [
  ['administrator', [
    ...SETTINGS, ['iam:CreateUser', iam('user/new')], ['iam:CreateAccessKey', iam('user/old')], ['iam:CreateRole', iam('role/new')], ['iam:PassRole', iam('role/lz/lz-activation')],
    ['iam:CreatePolicyVersion', iam('policy/lz/lz-administrator-boundary')], ['iam:DeleteRolePermissionsBoundary', iam('role/app'), bounded],
  ]],
  ['developer', [
    ...PAYS, ...SETTINGS, ['iam:CreateUser', iam('user/new')], ['iam:CreateAccessKey', iam('user/old')], ['iam:CreateRole', iam('role/new')],
    ['iam:PassRole', iam('role/access/lz-administrator')], ['iam:PassRole', iam('role/administration/pipeline')], ['sts:AssumeRole', iam('role/access/lz-administrator')],
  ]],
  ['read-only', [...READS_DATA, ...LOGS, ...RUNS, ...EMPOWERS, ...MANAGES_NETWORKS, ...PAYS, ...SETTINGS]],
  ['auditor', [...READS_DATA, ...LOGS, ...RUNS, ...EMPOWERS, ...MANAGES_NETWORKS, ...PAYS, ...SETTINGS]],
  ['billing', [...READS_DATA, ...LOGS, ...RUNS, ...EMPOWERS, ...MANAGES_NETWORKS, ...SETTINGS, ['ec2:DescribeInstances', '*'], ['s3:GetBucketPolicy', 'arn:aws:s3:::shop-data']]],
  ['network', [...READS_DATA, ...LOGS, ...RUNS, ...EMPOWERS, ...PAYS, ...SETTINGS]],
  ['security-responder', [
    ...READS_DATA.filter(([action]) => !METADATA_OF_AUDITS.includes(action)), ...RUNS, ...EMPOWERS, ...MANAGES_NETWORKS, ...PAYS, ...SETTINGS, ['ec2:ModifyInstanceAttribute', regional('ec2', 'instance/i')],
    ['iam:DetachRolePolicy', iam('role/app'), { ...bounded, ...frozen }], ['iam:AttachRolePolicy', iam('role/lz/lz-break-glass'), frozen],
    ['ec2:CreateTags', regional('ec2', 'instance/i')], ['ec2:DeleteSnapshot', regional('ec2', 'snapshot/s')],
  ]],
];
const CAN: readonly (readonly [string, readonly Row[]])[] = [
  ['administrator', [...WORKS_WITH_DATA, ...RUNS, ...MANAGES_NETWORKS, ...PAYS, ['iam:CreateRole', iam('role/new'), bounded], ['iam:PassRole', iam('role/app')]]],
  ['developer', [...WORKS_WITH_DATA, ...RUNS, ['iam:CreateRole', iam('role/new'), bounded], ['iam:PassRole', iam('role/app')], ['iam:CreatePolicy', iam('policy/app')], ['iam:GetRole', iam('role/app')]]],
  ['read-only', [['ec2:DescribeInstances', '*'], ['cloudwatch:GetMetricData', '*'], ['cloudformation:DescribeStackEvents', '*'], ['lambda:GetFunctionConfiguration', '*']]],
  ['auditor', LOOKS],
  ['billing', [['budgets:ModifyBudget', '*'], ['ce:GetCostAndUsage', '*']]],
  ['network', [...MANAGES_NETWORKS, ['ec2:DescribeVpcs', '*'], ['ec2:CreateTransitGateway', '*'], ['ec2:AllocateAddress', '*'], ['network-firewall:CreateFirewall', '*']]],
  ['security-responder', [
    ...ISOLATES, ...LOOKS, ...LOGS, ['ec2:CreateSnapshot', regional('ec2', 'volume/v')], ['securityhub:BatchUpdateFindings', '*'],
    ['ec2:CreateTags', regional('ec2', 'snapshot/s'), { 'ec2:CreateAction': 'CreateSnapshot' }],
  ]],
];

describe('deployed', () => {
  let world: World;
  beforeAll(async () => {
    world = worldWith();
    await deploy(world, { account: WORKLOAD, build });
  });

  type Table = readonly (readonly [string, readonly Row[]])[];
  const rows = (table: Table) =>
    table.flatMap(([name, calls]) => calls.map(([action, resource, context]) => [name, action, resource, context] as const));
  const may = (name: string, [action, resource, context]: Row) => world.may({ as: iam(`role/access/lz-${name}`), action, resource, context });

  test('each job is tried', () => {
    const names = (table: readonly (readonly [string, unknown])[]) => table.map(([name]) => name).sort();
    expect([CANNOT, CAN].map(names)).toEqual([names(byName), names(byName)]);
  });

  test.each(rows(CANNOT))('%s cannot %s on %s', (name, action, resource, context) => {
    expect(may(name, [action, resource, context])).toMatchObject({ allowed: false });
  });

  test.each(rows(CAN))('%s can %s on %s', (name, action, resource, context) => {
    expect(may(name, [action, resource, context])).toMatchObject({ allowed: true });
  });
});

describe('options', () => {
  test('a job of one\'s own has the boundary of developers and sessions of an hour', () => {
    const { boundary, maxSessionDuration, policyDocument } = JobFunction.of(PROPS);
    expect([boundary, maxSessionDuration.toHours(), policyDocument]).toEqual([PermissionsBoundary.DEVELOPER, 1, undefined]);
  });

  test('what somebody does to the statements of a job does not change it', () => {
    JobFunction.NETWORK.policyStatements[0].addActions('iam:*');
    expect(JSON.stringify(JobFunction.NETWORK.policyDocument)).not.toContain('iam:*');
  });
});

describe('import', () => {
  test('a role hands out what it is for', () => {
    const { roleName, jobFunction, boundary } = new JobFunctionRole(new Stack(), 'Role', { jobFunction: JobFunction.of(PROPS), trusts });
    expect([roleName, jobFunction.jobFunctionName, boundary]).toEqual(['lz-analyst', 'analyst', PermissionsBoundary.DEVELOPER]);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    expect(() => JobFunction.of({ jobFunctionName: 'Data Scientist', description: '', maxSessionDuration: Duration.hours(13) })).toThrow(
      /4 problems\n.*'jobFunctionName'.*\n.*'description'.*\n.*'maxSessionDuration'.*\n.*'statements' or 'awsManagedPolicies' must say something/,
    );
  });

  test('fails when there is more than a role takes', () => {
    const statements = [new PolicyStatement({ actions: ['s3:GetObject'], resources: Array.from({ length: 300 }, (_, i) => `arn:aws:s3:::a-bucket-with-a-name-${i}/*`) })];
    expect(() => JobFunction.of({ ...PROPS, statements, awsManagedPolicies: Array.from({ length: 11 }, (_, i) => `p${i}`) })).toThrow(/2 problems\n.*at most 10240 characters.*\n.*at most 10, got 11/);
  });
});
