import { decide } from '../aws/authorization';
import { Operation, ResourceType } from '../aws/contract';
import { serviceCaller } from '../aws/services/iam';
import { findLogGroup } from '../aws/services/logs';
import { fullName, HostedZone, isInZone, RecordSet } from '../aws/services/route53';
import { GLOBAL, partKey, ServicePart } from '../aws/services/service-parts';
import { ROUTE53 } from '../rules/certificates';
import { changed, given, givenAnew, inert, permissions, TAGS, takenAway } from './permission';
import { serviceType, Settings } from './service-part';
import { list, record, records, text } from './values';

const LOG_REGION = 'us-east-1';
const MAX_VALUES = 100;
/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
const RECORD_TYPES = ['A', 'AAAA', 'CAA', 'CNAME', 'DS', 'HTTPS', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SPF', 'SRV', 'SSHFP', 'SVCB', 'TLSA', 'TXT'];
/** Zone of every distribution: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html */
const DISTRIBUTIONS = 'Z2FDTNDATAQYW2';
const NAME_SERVERS = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com', 'ns-3.awsdns-03.net', 'ns-4.awsdns-04.co.uk'];
const ROUTING = inert('no name is resolved in the rehearsal');

const zoneArn = (operation: Operation, id: unknown) => `arn:${operation.partition}:route53:::hostedzone/${String(id)}`;
const onZone = (operation: Operation) => zoneArn(operation, operation.physicalId ?? '*');

/** A hosted zone. Accelerated recovery is refused. */
export const HOSTED_ZONE: ResourceType = serviceType<HostedZone>({
  typeName: 'AWS::Route53::HostedZone',
  source: 'aws-route53-hostedzone',
  global: true,
  properties: {
    Name: 'interpreted', VPCs: 'interpreted', QueryLoggingConfig: 'interpreted', HostedZoneConfig: inert('text for people'), HostedZoneTags: TAGS,
  },
  nested: { VPCs: ['VPCId', 'VPCRegion'], QueryLoggingConfig: ['CloudWatchLogsLogGroupArn'], HostedZoneConfig: ['Comment'] },
  required: ['Name'],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['route53:CreateHostedZone', 'route53:GetChange', 'route53:GetHostedZone']),
      ...permissions(['route53:CreateQueryLoggingConfig'], onZone, { when: given('QueryLoggingConfig') }),
      ...permissions(['route53:ChangeTagsForResource'], onZone, { when: given('HostedZoneTags') }),
      ...permissions(['ec2:DescribeVpcs', 'route53:AssociateVPCWithHostedZone'], undefined, { when: given('VPCs') }),
    ],
    update: [
      ...permissions(['route53:UpdateHostedZoneComment'], onZone, { when: changed('HostedZoneConfig') }),
      ...permissions(['route53:ChangeTagsForResource', 'route53:ListTagsForResource'], onZone, { when: changed('HostedZoneTags') }),
      ...permissions(['ec2:DescribeVpcs', 'route53:AssociateVPCWithHostedZone', 'route53:DisassociateVPCFromHostedZone'], onZone, { when: changed('VPCs') }),
      ...permissions(['route53:CreateQueryLoggingConfig'], onZone, { when: givenAnew('QueryLoggingConfig') }),
      ...permissions(['route53:DeleteQueryLoggingConfig'], onZone, { when: takenAway('QueryLoggingConfig') }),
    ],
    delete: permissions(['route53:ListQueryLoggingConfigs', 'route53:DeleteHostedZone', 'route53:GetChange'], onZone),
  },
  parts: ({ route53 }) => route53.zones,
  identify: operation => {
    const { world, accountId, properties } = operation;
    const id = `Z${world.identifiers.letters(`hosted-zone:${accountId}:${String(properties.Name)}`, 20).toUpperCase()}`;
    return { id, arn: zoneArn(operation, id) };
  },
  settings: operation => {
    const { properties } = operation;
    const vpcIds = records(properties, 'VPCs').map(vpc => checkVpc(operation, vpc));
    const queryLogGroup = text(record(properties, 'QueryLoggingConfig'), 'CloudWatchLogsLogGroupArn');
    if (queryLogGroup !== undefined) checkQueryLog(operation, queryLogGroup, vpcIds.length === 0);
    return { name: fullName(properties.Name), vpcIds, queryLogGroup };
  },
  remove: (operation, { id }) => {
    if ([...operation.world.state.route53.records.values()].some(({ zoneId }) => zoneId === id)) {
      operation.fail('HostedZoneNotEmpty', `the hosted zone ${id} has records beside its own`);
    }
  },
  attributes: ({ id, vpcIds }) => ({ Id: id, NameServers: vpcIds.length === 0 ? NAME_SERVERS : [] }),
});

function checkVpc(operation: Operation, { VPCId, VPCRegion }: Readonly<Record<string, unknown>>): string {
  const id = String(VPCId);
  const { networks } = operation.world.state;
  const vpc = networks.vpcs.get(id);
  const own = vpc?.accountId === operation.accountId && vpc.region === VPCRegion;
  operation.require(ROUTE53.PRIVATE, own, `${id} does not exist in ${operation.accountId} ${String(VPCRegion)}`, 'name a VPC of the account, and its region');
  operation.requirePath(ROUTE53.PRIVATE, vpc?.origin, `${id} may not exist yet`);
  operation.require(ROUTE53.PRIVATE, vpc!.dnsSupport && vpc!.dnsHostnames, `DNS support or DNS hostnames are off in ${id}`, 'turn both on');
  return id;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
function checkQueryLog(operation: Operation, arn: string, isPublic: boolean): void {
  const { world, accountId } = operation;
  const group = findLogGroup(world, arn);
  const here = isPublic && group?.region === LOG_REGION && group.accountId === accountId;
  operation.require(ROUTE53.QUERY_LOG, here, `${arn} is no log group in us-east-1 of the account, or the zone is private`, 'make the log group in a stack in us-east-1');
  operation.requirePath(ROUTE53.QUERY_LOG, group?.origin, `the log group ${group?.name} may not exist yet`);
  for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
    const { allowed, explanation } = decide(world, serviceCaller('route53.amazonaws.com'), {
      action, resource: `${group!.arn}:log-stream:zone`, resourceAccountId: accountId, region: LOG_REGION, context: { 'aws:SourceAccount': accountId, 'aws:SourceArn': zoneArn(operation, operation.physicalId ?? '*') },
    });
    operation.require(ROUTE53.QUERY_LOG, allowed, `Route 53 cannot write to ${group!.name}: ${explanation}`, 'add a resource policy of CloudWatch Logs first');
  }
}

const zoneIdOf = ({ world, accountId, properties }: Operation) => text(properties, 'HostedZoneId') ?? [...world.state.route53.zones.values()]
  .find(zone => zone.accountId === accountId && zone.name === fullName(properties.HostedZoneName))?.id ?? 'unknown';
const CHANGES = ['route53:ChangeResourceRecordSets', 'route53:GetChange', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'];
const changes = () => permissions(CHANGES.slice(0, 1), operation => zoneArn(operation, zoneIdOf(operation)), { context: changedRecord })
  .concat(permissions(CHANGES.slice(2), operation => zoneArn(operation, zoneIdOf(operation))), permissions(CHANGES.slice(1, 2)), permissions(['route53:ListHostedZones'], undefined, { when: given('HostedZoneName') }));

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
const changedRecord = ({ kind, properties }: Operation) => ({
  'route53:ChangeResourceRecordSetsNormalizedRecordNames': [fullName(properties.Name).slice(0, -1)],
  'route53:ChangeResourceRecordSetsRecordTypes': [String(properties.Type)],
  'route53:ChangeResourceRecordSetsActions': [kind === 'delete' ? 'DELETE' : kind === 'update' ? 'UPSERT' : 'CREATE'],
});

/** A record. Sets by address blocks and by proximity are refused. */
export const RECORD_SET: ResourceType = serviceType<RecordSet>({
  typeName: 'AWS::Route53::RecordSet',
  source: 'aws-route53-recordset',
  global: true,
  properties: {
    Name: 'interpreted', Type: 'interpreted', HostedZoneId: 'interpreted', HostedZoneName: 'interpreted', AliasTarget: 'interpreted',
    ResourceRecords: 'interpreted', TTL: 'interpreted', SetIdentifier: 'interpreted', Weight: ROUTING, Failover: ROUTING, GeoLocation: ROUTING,
    HealthCheckId: ROUTING, MultiValueAnswer: ROUTING, Region: ROUTING, Comment: inert('text for people'),
  },
  nested: { AliasTarget: { DNSName: 'interpreted', HostedZoneId: 'interpreted', EvaluateTargetHealth: ROUTING } },
  required: ['Name', 'Type'],
  createOnly: ['Name', 'HostedZoneId', 'HostedZoneName'],
  moves: true,
  permissions: { create: changes(), update: changes(), delete: changes() },
  parts: ({ route53 }) => route53.records,
  identify: operation => {
    const { properties } = operation;
    const zoneId = zoneIdOf(operation);
    const id = [zoneId, fullName(properties.Name), String(properties.Type), text(properties, 'SetIdentifier') ?? ''].join('|');
    return { id, arn: zoneArn(operation, zoneId) };
  },
  settings: recordOf,
  ref: ({ name }) => name.slice(0, -1),
});

function recordOf(operation: Operation, self: ServicePart): Settings<RecordSet> {
  const { world, accountId, properties } = operation;
  const name = fullName(properties.Name);
  const recordType = String(properties.Type);
  const zoneId = zoneIdOf(operation);
  const zone = world.state.route53.zones.get(partKey(accountId, GLOBAL, zoneId));
  const known = zone ? isInZone(name, zone.name) : /^Z[A-Z0-9]{8,31}$/.test(zoneId);
  operation.require(ROUTE53.ZONE, known, `${name} does not lie in the zone ${zone?.name ?? zoneId}`, 'name the zone that contains it');
  operation.requirePath(ROUTE53.ZONE, zone?.origin, `the zone ${zone?.name} may not exist yet`);
  operation.require(ROUTE53.RECORD, RECORD_TYPES.includes(recordType), `the type is ${recordType}`, `choose one of ${RECORD_TYPES.join(', ')}`);
  const others = [...world.state.route53.records.values()].filter(other => other.id !== self.id && other.zoneId === zoneId &&
    other.name === name);
  const sameKind = others.every(other => (other.recordType === 'CNAME') === (recordType === 'CNAME'));
  const alone = sameKind && (recordType !== 'CNAME' || name !== zone?.name);
  operation.require(ROUTE53.RECORD, alone, `${name} is a CNAME and something else, or the name of the zone`, 'use an alias in the place of the CNAME');
  checkValues(operation);
  const alias = text(record(properties, 'AliasTarget'), 'DNSName');
  if (alias !== undefined) checkAlias(operation, alias);
  return { zoneId, name, recordType, alias };
}

function checkValues(operation: Operation): void {
  const { properties } = operation;
  const values = list(properties, 'ResourceRecords');
  const isAlias = properties.AliasTarget !== undefined;
  const whole = isAlias ? values.length === 0 && properties.TTL === undefined : values.length > 0 && values.length <= MAX_VALUES && /^\d+$/.test(text(properties, 'TTL') ?? '');
  operation.require(ROUTE53.RECORD, whole, `the record has ${values.length} values, the TTL ${text(properties, 'TTL') ?? 'none'}, and ${isAlias ? 'an' : 'no'} alias`, 'give an alias, or values and a TTL');
}

/** Names of what is not of the rehearsal are taken for existing. */
function checkAlias(operation: Operation, alias: string): void {
  const { elb, cloudFront, apiGateway } = operation.world.state;
  const name = fullName(alias).replace(/^dualstack\./, '');
  const loadBalancer = [...elb.loadBalancers.values()].find(({ dnsName }) => fullName(dnsName) === name);
  const distribution = [...cloudFront.distributions.values()].find(({ domainName }) => fullName(domainName) === name);
  const domain = [...apiGateway.domains.values()].find(({ regionalDomainName }) => fullName(regionalDomainName) === name);
  const target = loadBalancer ?? distribution ?? domain;
  const zoneId = loadBalancer?.zoneId ?? (distribution && DISTRIBUTIONS) ?? domain?.regionalZoneId;
  const named = text(record(operation.properties, 'AliasTarget'), 'HostedZoneId');
  const fits = target ? named === zoneId : !name.endsWith('.cloudfront.net.') || named === DISTRIBUTIONS;
  operation.require(ROUTE53.ALIAS, fits, `${alias} has the hosted zone ${zoneId ?? DISTRIBUTIONS}, not ${named}`, 'take both from the same construct');
  operation.requirePath(ROUTE53.ALIAS, target?.origin, `${alias} may not exist yet`);
  const sent = distribution ? distribution.aliases.map(fullName).includes(fullName(operation.properties.Name)) : true;
  operation.require(ROUTE53.ALIAS, sent, `the distribution ${distribution?.id} does not answer to ${String(operation.properties.Name)}`, 'add the name to the aliases of the distribution');
}
