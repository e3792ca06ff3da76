import { Operation, ResourceType } from '../aws/contract';
import { LoadBalancer } from '../aws/services/elb';
import { LOAD_BALANCING } from '../rules/load-balancing';
import { inert } from './permission';
import { neededByArn } from './service-part';
import { numeric, record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const FINAL = ['forward', 'redirect', 'fixed-response'];
const AUTHENTICATION = ['authenticate-cognito', 'authenticate-oidc', 'jwt-validation'];
const SESSION = inert('nobody signs in in the rehearsal');
const ROUND = inert('no request is sent in the rehearsal');
/** Protocols of target groups by kind of load balancer. */
const TARGET_PROTOCOLS = { application: ['HTTP', 'HTTPS'], network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'] };

/** Names below the actions of a listener or a rule. */
export const actionNames = (property: string): ResourceType['nested'] => ({
  [property]: ['Type', 'Order', 'TargetGroupArn', 'ForwardConfig', 'RedirectConfig', 'FixedResponseConfig', 'AuthenticateCognitoConfig', 'AuthenticateOidcConfig'],
  [`${property}.ForwardConfig`]: { TargetGroups: 'interpreted', TargetGroupStickinessConfig: ROUND },
  [`${property}.ForwardConfig.TargetGroups`]: { TargetGroupArn: 'interpreted', Weight: 'interpreted' },
  [`${property}.RedirectConfig`]: ['Protocol', 'Host', 'Port', 'Path', 'Query', 'StatusCode'],
  [`${property}.FixedResponseConfig`]: { StatusCode: 'interpreted', ContentType: 'interpreted', MessageBody: ROUND },
  [`${property}.AuthenticateCognitoConfig`]: {
    UserPoolArn: 'interpreted', UserPoolClientId: 'interpreted', UserPoolDomain: 'interpreted', OnUnauthenticatedRequest: SESSION, Scope: SESSION,
    SessionCookieName: SESSION, SessionTimeout: SESSION, AuthenticationRequestExtraParams: SESSION,
  },
  [`${property}.AuthenticateOidcConfig`]: {
    Issuer: 'interpreted', AuthorizationEndpoint: 'interpreted', TokenEndpoint: 'interpreted', UserInfoEndpoint: 'interpreted', ClientId: SESSION,
    ClientSecret: SESSION, OnUnauthenticatedRequest: SESSION, Scope: SESSION, SessionCookieName: SESSION, SessionTimeout: SESSION,
    AuthenticationRequestExtraParams: SESSION, UseExistingClientSecret: SESSION,
  },
});

/** Checks actions, and answers the target groups that they forward to. */
export function checkActions(operation: Operation, property: string, loadBalancer: LoadBalancer, protocol: string): readonly string[] {
  const actions = records(operation.properties, property).map((action, index) => ({ action, order: numeric(action, 'Order') ?? index }))
    .sort((a, b) => a.order - b.order).map(({ action }) => action);
  const kinds = actions.map(action => String(action.Type));
  const before = kinds.slice(0, -1);
  const ends = FINAL.includes(kinds.at(-1) ?? '') && before.every(kind => AUTHENTICATION.includes(kind));
  operation.require(LOAD_BALANCING.ACTIONS, ends, `the actions are ${kinds.join(', ')}`, `end with one of ${FINAL.join(', ')}`);
  operation.require(LOAD_BALANCING.ACTIONS, before.length === 0 || protocol === 'HTTPS', `${before.join(', ')} on ${protocol}`, 'authenticate users on an HTTPS listener');
  const plain = loadBalancer.kind === 'application' || kinds.every(kind => kind === 'forward');
  operation.require(LOAD_BALANCING.ACTIONS, plain, `a network load balancer cannot ${kinds.join(', ')}`, 'forward to a target group');
  actions.forEach(action => checkAction(operation, action, protocol));
  return actions.flatMap(action => targetGroupsOf(operation, action, loadBalancer));
}

function checkAction(operation: Operation, action: Values, protocol: string): void {
  const redirect = record(action, 'RedirectConfig');
  const answer = record(action, 'FixedResponseConfig');
  const must = (holds: boolean, detail: string, remedy: string) => operation.require(LOAD_BALANCING.ACTIONS, holds, detail, remedy);
  switch (text(action, 'Type')) {
    case 'redirect': {
      const to = text(redirect, 'Protocol') ?? '#{protocol}';
      must(['HTTP_301', 'HTTP_302'].includes(text(redirect, 'StatusCode') ?? ''), `the redirect answers ${text(redirect, 'StatusCode')}`, 'answer HTTP_301 or HTTP_302');
      must(protocol !== 'HTTPS' || to !== 'HTTP', 'the redirect leads from HTTPS to HTTP', 'redirect to HTTPS');
      const moves = (['Host', 'Path', 'Port'] as const).some(name => ![undefined, `#{${name.toLowerCase()}}`, '/#{path}'].includes(text(redirect, name)));
      must(moves || ![protocol, '#{protocol}'].includes(to), 'the redirect leads to where it comes from', 'change the protocol, host, port or path');
      break;
    }
    case 'fixed-response':
      must(/^[245]\d\d$/.test(text(answer, 'StatusCode') ?? ''), `the answer is ${text(answer, 'StatusCode')}`, 'answer with 2XX, 4XX or 5XX');
      must([undefined, 'text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'].includes(text(answer, 'ContentType')), `the answer is ${text(answer, 'ContentType')}`, 'answer in plain text, CSS, HTML, JavaScript or JSON');
      break;
    case 'authenticate-cognito':
      checkUserPool(operation, record(action, 'AuthenticateCognitoConfig'));
      break;
    case 'authenticate-oidc': {
      const config = record(action, 'AuthenticateOidcConfig');
      const urls = ['Issuer', 'AuthorizationEndpoint', 'TokenEndpoint', 'UserInfoEndpoint'].map(name => text(config, name) ?? 'none');
      must(urls.every(url => url.startsWith('https://')), `the endpoints are ${urls.join(', ')}`, 'name each endpoint by its full URL, with HTTPS');
      break;
    }
    default:
  }
}

function checkUserPool(operation: Operation, config: Values): void {
  const { cognito } = operation.world.state;
  const pool = neededByArn(operation, cognito.userPools, config.UserPoolArn, LOAD_BALANCING.ACTIONS);
  for (const [parts, name] of [[cognito.clients, config.UserPoolClientId], [cognito.domains, config.UserPoolDomain]] as const) {
    const part = [...parts.values()].find(({ id, poolId }) => id === name && poolId === pool.id);
    operation.require(LOAD_BALANCING.ACTIONS, part !== undefined, `the user pool ${pool.id} has no ${String(name)}`, 'name a client and the domain of the same user pool');
    operation.requirePath(LOAD_BALANCING.ACTIONS, part!.origin, `${String(name)} may not exist yet`);
  }
}

function targetGroupsOf(operation: Operation, action: Values, { kind, vpcId }: LoadBalancer): readonly string[] {
  if (action.Type !== 'forward') return [];
  const tuples = records(record(action, 'ForwardConfig'), 'TargetGroups');
  const weights = tuples.map(tuple => numeric(tuple, 'Weight') ?? 0);
  const named = [action, ...tuples].flatMap(tuple => text(tuple, 'TargetGroupArn') ?? []);
  const arns = [...new Set(named)];
  const counted = arns.length >= 1 && arns.length <= (kind === 'application' ? 5 : 1) && weights.every(weight => weight >= 0 && weight <= 999);
  operation.require(LOAD_BALANCING.TARGET_GROUPS, counted, `${arns.length} target groups with the weights ${weights.join(', ')}`, 'name one, for application load balancers up to five, with weights up to 999');
  return arns.map(arn => {
    const group = neededByArn(operation, operation.world.state.elb.targetGroups, arn, LOAD_BALANCING.TARGET_GROUPS);
    const spoken = group.targetType === 'lambda' ? kind === 'application' : TARGET_PROTOCOLS[kind].includes(group.protocol ?? '') && group.vpcId === vpcId;
    operation.require(LOAD_BALANCING.TARGET_GROUPS, spoken, `${group.name} has ${group.targetType} targets of ${group.protocol} in ${group.vpcId}`, `make a target group in ${vpcId} with one of ${TARGET_PROTOCOLS[kind].join(', ')}`);
    return arn;
  });
}
