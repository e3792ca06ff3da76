import { globalKeyNames, isKnownKey } from '../evaluation/context-keys';
import { hasKey } from './action-patterns';
import { serviceActions, servicePrefixes } from './action-table';
import { closest } from './closest';

/** A name that AWS's catalogue of actions does not have. */
export interface UnknownName {
  /** As written. */
  readonly name: string;
  /** What was probably meant. @default - nothing is like it */
  readonly meant?: string;
}

/**
 * What AWS's catalogue says against one action of a request; undefined when it knows it, and for what is no action at all.
 *
 * @param action `service:Name`, in any case
 */
export function unknownAction(action: string): UnknownName | undefined {
  const [, prefix, name] = /^([\w-]+):(\w+)$/.exec(action) ?? [];
  if (prefix === undefined) {
    return undefined;
  }
  const service = serviceActions(prefix);
  if (service?.actions.has(name.toLowerCase())) {
    return undefined;
  }
  const meantPrefix = service?.service ?? closest(prefix, servicePrefixes());
  const meantName = meantPrefix && closest(name, [...serviceActions(meantPrefix)!.actions.values()].map(entry => entry.name));
  return unknown(action, meantName && `${meantPrefix}:${meantName}`);
}

/**
 * What AWS's catalogue says against a condition key of a request; undefined when it is a global one, one of the service that the key or the
 * action names, or one of an identity provider.
 *
 * @param key in any case
 * @param action of the request
 */
export function unknownRequestKey(key: string, action: string): UnknownName | undefined {
  const [prefix] = key.split(':');
  if (/^aws:/i.test(key)) {
    return isKnownKey(key) ? undefined : unknown(key, closest(key, globalKeyNames()));
  }
  if (key.includes(':') && (/[./]/.test(prefix) || prefix.toLowerCase() === 'saml')) {
    return undefined;
  }
  const services = [prefix, action.split(':')[0]].map(serviceActions).filter(service => service !== undefined);
  if (services.some(service => hasKey(service, key))) {
    return undefined;
  }
  const known = services.flatMap(service => [...service.keys]);
  return unknown(key, key.includes(':') ? closest(key, [...known, ...globalKeyNames()]) : meantWithoutPrefix(key, known));
}

/**
 * What AWS's catalogue says against the principal of a service. The catalogue lists prefixes of actions, not principals: a principal that
 * it does not know may exist all the same, so one without a likely spelling is no mistake for sure.
 *
 * @param principal e.g. `cloudtrail.amazonaws.com`
 */
export function unknownServicePrincipal(principal: string): UnknownName | undefined {
  const [, path, suffix] = /^([a-z0-9.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?(\.amazonaws\.com(?:\.cn)?)$/.exec(principal) ?? [];
  if (path === undefined) {
    return undefined;
  }
  const labels = path.split('.');
  const label = labels[labels.length - 1];
  if (serviceActions(label) || OTHER_PRINCIPALS.includes(label)) {
    return undefined;
  }
  const meant = label.length > SHORT ? closest(label, [...servicePrefixes(), ...OTHER_PRINCIPALS]) : undefined;
  return unknown(principal, meant && `${[...labels.slice(0, -1), meant].join('.')}${suffix}`);
}

/** Principals that no prefix of an action is called like. */
const OTHER_PRINCIPALS: readonly string[] = [
  'config-multiaccountsetup', 'continuous-audit', 'ec2fleet', 'ecs-tasks', 'edgelambda', 'eks-fargate-pods', 'ipam', 'lexv2', 'macie', 'monitoring',
  'networkinsights', 'opensearchservice', 'spot', 'spotfleet', 'stacksets', 'transitgateway', 'vpc-flow-logs',
];

/** Of so few letters, another name is always near. */
const SHORT = 5;

function meantWithoutPrefix(key: string, known: readonly string[]): string | undefined {
  const keys = [...globalKeyNames(), ...known];
  const bare = closest(key, keys.map(withoutPrefix));
  return keys.find(candidate => withoutPrefix(candidate) === bare);
}

const withoutPrefix = (key: string) => key.slice(key.indexOf(':') + 1);

function unknown(name: string, meant: string | undefined): UnknownName {
  return { name, ...meant !== undefined && { meant } };
}
