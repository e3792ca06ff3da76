import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AwsOwnedBuckets, EndpointSelection, GatewayPrefixList, VpcEndpoints } from '../../../lib/constructs/network';
import { evaluate, PolicyDocument } from '../../../lib/policy';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { plainVpc } from './plain-vpc';

const ORGANIZATION = 'o-a1b2c3d4e5';
const ENV = { account: '111122223333', region: 'eu-central-1' };

function endpoints(stack: Stack, selection: EndpointSelection): VpcEndpoints {
  const { vpc, subnets } = plainVpc(stack);
  return new VpcEndpoints(stack, 'Endpoints', { vpc, subnets, routeTableIds: ['rtb-0', 'rtb-1'], selection });
}

function templateOf(selection: EndpointSelection, env: { region: string; account: string } | undefined = ENV): Template {
  const stack = new Stack(new App(), 'Stack', { env });
  endpoints(stack, selection);
  return Template.fromStack(stack);
}

/** A template's value as it is deployed into eu-central-1. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(resolved);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: pseudo, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  const pseudos: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::Region': ENV.region, 'AWS::AccountId': ENV.account };
  if (pseudo) {
    return pseudos[pseudo];
  }
  return join ? join[1].map(resolved).join(join[0]) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]));
}

const propertiesOf = (service: string, selection: EndpointSelection) => Object.values(templateOf(selection).findResources('AWS::EC2::VPCEndpoint'))
  .map(({ Properties }) => Properties).find(({ ServiceName }) => JSON.stringify(ServiceName).includes(`.${service}"`));

const statementsOf = (service: string, selection: EndpointSelection) => propertiesOf(service, selection).PolicyDocument.Statement;

const statement = (service: string, selection: EndpointSelection, sid: string) =>
  statementsOf(service, selection).find(({ Sid }: { Sid: string }) => Sid === sid);

describe('defaults', () => {
  test('makes the gateway endpoints, which cost nothing, in every route table, and no group', () => {
    const template = templateOf(EndpointSelection.gateways());
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 2);
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: ['rtb-0', 'rtb-1'] });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('lets identities and resources of the account through, and services of AWS', () => {
    expect(statementsOf('dynamodb', EndpointSelection.gateways())).toEqual([
      {
        Sid: 'OwnIdentitiesToOwnResources', Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' }, 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } },
      },
      {
        Sid: 'AwsServicesOnOnesBehalf', Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*',
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
      },
    ]);
  });

  test('lets everybody read packages of AWS, and nobody write to its buckets', () => {
    const { Action, Resource, Principal } = statement('s3', EndpointSelection.gateways(), 'ReadsOfBucketsOfAws');
    expect([Action, Principal]).toEqual(['s3:GetObject', { AWS: '*' }]);
    expect(JSON.stringify(Resource)).toContain(':s3:::al2023-repos-');
    expect(JSON.stringify(Resource)).toContain('-starport-layer-bucket/*');
  });

  test('puts interface endpoints under their names into the subnets, in a group that nobody reaches', () => {
    const template = templateOf(EndpointSelection.interfaces({ services: ['secretsmanager'] }));
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface', PrivateDnsEnabled: true, SubnetIds: [{ 'Fn::GetAtt': ['Subnet0', 'SubnetId'] }, { 'Fn::GetAtt': ['Subnet1', 'SubnetId'] }],
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^EndpointsSecurityGroup'), 'GroupId'] }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
      SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('makes nothing at all when nothing is asked for', () => {
    templateOf(EndpointSelection.none()).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      endpoints(stack, EndpointSelection.sessionManager({ organizationId: ORGANIZATION }));
    });
  });
});

describe('options', () => {
  const organization = EndpointSelection.interfaces({ organizationId: ORGANIZATION, services: ['sts', 'ssm', 'ssmmessages', 'ec2messages', 'kms'] });

  test.each(['s3', 'dynamodb', 'kms'])('lets identities of the organization reach its resources by the endpoint of %s', service => {
    expect(statement(service, organization, 'OwnIdentitiesToOwnResources').Condition)
      .toEqual({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:ResourceOrgID': ORGANIZATION } });
  });

  test.each(['ssmmessages', 'ec2messages'])('asks nothing of resources by the endpoint of %s, which has none', service => {
    expect(statement(service, organization, 'OwnIdentitiesToOwnResources').Condition).toEqual({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } });
  });

  test('lets its identities use documents of AWS, and federation lead into its roles', () => {
    expect(statement('ssm', organization, 'OwnIdentitiesToPublicDocuments').Condition).toEqual({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } });
    expect(resolved(statement('ssm', organization, 'OwnIdentitiesToPublicDocuments'))).toMatchObject({
      Action: ['CreateAssociation', 'Describe*', 'Get*', 'List*', 'SendCommand', 'StartAutomationExecution', 'StartSession'].map(action => `ssm:${action}`),
      Resource: ['parameter/aws/*', 'document/*', 'automation-definition/*'].map(name => `arn:aws:ssm:eu-central-1::${name}`),
    });
    expect(statement('sts', organization, 'FederationIntoOwnRoles')).toMatchObject({
      Principal: { Federated: '*' }, Action: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'], Condition: { StringEquals: { 'aws:ResourceOrgID': ORGANIZATION } },
    });
  });

  test('makes what Session Manager needs', () => {
    const services = Object.values(templateOf(EndpointSelection.sessionManager()).findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Interface' } }))
      .map(({ Properties }) => Properties.ServiceName['Fn::Join'][1].at(-1));
    expect(services.sort()).toEqual(['.ec2messages', '.kms', '.logs', '.ssm', '.ssmmessages']);
  });

  test('reads buckets that are named, and none when none is', () => {
    const named = EndpointSelection.gateways({ awsOwnedBuckets: [AwsOwnedBuckets.CODEDEPLOY_AGENT, AwsOwnedBuckets.CLOUDWATCH_AGENT, AwsOwnedBuckets.of('tools', ['tools-of-aws'])] });
    expect(JSON.stringify(statement('s3', named, 'ReadsOfBucketsOfAws').Resource)).toMatch(/aws-codedeploy-.*amazoncloudwatch-agent.*tools-of-aws/);
    expect(statement('s3', EndpointSelection.gateways({ awsOwnedBuckets: [] }), 'ReadsOfBucketsOfAws')).toBeUndefined();
  });

  test('makes an endpoint without a policy where AWS takes none', () => {
    expect(propertiesOf('kms', EndpointSelection.interfaces({ services: ['kms'], servicesWithoutPolicy: ['kms'] })).PolicyDocument).toBeUndefined();
  });

  const called = (selection: EndpointSelection, region?: string) => {
    const stack = new Stack(new App(), 'Stack', { env: region ? { account: '111122223333', region } : undefined });
    const made = endpoints(stack, selection);
    const group = new CfnSecurityGroup(stack, 'Caller', { groupDescription: 'a caller' });
    made.allowFrom(SecurityGroup.fromSecurityGroupId(stack, 'Imported-Caller', group.attrGroupId, { allowAllOutbound: false }), 'caller');
    return Template.fromStack(stack);
  };

  test('finds the lists of addresses when it is deployed, where the region is not known before', () => {
    const template = called(EndpointSelection.gateways());
    template.hasMapping('GatewayPrefixLists', { 'eu-central-1': { s3: 'pl-6ea54007', dynamodb: 'pl-66a5400f' }, 'us-east-1': { s3: 'pl-63a5400a' } });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: { 'Fn::FindInMap': ['GatewayPrefixLists', { Ref: 'AWS::Region' }, 's3'] } });
  });

  test('takes a list of a region that it does not know', () => {
    const lists = [GatewayPrefixList.s3('mx-central-1', 'pl-0a1b2c3d'), GatewayPrefixList.dynamoDb('mx-central-1', 'pl-0a1b2c3e')];
    called(EndpointSelection.gateways({ gatewayPrefixLists: lists }), 'mx-central-1')
      .hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationPrefixListId: 'pl-0a1b2c3e', FromPort: 443, Description: 'caller to dynamodb by its gateway endpoint' });
  });

  test('fails in a region that it does not know, and says how to find the list', () => {
    expect(() => called(EndpointSelection.gateways(), 'mx-central-1'))
      .toThrow(/'gatewayPrefixLists' must have the list of s3 in mx-central-1, got none: take its id from `aws ec2 describe-managed-prefix-lists --region mx-central-1/);
  });
});

describe('what AWS lets through', () => {
  const selection = EndpointSelection.interfaces({ organizationId: ORGANIZATION, services: ['ssmmessages', 'sts'] });
  const OURS = '111122223333';
  const STRANGER = '999999999999';
  const OTHER_ORGANIZATION = 'o-stranger123';

  interface Case { readonly from?: string; readonly to?: string; readonly action?: string; readonly resource?: string }

  /** Whether a call passes the policy of an endpoint, from an account of the organization or of a stranger to one of either. */
  function passes(service: string, { from = OURS, to = OURS, action = 's3:PutObject', resource = 'arn:aws:s3:::bucket/key' }: Case): boolean {
    const organizationOf = (account: string) => account === OURS ? ORGANIZATION : OTHER_ORGANIZATION;
    const document = resolved(propertiesOf(service, selection).PolicyDocument) as PolicyDocument;
    return evaluate({
      principal: { kind: 'role', arn: `arn:aws:iam::${from}:role/app`, organizationId: organizationOf(from) },
      action, resource, resourceAccountId: from,
      context: { 'aws:ResourceOrgID': organizationOf(to), 'aws:PrincipalIsAWSService': 'false' },
    }, { resource: { name: 'endpoint policy', document } }).allowed;
  }

  test.each<[string, Case, boolean]>([
    ['our program and our bucket', {}, true],
    ['our program and a stranger\'s bucket', { to: STRANGER }, false],
    ['a stranger\'s keys and a stranger\'s bucket', { from: STRANGER, to: STRANGER }, false],
    ['a stranger\'s keys and our bucket', { from: STRANGER }, false],
    ['our program and packages of AWS', { to: STRANGER, action: 's3:GetObject', resource: 'arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/core' }, true],
    ['our program and an upload to packages of AWS', { to: STRANGER, resource: 'arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/core' }, false],
  ])('%s: by the endpoint of S3', (_, call, expected) => {
    expect(passes('s3', call)).toBe(expected);
  });

  test('our agent opens its channel, and that of a stranger does not', () => {
    const channel = { action: 'ssmmessages:OpenControlChannel', resource: '*' };
    expect(passes('ssmmessages', channel)).toBe(true);
    expect(passes('ssmmessages', { ...channel, from: STRANGER })).toBe(false);
  });
});

describe('validation', () => {
  test('fails when no service is named, or one that is none, or twice, and says why', () => {
    expect(() => EndpointSelection.interfaces({ services: [] })).toThrow("'services' must name a service, got none");
    expect(() => EndpointSelection.interfaces({ services: ['com.amazonaws.eu-central-1.kms'] })).toThrow("'services' must be the end of an endpoint's name");
    expect(() => EndpointSelection.interfaces({ services: ['kms', 'kms'] })).toThrow("'services' must not repeat");
    expect(() => EndpointSelection.interfaces({ services: ['dynamodb'] })).toThrow("'services' must not hold \"dynamodb\"");
  });

  test('fails for what is no organization, and no list', () => {
    expect(() => EndpointSelection.gateways({ organizationId: 'acme' })).toThrow("'organizationId' must be an organization id");
    expect(() => GatewayPrefixList.s3('eu-central-1', 'list')).toThrow("'prefixListId' must be the id of a prefix list");
  });
});
