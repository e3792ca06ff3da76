import { parseArn } from '../aws/arn';
import { Operation, ResourceType } from '../aws/contract';
import { findLogGroup } from '../aws/services/logs';
import { partOfArn, ServicePart } from '../aws/services/service-parts';
import { WafPart, WebAcl, WebAclAssociation, WebAclLogging } from '../aws/services/wafv2';
import { requireBucketAccepts } from '../aws/vended-log-bucket';
import { WAFV2 } from '../rules/edge';
import { changed, DESCRIPTION, given, inert, permissions, TAGS } from './permission';
import { neededByArn, refuseWhileInUse, serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { physicalName, plannedName, record, texts } from './values';
import { checkWafRules } from './wafv2-rules';

const CLOUDFRONT = 'CLOUDFRONT';
const GLOBAL_REGION = 'us-east-1';
const MAX_NAME = 128;
const NO_REQUESTS = inert('no request is inspected in the rehearsal');
const LOG_PREFIX = 'aws-waf-logs-';

const scopeOf = ({ properties }: Operation) => String(properties.Scope);
/** Ref of these is `name|id|scope`; their ARN says less. */
const partArn = (operation: Operation, kind: string, name: string, id: string) =>
  `arn:${operation.partition}:wafv2:${operation.region}:${operation.accountId}:${scopeOf(operation) === CLOUDFRONT ? 'global' : 'regional'}/${kind}/${name}/${id}`;
const onPart = (kind: string) => (operation: Operation) => partArn(operation, kind, operation.physicalId?.split('|')[0] ?? plannedName(operation, 'Name'), operation.physicalId?.split('|')[1] ?? '*');
const tagging = (kind: string) => permissions(['wafv2:TagResource'], onPart(kind), { when: given('Tags') });
const tagChanges = (kind: string) => permissions(['wafv2:TagResource', 'wafv2:UntagResource'], onPart(kind), { when: changed('Tags') });

function identify(operation: Operation, kind: string): Pick<ServicePart, 'id' | 'arn'> {
  const { world, accountId, region } = operation;
  const scope = scopeOf(operation);
  valueChecks(operation, 'WAFInvalidParameterException').oneOf('Scope', scope, ['REGIONAL', CLOUDFRONT]);
  operation.require(WAFV2.SCOPE, scope !== CLOUDFRONT || region === GLOBAL_REGION, `the scope is CLOUDFRONT in ${region}`, 'make it in a stack in us-east-1');
  const name = physicalName(operation, 'Name', MAX_NAME);
  const id = world.identifiers.uuid(`${kind}:${accountId}:${region}:${name}`);
  return { id: `${name}|${id}|${scope}`, arn: partArn(operation, kind, name, id) };
}

const nameOf = ({ id }: ServicePart) => id.split('|')[0];

/** A web ACL. What reads bodies, solves puzzles or learns of applications is kept; unknown managed groups are refused. */
export const WEB_ACL: ResourceType = serviceType<WebAcl>({
  typeName: 'AWS::WAFv2::WebACL',
  source: 'aws-wafv2-webacl',
  properties: {
    Name: 'interpreted', Scope: 'interpreted', DefaultAction: 'interpreted', Rules: 'interpreted', VisibilityConfig: NO_REQUESTS, Description: DESCRIPTION,
    Tags: TAGS, CaptchaConfig: NO_REQUESTS, ChallengeConfig: NO_REQUESTS, CustomResponseBodies: NO_REQUESTS, TokenDomains: NO_REQUESTS,
    AssociationConfig: NO_REQUESTS, DataProtectionConfig: NO_REQUESTS, OnSourceDDoSProtectionConfig: NO_REQUESTS,
  },
  nested: {
    DefaultAction: ['Allow', 'Block'],
    Rules: {
      Name: 'interpreted', Priority: 'interpreted', Statement: 'interpreted', Action: 'interpreted', OverrideAction: 'interpreted',
      VisibilityConfig: NO_REQUESTS, RuleLabels: NO_REQUESTS, CaptchaConfig: NO_REQUESTS, ChallengeConfig: NO_REQUESTS,
    },
  },
  required: ['DefaultAction', 'Scope', 'VisibilityConfig'],
  createOnly: ['Name', 'Scope'],
  permissions: {
    create: [...permissions(['wafv2:CreateWebACL', 'wafv2:GetWebACL', 'wafv2:ListTagsForResource'], onPart('webacl')), ...tagging('webacl')],
    update: [...permissions(['wafv2:UpdateWebACL', 'wafv2:GetWebACL', 'wafv2:ListTagsForResource'], onPart('webacl')), ...tagChanges('webacl')],
    delete: permissions(['wafv2:DeleteWebACL', 'wafv2:GetWebACL'], onPart('webacl')),
  },
  parts: ({ wafv2 }) => wafv2.webAcls,
  identify: operation => identify(operation, 'webacl'),
  settings: (operation, self) => {
    const actions = Object.keys(record(operation.properties, 'DefaultAction'));
    operation.require(WAFV2.RULES, actions.length === 1, `the default actions are ${actions.join(', ')}`, 'allow or block');
    return { name: nameOf(self), scope: scopeOf(operation), ipSetArns: checkWafRules(operation) };
  },
  remove: (operation, part) => {
    const { cloudFront, wafv2 } = operation.world.state;
    refuseWhileInUse(operation, 'WAFAssociatedItemException', part, [
      ...[...wafv2.associations.values()].filter(({ webAclArn }) => webAclArn === part.arn),
      ...[...cloudFront.distributions.values()].filter(({ webAclArn }) => webAclArn === part.arn),
    ]);
  },
  attributes: ({ arn, id }, { accountId }) => ({
    Arn: arn, Id: id.split('|')[1], Capacity: 0, LabelNamespace: `awswaf:${accountId}:webacl:${id.split('|')[0]}:`,
  }),
});

/** Addresses that rules compare with. */
export const IP_SET: ResourceType = serviceType<WafPart>({
  typeName: 'AWS::WAFv2::IPSet',
  source: 'aws-wafv2-ipset',
  properties: { Name: 'interpreted', Scope: 'interpreted', IPAddressVersion: 'interpreted', Addresses: 'interpreted', Description: DESCRIPTION, Tags: TAGS },
  required: ['Addresses', 'IPAddressVersion', 'Scope'],
  createOnly: ['Name', 'Scope'],
  permissions: {
    create: [...permissions(['wafv2:CreateIPSet', 'wafv2:GetIPSet', 'wafv2:ListTagsForResource'], onPart('ipset')), ...tagging('ipset')],
    update: [...permissions(['wafv2:UpdateIPSet', 'wafv2:GetIPSet', 'wafv2:ListTagsForResource'], onPart('ipset')), ...tagChanges('ipset')],
    delete: permissions(['wafv2:DeleteIPSet', 'wafv2:GetIPSet'], onPart('ipset')),
  },
  parts: ({ wafv2 }) => wafv2.ipSets,
  identify: operation => identify(operation, 'ipset'),
  settings: (operation, self) => {
    const { properties } = operation;
    const shape = properties.IPAddressVersion === 'IPV6' ? /^[0-9a-f:]+\/\d{1,3}$/i : /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
    const wrong = texts(properties, 'Addresses').filter(address => !shape.test(address) || address.endsWith('/0'));
    operation.require(WAFV2.RULES, wrong.length === 0 && ['IPV4', 'IPV6'].includes(String(properties.IPAddressVersion)), `${wrong.join(', ')} is no block of ${String(properties.IPAddressVersion)}`, 'write blocks such as 192.0.2.0/24, but for /0');
    return { name: nameOf(self), scope: scopeOf(operation) };
  },
  remove: (operation, part) => refuseWhileInUse(operation, 'WAFAssociatedItemException', part,
    [...operation.world.state.wafv2.webAcls.values()].filter(({ ipSetArns }) => ipSetArns.includes(part.arn))),
  attributes: ({ arn, id }) => ({ Arn: arn, Id: id.split('|')[1] }),
});

/** What each service asks besides, by the service in the ARN. */
const SERVICE_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  elasticloadbalancing: ['elasticloadbalancing:SetWebACL'], apigateway: ['apigateway:SetWebACL'], 'cognito-idp': ['cognito-idp:AssociateWebACL'],
};
const resourceOf = ({ properties }: Operation) => String(properties.ResourceArn);
const associating = [
  ...permissions(['wafv2:AssociateWebACL', 'wafv2:GetWebACL', 'wafv2:GetWebACLForResource'], ({ properties }) => String(properties.WebACLArn)),
  ...permissions(['wafv2:AssociateWebACL'], resourceOf),
  ...Object.entries(SERVICE_ACTIONS).flatMap(([service, actions]) => permissions(actions, resourceOf, { when: operation =>
    parseArn(resourceOf(operation))?.service === service })),
];

/** Puts a web ACL in front of something. AppSync, App Runner and Verified Access are refused. */
export const WEB_ACL_ASSOCIATION: ResourceType = serviceType<WebAclAssociation>({
  typeName: 'AWS::WAFv2::WebACLAssociation',
  source: 'aws-wafv2-webaclassociation',
  properties: { ResourceArn: 'interpreted', WebACLArn: 'interpreted' },
  required: ['ResourceArn', 'WebACLArn'],
  createOnly: ['ResourceArn', 'WebACLArn'],
  permissions: {
    create: associating, update: [],
    delete: [
      ...permissions(['wafv2:DisassociateWebACL'], resourceOf),
      ...Object.entries({ ...SERVICE_ACTIONS, 'cognito-idp': ['cognito-idp:DisassociateWebACL'] }).flatMap(([service, actions]) =>
        permissions(actions, resourceOf, { when: operation => parseArn(resourceOf(operation))?.service === service })),
    ],
  },
  parts: ({ wafv2 }) => wafv2.associations,
  identify: ({ properties }) => ({ id: `${String(properties.ResourceArn)}|${String(properties.WebACLArn)}`, arn: String(properties.ResourceArn) }),
  settings: operation => {
    const { world, properties, region } = operation;
    const { wafv2, elb, apiGateway, cognito } = world.state;
    const resourceArn = resourceOf(operation);
    const acl = neededByArn(operation, wafv2.webAcls, properties.WebACLArn, WAFV2.ASSOCIATION);
    operation.require(WAFV2.SCOPE, acl.scope === 'REGIONAL', `${acl.name} has the scope ${acl.scope}`, 'make a web ACL with the scope REGIONAL; name that of a distribution in its configuration');
    const loadBalancer = partOfArn(elb.loadBalancers, resourceArn);
    const target = loadBalancer ?? partOfArn(apiGateway.stages, resourceArn) ?? partOfArn(cognito.userPools, resourceArn);
    // one that takes the place of another is there before the other goes: that AWS lets it is not documented, but replacements are
    const { stackId, logicalId } = operation.origin;
    const taken = [...wafv2.associations.values()].some(({ resourceArn: arn, origin }) =>
      arn === resourceArn && (origin?.stackId !== stackId || origin.logicalId !== logicalId));
    const fits = target?.region === region && acl.region === region && loadBalancer?.kind !== 'network' && !taken;
    operation.require(WAFV2.ASSOCIATION, fits, `${resourceArn} ${taken ? 'has a web ACL already' : `is nothing in ${region} that takes one`}`, 'name an application load balancer, a stage of a REST API or a user pool of the region');
    operation.requirePath(WAFV2.ASSOCIATION, target!.origin, `${resourceArn} may not exist yet`);
    return { webAclArn: acl.arn, resourceArn };
  },
});

const onAcl = ({ properties }: Operation) => String(properties.ResourceArn);
const destinationOf = ({ properties }: Operation) => texts(properties, 'LogDestinationConfigs')[0] ?? '';
const logging = [
  ...permissions(['wafv2:PutLoggingConfiguration', 'wafv2:GetLoggingConfiguration'], onAcl),
  ...permissions(['logs:CreateLogDelivery']),
  ...permissions(['s3:PutBucketPolicy', 's3:GetBucketPolicy'], destinationOf, { when: operation => parseArn(destinationOf(operation))?.service === 's3' }),
  ...permissions(['logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'], undefined,
    { when: operation => parseArn(destinationOf(operation))?.service === 'logs' }),
];

/** Where a web ACL logs to. Delivery streams are refused; the policy of a log group is written by WAF. */
export const WEB_ACL_LOGGING: ResourceType = serviceType<WebAclLogging>({
  typeName: 'AWS::WAFv2::LoggingConfiguration',
  source: 'aws-wafv2-loggingconfiguration',
  properties: { ResourceArn: 'interpreted', LogDestinationConfigs: 'interpreted', LoggingFilter: NO_REQUESTS, RedactedFields: NO_REQUESTS },
  required: ['ResourceArn', 'LogDestinationConfigs'],
  createOnly: ['ResourceArn'],
  permissions: {
    create: logging, update: logging,
    delete: [...permissions(['wafv2:DeleteLoggingConfiguration', 'wafv2:GetLoggingConfiguration'], onAcl), ...permissions(['logs:DeleteLogDelivery'])],
  },
  parts: ({ wafv2 }) => wafv2.loggings,
  identify: operation => ({ id: onAcl(operation), arn: onAcl(operation) }),
  settings: operation => {
    const { wafv2 } = operation.world.state;
    neededByArn(operation, wafv2.webAcls, onAcl(operation), WAFV2.LOGGING);
    const configs = texts(operation.properties, 'LogDestinationConfigs');
    operation.require(WAFV2.LOGGING, configs.length === 1, `there are ${configs.length} destinations`, 'name one');
    checkDestination(operation, configs[0]);
    return { destinationArn: configs[0] };
  },
});

function checkDestination(operation: Operation, arn: string): void {
  const { world, accountId, region, partition } = operation;
  const parts = parseArn(arn);
  if (parts?.service !== 's3' && parts?.service !== 'logs') operation.fail('NotModelled', `the rehearsal does not know logs of web ACLs to ${arn}`);
  const name = parts.resource.replace(/^log-group:/, '').split('/')[0].replace(/:\*$/, '');
  operation.require(WAFV2.LOGGING, name.startsWith(LOG_PREFIX), `the destination is called ${name}`, `call it ${LOG_PREFIX}…`);
  const bucket = parts.service === 's3' ? world.state.s3.buckets.get(name) : undefined;
  const target = bucket ?? (parts.service === 'logs' ? findLogGroup(world, arn) : undefined);
  const near = target !== undefined && (bucket !== undefined || (target.accountId === accountId && target.region === region));
  operation.require(WAFV2.LOGGING, near, `${arn} does not exist in ${accountId} ${region}`, 'create it before, beside the web ACL');
  operation.requirePath(WAFV2.LOGGING, bucket?.policy?.origin ?? target!.origin, `${arn}, or its policy, may not be there yet`);
  if (bucket) {
    requireBucketAccepts(operation, bucket, { rule: WAFV2.LOGGING, sourceArn: `arn:${partition}:logs:${region}:${accountId}:*`, folder: `AWSLogs/${accountId}/WAFLogs`, acl: true });
  }
}

