import { Operation, ResourceType } from '../aws/contract';
import { Listener, ListenerCertificate, ListenerRule, LoadBalancer } from '../aws/services/elb';
import { partOfArn, ServicePart } from '../aws/services/service-parts';
import { LOAD_BALANCING } from '../rules/load-balancing';
import { requireCertificate } from './acm-certificate';
import { actionNames, checkActions } from './elb-actions';
import { attributesOf, LISTENER_ATTRIBUTE } from './elb-attributes';
import { DEFAULT_SSL_POLICY, isSslPolicy } from './elb-ssl-policies';
import { changed, given, inert, permissions, TAGS } from './permission';
import { neededByArn, serviceType, Settings } from './service-part';
import { list, numeric, record, records, text } from './values';

const PROTOCOLS = { application: ['HTTP', 'HTTPS'], network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'] };
const SECURE = ['HTTPS', 'TLS'];
const MAX_PRIORITY = 50_000;
const MAX_VALUES = 5;
const MAX_CERTIFICATES = 25;
const NO_REQUESTS = inert('no request is sent in the rehearsal');

const onLoadBalancer = ({ properties }: Operation) => String(properties.LoadBalancerArn);
const onSelf = ({ physicalId }: Operation) => String(physicalId);
const onListener = ({ properties }: Operation) => String(properties.ListenerArn);
const authenticates = ({ properties }: Operation) => records(properties, 'DefaultActions').some(({ Type }) => Type === 'authenticate-cognito');
/** Newer than the schemas that were read: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html */
const tagged = (kind: 'listener' | 'listener-rule') => permissions(['elasticloadbalancing:AddTags'], operation => operation.physicalId
  ?? `${text(operation.properties, 'ListenerArn') ?? onLoadBalancer(operation)}/*`.replace(/:(loadbalancer|listener)\//, `:${kind}/`), { when: given('Tags') });
const untagged = permissions(['elasticloadbalancing:RemoveTags'], onSelf, { when: changed('Tags') });
const hex = ({ world, accountId, region, stackName, logicalId }: Operation, kind: string) =>
  world.identifiers.uuid(`${kind}:${accountId}:${region}:${stackName}:${logicalId}`).replaceAll('-', '').slice(0, 16);

/**
 * Both keys are lists, and absent where the template names none: a policy that AWS chooses is not in the request.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/security_iam_service-with-iam.html
 */
function requested({ properties }: Operation): Readonly<Record<string, readonly string[]>> {
  const [protocol, policy] = [text(properties, 'Protocol'), text(properties, 'SslPolicy')];
  return {
    ...protocol === undefined ? {} : { 'elasticloadbalancing:ListenerProtocol': [protocol] },
    ...policy === undefined ? {} : { 'elasticloadbalancing:SecurityPolicy': [policy] },
  };
}

/** A listener. Trust stores for certificates of clients are refused. */
export const LISTENER: ResourceType = serviceType<Listener>({
  typeName: 'AWS::ElasticLoadBalancingV2::Listener',
  source: 'aws-elasticloadbalancingv2-listener',
  properties: {
    LoadBalancerArn: 'interpreted', Protocol: 'interpreted', Port: 'interpreted', DefaultActions: 'interpreted', Certificates: 'interpreted',
    SslPolicy: 'interpreted', ListenerAttributes: 'interpreted', AlpnPolicy: NO_REQUESTS, MutualAuthentication: 'interpreted', Tags: TAGS,
  },
  nested: { ...actionNames('DefaultActions'), Certificates: ['CertificateArn'], ListenerAttributes: ['Key', 'Value'], MutualAuthentication: ['Mode'] },
  required: ['LoadBalancerArn', 'DefaultActions'],
  createOnly: ['LoadBalancerArn'],
  permissions: {
    create: [
      ...permissions(['elasticloadbalancing:CreateListener'], onLoadBalancer, { context: requested }),
      ...permissions(['elasticloadbalancing:ModifyListenerAttributes'], onLoadBalancer, { when: given('ListenerAttributes') }),
      ...permissions(['elasticloadbalancing:DescribeListeners']), ...tagged('listener'),
      ...permissions(['cognito-idp:DescribeUserPoolClient'], undefined, { when: authenticates }),
    ],
    update: [
      ...permissions(['elasticloadbalancing:ModifyListener'], onSelf, { context: requested }),
      ...permissions(['elasticloadbalancing:ModifyListenerAttributes'], onSelf, { when: changed('ListenerAttributes') }),
      ...permissions(['elasticloadbalancing:DescribeListeners']), ...tagged('listener'), ...untagged,
      ...permissions(['cognito-idp:DescribeUserPoolClient'], undefined, { when: authenticates }),
    ],
    delete: [...permissions(['elasticloadbalancing:DeleteListener'], onSelf), ...permissions(['elasticloadbalancing:DescribeListeners'])],
  },
  parts: ({ elb }) => elb.listeners,
  identify: operation => {
    const arn = `${onLoadBalancer(operation).replace(':loadbalancer/', ':listener/')}/${hex(operation, 'listener')}`;
    return { id: arn, arn };
  },
  settings: listenerOf,
  remove: (operation, { arn }) => {
    const { rules, certificates } = operation.world.state.elb;
    // a listener takes its rules and certificates along
    for (const parts of [rules, certificates]) {
      [...parts].filter(([, { listenerArn }]) => listenerArn === arn).forEach(([key]) => parts.delete(key));
    }
  },
  attributes: ({ arn }) => ({ ListenerArn: arn }),
});

function listenerOf(operation: Operation, self: ServicePart): Settings<Listener> {
  const { properties, world } = operation;
  const loadBalancer = neededByArn(operation, world.state.elb.loadBalancers, properties.LoadBalancerArn, LOAD_BALANCING.EXISTS);
  const protocol = text(properties, 'Protocol') ?? 'none';
  const port = numeric(properties, 'Port') ?? 0;
  const twin = [...world.state.elb.listeners.values()]
    .some(other => other.loadBalancerArn === loadBalancer.arn && other.port === port && other.id !== self.id);
  const known = PROTOCOLS[loadBalancer.kind].includes(protocol) && port >= 1 && port <= 65_535;
  operation.require(LOAD_BALANCING.LISTENER, known && !twin, `${protocol} on port ${port} of ${loadBalancer.name}${twin ? ', which another listener has' : ''}`, `choose one of ${PROTOCOLS[loadBalancer.kind].join(', ')}, and a free port`);
  const certificateArns = records(properties, 'Certificates').map(({ CertificateArn }) => String(CertificateArn));
  const isSecure = SECURE.includes(protocol);
  operation.require(LOAD_BALANCING.LISTENER, certificateArns.length === (isSecure ? 1 : 0), `${protocol} with ${certificateArns.length} certificates`, 'give HTTPS and TLS one default certificate, other protocols none');
  certificateArns.forEach(arn => requireCertificate(operation, arn));
  attributesOf(operation, 'ListenerAttributes', LISTENER_ATTRIBUTE);
  return {
    loadBalancerArn: loadBalancer.arn, protocol, port, certificateArns, sslPolicy: sslPolicyOf(operation, isSecure),
    targetGroupArns: checkActions(operation, 'DefaultActions', loadBalancer, protocol),
  };
}

function sslPolicyOf(operation: Operation, isSecure: boolean): string | undefined {
  const { properties } = operation;
  const mode = text(record(properties, 'MutualAuthentication'), 'Mode');
  if (mode === 'verify') operation.fail('NotModelled', "the rehearsal does not know trust stores, by which 'MutualAuthentication' verifies", "choose 'off' or 'passthrough' for the rehearsal");
  operation.require(LOAD_BALANCING.LISTENER, mode === undefined || (['off', 'passthrough'].includes(mode) && isSecure), `'MutualAuthentication' is ${mode}`, "choose 'off' or 'passthrough', on HTTPS");
  const policy = text(properties, 'SslPolicy');
  operation.require(LOAD_BALANCING.SSL_POLICY, policy === undefined || (isSecure && isSslPolicy(policy)), `'SslPolicy' is ${policy}`, 'name a security policy of Elastic Load Balancing, on HTTPS or TLS');
  return policy ?? (isSecure ? DEFAULT_SSL_POLICY : undefined);
}

function listenerNamed(operation: Operation): { readonly listener: Listener; readonly loadBalancer: LoadBalancer } {
  const { elb } = operation.world.state;
  const listener = neededByArn(operation, elb.listeners, operation.properties.ListenerArn, LOAD_BALANCING.EXISTS);
  return { listener, loadBalancer: partOfArn(elb.loadBalancers, listener.loadBalancerArn)! };
}

/** A rule of a listener. Rewriting of requests, and comparison by regular expressions, are refused. */
export const LISTENER_RULE: ResourceType = serviceType<ListenerRule>({
  typeName: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  source: 'aws-elasticloadbalancingv2-listenerrule',
  properties: { ListenerArn: 'interpreted', Priority: 'interpreted', Conditions: 'interpreted', Actions: 'interpreted', Tags: TAGS },
  nested: {
    ...actionNames('Actions'),
    Conditions: [
      'Field', 'Values', 'HostHeaderConfig', 'HttpHeaderConfig', 'HttpRequestMethodConfig', 'PathPatternConfig', 'QueryStringConfig', 'SourceIpConfig',
    ],
  },
  required: ['Actions', 'Priority', 'Conditions', 'ListenerArn'],
  createOnly: ['ListenerArn'],
  permissions: {
    create: [...permissions(['elasticloadbalancing:CreateRule'], onListener), ...permissions(['elasticloadbalancing:DescribeRules']), ...tagged('listener-rule')],
    update: [
      ...permissions(['elasticloadbalancing:ModifyRule'], onSelf), ...permissions(['elasticloadbalancing:DescribeRules']), ...tagged('listener-rule'), ...untagged,
      ...permissions(['elasticloadbalancing:SetRulePriorities'], onSelf, { when: changed('Priority') }),
    ],
    delete: [...permissions(['elasticloadbalancing:DeleteRule'], onSelf), ...permissions(['elasticloadbalancing:DescribeRules'])],
  },
  parts: ({ elb }) => elb.rules,
  identify: operation => {
    const arn = `${onListener(operation).replace(':listener/', ':listener-rule/')}/${hex(operation, 'listener-rule')}`;
    return { id: arn, arn };
  },
  settings: (operation, self) => {
    const { listener, loadBalancer } = listenerNamed(operation);
    const priority = numeric(operation.properties, 'Priority') ?? 0;
    const twin = [...operation.world.state.elb.rules.values()]
      .some(other => other.listenerArn === listener.arn && other.priority === priority && other.id !== self.id);
    operation.require(LOAD_BALANCING.RULES, !twin && priority >= 1 && priority <= MAX_PRIORITY, `the priority ${priority} is ${twin ? 'taken' : 'out of range'}`, 'choose another');
    const values = records(operation.properties, 'Conditions').flatMap(valuesOf).length;
    operation.require(LOAD_BALANCING.RULES, values >= 1 && values <= MAX_VALUES && loadBalancer.kind === 'application', `the conditions have ${values} values`, `compare with 1 to ${MAX_VALUES} values, on an application load balancer`);
    return { listenerArn: listener.arn, priority, targetGroupArns: checkActions(operation, 'Actions', loadBalancer, listener.protocol) };
  },
  attributes: ({ arn }) => ({ RuleArn: arn, IsDefault: false }),
});

const valuesOf = (condition: Readonly<Record<string, unknown>>): readonly unknown[] =>
  [condition, ...Object.keys(condition).map(name => record(condition, name))].flatMap(part => list(part, 'Values'));

/** Certificates beside the default one. */
export const LISTENER_CERTIFICATE: ResourceType = serviceType<ListenerCertificate>({
  typeName: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html (no registry schema has its handlers: permissions by the API calls; properties: cfn-lint 1.51.0)',
  properties: { ListenerArn: 'interpreted', Certificates: 'interpreted' },
  nested: { Certificates: ['CertificateArn'] },
  required: ['ListenerArn', 'Certificates'],
  createOnly: ['ListenerArn'],
  permissions: {
    create: permissions(['elasticloadbalancing:AddListenerCertificates'], onListener),
    update: permissions(['elasticloadbalancing:AddListenerCertificates', 'elasticloadbalancing:RemoveListenerCertificates'], onListener),
    delete: permissions(['elasticloadbalancing:RemoveListenerCertificates'], onListener),
  },
  parts: ({ elb }) => elb.certificates,
  identify: operation => {
    const id = `${operation.stackName}-${operation.logicalId}-${hex(operation, 'listener-certificate').slice(0, 12)}`;
    return { id, arn: `${onListener(operation)}/${id}` };
  },
  settings: operation => {
    const { listener } = listenerNamed(operation);
    const certificateArns = records(operation.properties, 'Certificates').map(({ CertificateArn }) => String(CertificateArn));
    const holds = SECURE.includes(listener.protocol) && certificateArns.length >= 1 && certificateArns.length <= MAX_CERTIFICATES;
    operation.require(LOAD_BALANCING.LISTENER, holds, `${certificateArns.length} further certificates on ${listener.protocol}`, `give 1 to ${MAX_CERTIFICATES} to a listener of HTTPS or TLS`);
    certificateArns.forEach(arn => requireCertificate(operation, arn));
    return { listenerArn: listener.arn, certificateArns };
  },
});
