import { deployed } from './network-workbench';
import { HOME, LOG_ARCHIVE, MANAGEMENT, refusalOf, trusts, Workbench, WORKLOAD } from './workbench';

const allow = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

describe('AWS::EC2::VPCEndpoint', () => {
  const S3 = `com.amazonaws.${HOME}.s3`;
  const SSM = `com.amazonaws.${HOME}.ssm`;

  test('stands in route tables or subnets, by its kind', async () => {
    const { vpc, subnet, table, group, make, rule } = await deployed();
    expect(await rule('VPCEndpoint', 'Wrong', { VpcId: vpc, ServiceName: SSM, RouteTableIds: [table] })).toBe('vpc-endpoint/kind');
    expect(await rule('VPCEndpoint', 'Wrong', { VpcId: vpc, ServiceName: S3, SubnetIds: [subnet] })).toBe('vpc-endpoint/kind');
    expect(await rule('VPCEndpoint', 'Wrong', { VpcId: vpc, ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: [table] })).toBe('vpc-endpoint/kind');
    await make('VPCEndpoint', 'Gateway', { VpcId: vpc, ServiceName: S3, VpcEndpointType: 'Gateway', RouteTableIds: [table] });
    expect(await rule('VPCEndpoint', 'Twin', { VpcId: vpc, ServiceName: S3, RouteTableIds: [table] })).toBe('vpc-endpoint/one-gateway-per-route-table');
    const same = await make('Subnet', 'SameZone', { VpcId: vpc, CidrBlock: '10.0.1.0/24', AvailabilityZone: `${HOME}a` });
    const endpoint = { VpcId: vpc, ServiceName: SSM, VpcEndpointType: 'Interface', SecurityGroupIds: [group] };
    expect(await rule('VPCEndpoint', 'Interface', { ...endpoint, SubnetIds: [subnet, same] })).toBe('vpc-endpoint/kind');
    expect(await rule('VPCEndpoint', 'Interface', { ...endpoint, SubnetIds: [subnet], SecurityGroupIds: ['sg-none'] })).toBe('security-group/references');
    expect(await rule('VPCEndpoint', 'Interface', { ...endpoint, SubnetIds: [subnet] })).toBeUndefined();
  });

  test('with private names needs DNS in the VPC, and is the only one of its service', async () => {
    const { bench, vpc, subnet, group, make, rule } = await deployed();
    const endpoint = { VpcId: vpc, ServiceName: SSM, VpcEndpointType: 'Interface', SecurityGroupIds: [group], SubnetIds: [subnet], PrivateDnsEnabled: true };
    expect(await rule('VPCEndpoint', 'Interface', endpoint)).toBe('vpc-endpoint/private-dns');
    await bench.update('AWS::EC2::VPC', 'Vpc', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true });
    await make('VPCEndpoint', 'Interface', endpoint);
    expect(await rule('VPCEndpoint', 'Twin', endpoint)).toBe('vpc-endpoint/private-dns');
  });

  test('as an interface is one of 50 in a VPC', async () => {
    const { vpc, subnet, group, make, rule } = await deployed();
    const endpoint = { VpcId: vpc, ServiceName: SSM, VpcEndpointType: 'Interface', SecurityGroupIds: [group], SubnetIds: [subnet] };
    for (let index = 1; index <= 50; index++) {
      await make('VPCEndpoint', `Interface${index}`, endpoint);
    }
    expect(await rule('VPCEndpoint', 'Last', endpoint)).toBe('vpc-endpoint/quotas');
    expect(await rule('VPCEndpoint', 'Gateway', { VpcId: vpc, ServiceName: S3, RouteTableIds: [] })).toBeUndefined();
  });

  test('as a gateway is one of 20 in a region', async () => {
    const { vpc, make, rule } = await deployed();
    for (let index = 1; index <= 20; index++) {
      await make('VPCEndpoint', `Gateway${index}`, { VpcId: vpc, ServiceName: S3, RouteTableIds: [] });
    }
    expect(await rule('VPCEndpoint', 'Last', { VpcId: vpc, ServiceName: S3, RouteTableIds: [] })).toBe('vpc-endpoint/quotas');
  });

  test.each([
    ['no policy', undefined, undefined],
    ['everybody', allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }), undefined],
    ['the organization', allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }), undefined],
    ['another organization', allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } } }), 'vpc-endpoint/policy'],
    ['buckets of another account', allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceAccount': '999999999999' } } }), 'vpc-endpoint/policy'],
    ['nobody', allow(), 'vpc-endpoint/policy'],
  ])('with a policy for %s', async (_, PolicyDocument, expected) => {
    const { vpc, table, rule } = await deployed();
    expect(await rule('VPCEndpoint', 'Gateway', { VpcId: vpc, ServiceName: S3, RouteTableIds: [table], PolicyDocument })).toBe(expected);
  });
});

describe('the policy of an endpoint of an interface', () => {
  const NOBODY = allow({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });
  const place = async (service: string, PolicyDocument: object) => {
    const { vpc, subnet, group, rule } = await deployed();
    return rule('VPCEndpoint', 'Interface', {
      VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.${service}`, VpcEndpointType: 'Interface', SubnetIds: [subnet], SecurityGroupIds: [group], PolicyDocument,
    });
  };
  const services = ['sts', 'ecr.api', 'ecr.dkr', 'monitoring', 'kinesis-streams', 'events', 'lambda', 'execute-api', 'kms', 'athena'];

  test.each(services)('of %s that keeps everybody out is refused, and one that lets everybody in is not', async service => {
    expect(await place(service, NOBODY)).toBe('vpc-endpoint/policy');
    expect(await place(service, allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }))).toBeUndefined();
  });

  test('of a service that the model does not know lets somebody do something that it names', async () => {
    const named = (more: object) => allow({ Effect: 'Allow', Principal: '*', Action: 'athena:Get*', Resource: `arn:aws:athena:${HOME}:*:workgroup/*`, ...more });
    expect(await place('athena', named({}))).toBeUndefined();
    expect(await place('athena', named({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } } }))).toBe('vpc-endpoint/policy');
  });

  test('of S3 lets objects be read and written', async () => {
    const { vpc, table, rule } = await deployed();
    const only = (Action: string) => allow({ Effect: 'Allow', Principal: '*', Action, Resource: '*' });
    const gateway = (Action: string) => rule('VPCEndpoint', 'Gateway', { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.s3`, RouteTableIds: [table], PolicyDocument: only(Action) });
    expect(await gateway('s3:Get*')).toBe('vpc-endpoint/policy');
    expect(await gateway('s3:Put*')).toBe('vpc-endpoint/policy');
    expect(await gateway('s3:*')).toBeUndefined();
  });
});

test('an endpoint of S3 lets layers of images through where ECR has one, whichever comes first', async () => {
  const own = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } } };
  const layers = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::prod-${HOME}-starport-layer-bucket/*` };
  for (const order of [['S3', 'Ecr'], ['Ecr', 'S3']] as const) {
    const { vpc, subnet, table, make, rule } = await deployed();
    const props = {
      S3: { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.s3`, RouteTableIds: [table], PolicyDocument: allow(own) },
      Ecr: { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.ecr.dkr`, VpcEndpointType: 'Interface', SubnetIds: [subnet] },
    };
    await make('VPCEndpoint', order[0], props[order[0]]);
    expect(await rule('VPCEndpoint', order[1], props[order[1]])).toBe('vpc-endpoint/policy');
  }
  const { vpc, subnet, table, make, rule } = await deployed();
  await make('VPCEndpoint', 'S3', { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.s3`, RouteTableIds: [table], PolicyDocument: allow(own, layers) });
  expect(await rule('VPCEndpoint', 'Ecr', { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.ecr.dkr`, VpcEndpointType: 'Interface', SubnetIds: [subnet] })).toBeUndefined();
});

test.each([['ipv6'], ['dualstack'], ['ipv5']])('an endpoint of the kind %s does not stand in a subnet of IPv4 alone', async IpAddressType => {
  const { vpc, subnet, rule } = await deployed();
  expect(await rule('VPCEndpoint', 'Interface', { VpcId: vpc, ServiceName: `com.amazonaws.${HOME}.sqs`, VpcEndpointType: 'Interface', SubnetIds: [subnet], IpAddressType })).toBe('vpc-endpoint/kind');
});

describe('AWS::EC2::FlowLog', () => {
  test.each([['NONSENSE'], [undefined]])('of a VPC that records %s fails', async TrafficType => {
    const { vpc, rule } = await deployed();
    expect(await rule('FlowLog', 'Log', { ...bucketLog(vpc), TrafficType })).toBe('flow-log/traffic-type');
  });

  const bucketLog = (vpc: string) => ({ ResourceId: vpc, ResourceType: 'VPC', LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::logs', TrafficType: 'ALL' });

  const withBucket = async (condition: object, actions = ['s3:GetBucketAcl', 's3:PutObject']) => {
    const made = await deployed();
    await made.bench.create('AWS::S3::Bucket', 'Bucket', { BucketName: 'logs' }, { accountId: LOG_ARCHIVE });
    await made.bench.create('AWS::S3::BucketPolicy', 'Policy', {
      Bucket: 'logs',
      PolicyDocument: allow({ Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: actions, Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/AWSLogs/*'], Condition: condition }),
    }, { accountId: LOG_ARCHIVE });
    return made;
  };

  test.each([
    ['from the organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, undefined, undefined],
    ['from the account', { StringEquals: { 'aws:SourceAccount': MANAGEMENT } }, undefined, undefined],
    ['from another account', { StringEquals: { 'aws:SourceAccount': WORKLOAD } }, undefined, 'flow-log/bucket-accepts'],
    ['without the check of the bucket', {}, ['s3:PutObject'], 'flow-log/bucket-accepts'],
  ])('goes to a bucket that accepts what comes %s', async (_, condition, actions, expected) => {
    const { vpc, rule } = await withBucket(condition, actions);
    expect(await rule('FlowLog', 'Log', bucketLog(vpc))).toBe(expected);
  });

  test('fails when the bucket does not exist', async () => {
    const { vpc, rule } = await deployed();
    expect(await rule('FlowLog', 'Log', bucketLog(vpc))).toBe('flow-log/destination');
  });

  const groupLog = async (service: string, Action: string[]) => {
    const made = await deployed();
    const { attributes: group } = await made.bench.create('AWS::Logs::LogGroup', 'LogGroup', { LogGroupName: 'flows' });
    const { attributes: role } = await made.bench.create('AWS::IAM::Role', 'Role', {
      AssumeRolePolicyDocument: trusts(service), Policies: [{ PolicyName: 'write', PolicyDocument: allow({ Effect: 'Allow', Action, Resource: group.Arn }) }],
    });
    return made.rule('FlowLog', 'Log', { ResourceId: made.vpc, ResourceType: 'VPC', TrafficType: 'ALL', LogDestination: group.Arn, DeliverLogsPermissionArn: role.Arn });
  };

  test('goes to a log group by a role that may write', async () => {
    const write = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect(await groupLog('vpc-flow-logs.amazonaws.com', write)).toBeUndefined();
    expect(await groupLog('ec2.amazonaws.com', write)).toBe('flow-log/role-delivers');
    expect(await groupLog('vpc-flow-logs.amazonaws.com', ['logs:PutLogEvents'])).toBe('flow-log/role-delivers');
  });
});

describe('IPAM', () => {
  const pools = async (more: object = {}) => {
    const bench = new Workbench();
    const { attributes: ipam } = await bench.create('AWS::EC2::IPAM', 'Ipam', { OperatingRegions: [{ RegionName: HOME }] });
    const pool = { IpamScopeId: ipam.PrivateDefaultScopeId, AddressFamily: 'ipv4' };
    const { physicalId: top } = await bench.create('AWS::EC2::IPAMPool', 'Top', { ...pool, ProvisionedCidrs: [{ Cidr: '10.0.0.0/8' }] });
    const { physicalId: regional } = await bench.create('AWS::EC2::IPAMPool', 'Regional', { ...pool, SourceIpamPoolId: top, Locale: HOME, ...more });
    const block = await bench.create('AWS::EC2::IPAMPoolCidr', 'Block', { IpamPoolId: regional, NetmaskLength: 22 });
    const vpc = (id: string, Ipv4NetmaskLength = 24, place = {}) => bench.create('AWS::EC2::VPC', id, { Ipv4IpamPoolId: regional, Ipv4NetmaskLength }, place);
    return { bench, top, regional, block, vpc, pool };
  };

  test('gives each VPC a block that nobody else has, until there is no room', async () => {
    const { bench, vpc } = await pools();
    const blocks = [await vpc('A'), await vpc('B', 23)].map(({ attributes }) => attributes.CidrBlock);
    expect(blocks).toEqual(['10.0.0.0/24', '10.0.2.0/23']);
    expect((await vpc('C')).attributes.CidrBlock).toBe('10.0.1.0/24');
    expect((await refusalOf(vpc('D'))).rule).toBe('ipam/room');
    await bench.delete('AWS::EC2::VPC', 'A');
    expect((await vpc('D')).attributes.CidrBlock).toBe('10.0.0.0/24');
  });

  test('gives pools blocks of their source pool, each to one', async () => {
    const { bench, top, pool } = await pools();
    const beside = (id: string, Cidr: string) => bench.create('AWS::EC2::IPAMPool', id, { ...pool, SourceIpamPoolId: top, Locale: HOME, ProvisionedCidrs: [{ Cidr }] });
    expect((await refusalOf(beside('Twin', '10.0.0.0/16'))).rule).toBe('ipam/pool');
    expect((await refusalOf(beside('Outside', '192.168.0.0/16'))).rule).toBe('ipam/pool');
    expect((await refusalOf(bench.create('AWS::EC2::IPAMPool', 'Abroad', { ...pool, Locale: 'eu-west-1' }))).rule).toBe('ipam/pool');
    await beside('Other', '10.1.0.0/16');
  });

  test('serves its region, the sizes that it allows, and those it is shared with', async () => {
    const { bench, regional, vpc } = await pools({ AllocationMinNetmaskLength: 24 });
    expect((await refusalOf(vpc('Large', 23))).rule).toBe('ipam/room');
    expect((await refusalOf(vpc('Abroad', 24, { region: 'eu-west-1' }))).rule).toBe('ipam/locale');
    expect((await refusalOf(vpc('Member', 24, { accountId: WORKLOAD }))).rule).toBe('ipam/shared');
    bench.world.state.ram.sharing = {};
    bench.world.state.organizations.delegatedAdministrators.set(`${MANAGEMENT}/ipam.amazonaws.com`, { accountId: MANAGEMENT, service: 'ipam.amazonaws.com' });
    await bench.create('AWS::RAM::ResourceShare', 'Share', {
      Name: 'pools', ResourceArns: [`arn:aws:ec2::${MANAGEMENT}:ipam-pool/${regional}`], Principals: [bench.world.state.organizations.organization!.arn],
    });
    expect((await vpc('Member', 24, { accountId: WORKLOAD })).attributes.CidrBlock).toBe('10.0.0.0/24');
  });

  test('keeps a pool that somebody has addresses of', async () => {
    const { bench, vpc } = await pools();
    await vpc('A');
    expect((await refusalOf(bench.delete('AWS::EC2::IPAMPool', 'Regional'))).code).toBe('DependencyViolation');
    expect((await refusalOf(bench.delete('AWS::EC2::IPAMPoolCidr', 'Block'))).code).toBe('DependencyViolation');
  });
});

describe('AWS::SSM::Parameter', () => {
  const TYPE = 'AWS::SSM::Parameter';
  const put = (bench: Workbench, more: object) => bench.create(TYPE, 'P', { Name: '/own/p', Type: 'String', Value: 'v', ...more });

  test.each([
    ['a name of AWS', { Name: '/aws/p' }, 'ssm/parameter-name'],
    ['no value', { Value: '' }, 'ssm/parameter-value'],
    ['a long value', { Value: 'v'.repeat(4_097) }, 'ssm/parameter-value'],
    ['a secret', { Type: 'SecureString' }, 'ssm/parameter-value'],
    ['another pattern', { AllowedPattern: '^\\d+$' }, 'ssm/parameter-value'],
  ])('fails with %s', async (_, more, rule) => {
    expect((await refusalOf(put(new Workbench(), more))).rule).toBe(rule);
  });

  test('exists once in an account and region', async () => {
    const bench = new Workbench();
    await put(bench, {});
    expect((await refusalOf(put(bench, {}))).rule).toBe('ssm/parameter-name');
    await bench.create(TYPE, 'Q', { Name: '/own/p', Type: 'String', Value: 'v' }, { region: 'us-east-1' });
    expect([...bench.world.state.ssm.parameters.keys()]).toEqual([`${MANAGEMENT}/${HOME}//own/p`, `${MANAGEMENT}/us-east-1//own/p`]);
  });
});
