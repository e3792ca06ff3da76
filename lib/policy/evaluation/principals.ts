import { asList, PolicyPrincipal } from '../document';
import { PolicyError } from '../policy-error';
import { Principal } from './facts';

/**
 * How a resource policy names the principal, which decides what else must allow the request in the same account:
 *
 * - `itself`: the user, the session, the service, or everybody; nothing else has to
 * - `issuer`: the role of a session, or the user who called sts:GetFederationToken; permissions boundary and session policies still limit
 *   the session
 * - `account`: the whole account; its identity policies decide
 *
 * Everybody is `itself` even where a condition on aws:PrincipalArn leaves a role alone: "permissions boundaries or session policies do not
 * limit permissions granted using the aws:PrincipalArn condition key with a wildcard in the Principal element".
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export type Naming = 'itself' | 'issuer' | 'account';

/** Tells how a `Principal` element names a principal; undefined when it does not. */
export type PrincipalMatcher = (principal: Principal) => Naming | undefined;

/** Names of a `Principal` element by their type. */
interface Names {
  readonly everybody: boolean;
  readonly aws: ReadonlySet<string>;
  readonly service: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
}

const TYPES: readonly string[] = ['AWS', 'Service', 'Federated'];
const AWS_NAME = /^(\d{12}|arn:[^:*?]+:(iam|sts)::\d{12}:[^*?]+|A[A-Z0-9]{15,})$/;

/**
 * Prepares a `Principal` element.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalMatcher(element: PolicyPrincipal, where: string): PrincipalMatcher {
  const names = namesOf(element, where);
  return principal => names.everybody || namesItself(names, principal) ? 'itself'
    : principal.issuerArn !== undefined && names.aws.has(principal.issuerArn) ? 'issuer'
      : namesAccount(names, principal) ? 'account' : undefined;
}

/**
 * Prepares a `NotPrincipal` element of a deny: it spares only whom it names by account, by role and by session alike: AWS checks
 * "the account first, then the role, and then the assumed-role user", and denies whom it does not find at each.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function notPrincipalMatcher(element: PolicyPrincipal, where: string): (principal: Principal) => boolean {
  const names = namesOf(element, where);
  return principal => !(names.everybody || (principal.isIdentity ? namesWholly(names, principal) : namesItself(names, principal)));
}

function namesItself({ aws, service, federated }: Names, { kind, arn, issuerArn }: Principal): boolean {
  if (kind === 'service') {
    return service.has(arn);
  }
  return kind === 'federated' && federated.has(arn) || (arn !== issuerArn && !arn.endsWith(':root') && aws.has(arn));
}

function namesAccount({ aws }: Names, { isIdentity, accountId, rootArn }: Principal): boolean {
  return isIdentity && (aws.has(accountId!) || aws.has(rootArn!));
}

function namesWholly(names: Names, principal: Principal): boolean {
  const { kind, arn, issuerArn } = principal;
  const isRoot = kind === 'account-root' || kind === 'root-session';
  return namesAccount(names, principal) && (isRoot || [arn, issuerArn ?? arn].every(name => names.aws.has(name)));
}

function namesOf(element: PolicyPrincipal, where: string): Names {
  if (element === '*') {
    return { everybody: true, aws: new Set(), service: new Set(), federated: new Set() };
  }
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    throw new PolicyError(`${where}: a principal must be "*" or an object such as {"AWS": …}, got ${JSON.stringify(element)}: mend it`);
  }
  const unknown = Object.keys(element).find(type => !TYPES.includes(type));
  if (unknown !== undefined) {
    throw new PolicyError(`${where}: unknown type of principal "${unknown}": use one of ${TYPES.join(', ')}`);
  }
  const aws = asList(element.AWS);
  const [service, federated] = [asList(element.Service), asList(element.Federated)];
  checkNames(aws.filter(name => name !== '*' && !AWS_NAME.test(name)), where);
  checkNames([...service, ...federated].filter(name => typeof name !== 'string' || /[*?]/.test(name)), where);
  return { everybody: aws.includes('*'), aws: new Set(aws), service: new Set(service), federated: new Set(federated) };
}

function checkNames(wrong: readonly unknown[], where: string): void {
  if (wrong.length > 0) {
    throw new PolicyError(`${where}: a principal must be an account id, a whole ARN or a name without wildcards, got ${JSON.stringify(wrong[0])}: `
      + 'name it in full, or use "*" with a condition on aws:PrincipalArn');
  }
}
