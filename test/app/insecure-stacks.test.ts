import { Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ram from 'aws-cdk-lib/aws-ram';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { GuardrailPlacement, guardrails } from '../../lib';
import { Rehearsal, rehearse } from '../../rehearsal';
import { app, HOME } from '../rehearsal/api/tiny-app';
import { synthesise, WITHOUT_DELEGATION } from './synth';

// Does the guardrail set of my OU let my stack deploy? Plain stacks as teams write them, in accounts of the example under the strict set:
// each is refused by the guardrail that is about it, and deploys once it is written as that guardrail wants it.

/** Where nobody keeps teams from making the VPC that their database stands in: the network set belongs to workloads. */
const NETWORK = 'network';
const WORKLOAD = 'production';
const SANDBOX = 'sandbox';
const SANDBOX_UNIT = 'Sandbox';
const { FOUNDATION, PERMISSIONS_BOUNDARY } = guardrails.GuardrailSet;

interface Row {
  /** Id of the guardrail. */
  readonly by: string;
  readonly account: string;
  readonly action: string;
  /** A part of what to do about it. */
  readonly remedy: RegExp;
  /** Where it is refused, and where it is let in. @default the home region */
  readonly regions?: readonly [string, string];
  /** The stack, as it is refused and as it is let in. */
  readonly build: (stack: Stack, isSecured: boolean) => void;
}

/** Subnets that lead nowhere. */
const isolated = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', {
  ipAddresses: ec2.IpAddresses.cidr('10.200.0.0/16'), availabilityZones: [`${stack.region}a`, `${stack.region}b`], natGateways: 0, restrictDefaultSecurityGroup: false,
  subnetConfiguration: [{ name: 'data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
});

const IMAGE = ec2.MachineImage.genericLinux({ [HOME]: 'ami-0123456789abcdef0' });
const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16_4 });
const inlineFunction = (stack: Stack) => new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => undefined'),
});
const role = (stack: Stack, props: Partial<iam.RoleProps> = {}) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), ...props });

function instance(stack: Stack, props: Partial<ec2.InstanceProps>): void {
  const vpc = isolated(stack);
  new ec2.Instance(stack, 'Instance', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, instanceType: new ec2.InstanceType('t3.micro'), machineImage: IMAGE, ...props });
}

/** CDK names a policy where the template of others says nothing. */
function listener(stack: Stack, sslPolicy?: elb.SslPolicy): void {
  const vpc = isolated(stack);
  const loadBalancer = new elb.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
  const certificate = elb.ListenerCertificate.fromArn(`arn:${Aws.PARTITION}:acm:${Aws.REGION}:${Aws.ACCOUNT_ID}:certificate/orders`);
  const made = loadBalancer.addListener('Https', {
    port: 443, protocol: elb.ApplicationProtocol.HTTPS, certificates: [certificate], open: false,
    defaultAction: elb.ListenerAction.fixedResponse(404),
  });
  (made.node.defaultChild as elb.CfnListener).sslPolicy = sslPolicy;
}

/** Subnets without routes, and a database in them. */
function database(stack: Stack, isPublic: boolean): void {
  const vpcId = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.200.0.0/16', enableDnsHostnames: true, enableDnsSupport: true }).ref;
  const subnetIds = ['a', 'b'].map((zone, index) =>
    new ec2.CfnSubnet(stack, `Subnet${index}`, { vpcId, cidrBlock: `10.200.${index}.0/24`, availabilityZone: `${stack.region}${zone}` }).ref);
  const group = new rds.CfnDBSubnetGroup(stack, 'Subnets', { dbSubnetGroupDescription: 'data', subnetIds });
  const made = new rds.CfnDBInstance(stack, 'Database', {
    engine: 'postgres', dbInstanceClass: 'db.t4g.medium', allocatedStorage: '20', storageEncrypted: true, masterUsername: 'master', manageMasterUserPassword: true,
    dbSubnetGroupName: group.ref, publiclyAccessible: isPublic,
  });
  if (isPublic) {
    const gateway = new ec2.CfnInternetGateway(stack, 'Gateway');
    made.addResourceDependency(new ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId, internetGatewayId: gateway.ref }));
  }
}

/** Insecure stacks, and what each is refused by. */
const ROWS: Readonly<Record<string, Row>> = {
  'a database that is not encrypted': {
    by: 'G44', account: NETWORK, action: 'rds:CreateDBInstance', remedy: /rds:StorageEncrypted be something else than false/,
    build: (stack, isSecured) => new rds.DatabaseInstance(stack, 'Database', {
      engine, vpc: isolated(stack), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, storageEncrypted: isSecured,
      manageMasterUserPassword: true,
    }),
  },
  'a cluster that is not encrypted': {
    by: 'G44', account: NETWORK, action: 'rds:CreateDBCluster', remedy: /rds:StorageEncrypted/,
    build: (stack, isSecured) => new rds.DatabaseCluster(stack, 'Cluster', {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      vpc: isolated(stack), manageMasterUserPassword: true, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, writer: rds.ClusterInstance.serverlessV2('Writer'), storageEncrypted: isSecured,
    }),
  },
  'a file system that is not encrypted': {
    by: 'G44', account: NETWORK, action: 'elasticfilesystem:CreateFileSystem', remedy: /elasticfilesystem:Encrypted/,
    build: (stack, isSecured) => new efs.FileSystem(stack, 'Files', { vpc: isolated(stack), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, encrypted: isSecured }),
  },
  'an instance that speaks IMDSv1': {
    by: 'G45', account: NETWORK, action: 'ec2:RunInstances', remedy: /ec2:MetadataHttpTokens be required/,
    build: (stack, isSecured) => instance(stack, { requireImdsv2: isSecured }),
  },
  'a function URL for everybody': {
    by: 'G49', account: WORKLOAD, action: 'lambda:CreateFunctionUrlConfig', remedy: /lambda:FunctionUrlAuthType be something else than NONE/,
    build: (stack, isSecured) => {
      const { AWS_IAM, NONE } = lambda.FunctionUrlAuthType;
      inlineFunction(stack).addFunctionUrl({ authType: isSecured ? AWS_IAM : NONE });
    },
  },
  'a network that is joined to the internet': {
    by: 'G50b', account: WORKLOAD, action: 'ec2:CreateInternetGateway', remedy: /another organizational unit/,
    build: (stack, isSecured) => isSecured ? new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.200.0.0/16' }) : new ec2.CfnInternetGateway(stack, 'Gateway'),
  },
  'a database that the internet reaches': {
    by: 'G50b', account: WORKLOAD, action: 'ec2:CreateInternetGateway', remedy: /another organizational unit/,
    build: (stack, isSecured) => database(stack, !isSecured),
  },
  'a queue in a region that is not governed': {
    by: 'G05', account: WORKLOAD, action: 'sqs:CreateQueue', remedy: /use one of the regions eu-central-1/, regions: ['us-west-2', 'eu-central-1'],
    build: stack => new sqs.Queue(stack, 'Queue'),
  },
  'a share with accounts outside': {
    by: 'G47', account: WORKLOAD, action: 'ram:CreateResourceShare', remedy: /ram:RequestedAllowsExternalPrincipals be something else than true/,
    build: (stack, isSecured) => new ram.CfnResourceShare(stack, 'Share', { name: 'data', ...isSecured && { allowExternalPrincipals: false } }),
  },
  'a listener that leaves the TLS policy to AWS': {
    by: 'G51', account: NETWORK, action: 'elasticloadbalancing:CreateListener', remedy: /elasticloadbalancing:SecurityPolicy/,
    build: (stack, isSecured) => listener(stack, isSecured ? elb.SslPolicy.TLS13_RES : undefined),
  },
  'a listener with an old TLS policy': {
    by: 'G51', account: NETWORK, action: 'elasticloadbalancing:CreateListener', remedy: /elasticloadbalancing:SecurityPolicy be ELBSecurityPolicy-/,
    build: (stack, isSecured) => listener(stack, isSecured ? elb.SslPolicy.RECOMMENDED_TLS : elb.SslPolicy.LEGACY),
  },
  'a bucket with ACLs': {
    by: 'G67b', account: WORKLOAD, action: 's3:CreateBucket', remedy: /s3:x-amz-object-ownership be BucketOwnerEnforced/,
    build: (stack, isSecured) => new s3.Bucket(stack, 'Bucket', { objectOwnership: isSecured ? s3.ObjectOwnership.BUCKET_OWNER_ENFORCED : s3.ObjectOwnership.OBJECT_WRITER }),
  },
  'a user': {
    by: 'G12', account: WORKLOAD, action: 'iam:CreateUser', remedy: /another organizational unit/,
    build: (stack, isSecured) => isSecured ? role(stack) : new iam.User(stack, 'User'),
  },
  'a role of administrators': {
    by: 'G16', account: WORKLOAD, action: 'iam:AttachRolePolicy', remedy: /iam:PolicyARN be something else than .*AdministratorAccess/,
    build: (stack, isSecured) => role(stack, { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(isSecured ? 'ReadOnlyAccess' : 'AdministratorAccess')] }),
  },
  'a role without a boundary': {
    by: 'G15', account: SANDBOX, action: 'iam:CreateRole', remedy: /permissionsBoundary/,
    build: (stack, isSecured) => role(stack, isSecured
      ? { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'lz/lz-developer-boundary') } : {}),
  },
};

let rehearsal: Rehearsal;
beforeAll(async () => {
  const placements = [
    ...GuardrailPlacement.strict().filter(({ organizationalUnits }) => !organizationalUnits?.includes(SANDBOX_UNIT)),
    ...[FOUNDATION, PERMISSIONS_BOUNDARY].map(set => GuardrailPlacement.on(set, [SANDBOX_UNIT])),
  ];
  rehearsal = await rehearse(synthesise({ ...WITHOUT_DELEGATION, guardrails: { placements } }), { phases: [], faults: 'none' });
  expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
}, 120_000);

async function deployed({ account, build, regions = [HOME, HOME] }: Row, isSecured: boolean) {
  const own = app();
  build(new Stack(own, 'Shop', { env: { region: regions[isSecured ? 1 : 0] } }), isSecured);
  return rehearsal.deploy(own, { account });
}

describe.each(Object.entries(ROWS))('%s', (_, row) => {
  test(`is refused by ${row.by}, with the statement and what to do`, async () => {
    const { failures } = (await deployed(row, false)).toJSON();
    const [failure] = failures.filter(({ phase }) => phase === 'first-deployment');
    expect(failure).toMatchObject({
      kind: 'denied', message: expect.stringContaining(row.action), remedy: expect.stringMatching(row.remedy),
      decision: { policy: expect.stringMatching(/^lz-/), statement: expect.any(Number) },
    });
    expect(failure.decision?.guardrail?.split(', ')).toContain(row.by);
  }, 60_000);

  test('deploys once it is written as that guardrail wants it', async () => {
    expect((await deployed(row, true)).failures.map(({ message }) => message)).toEqual([]);
  }, 60_000);
});

test('a volume that says nothing is encrypted by the account', async () => {
  const own = app();
  new ec2.CfnVolume(new Stack(own, 'Shop', { env: { region: HOME } }), 'Volume', { availabilityZone: `${HOME}a`, size: 8 });
  expect((await rehearsal.deploy(own, { account: WORKLOAD })).failures.map(({ message }) => message)).toEqual([]);
}, 60_000);
