import { Decision } from './decision';
import { allowed, explicitDeny, implicitDeny, implicitlyAllowed } from './explanation';
import { Facts } from './facts';
import { ask, askPath, PathVerdict, Verdict } from './layers';
import { ApplicablePolicies, AuthorizationRequest } from './request';
import { grantedWithoutResourcePolicy, needsNoPermission, resourceControlApplies, resourcePolicyDecides, serviceControlApplies } from './special-cases';

/** What each layer says; undefined where a layer has no say in the request. */
interface Verdicts {
  readonly serviceControl?: PathVerdict;
  readonly resourceControl?: PathVerdict;
  readonly identity?: Verdict;
  readonly boundary?: Verdict;
  readonly session?: Verdict;
  readonly resource?: Verdict;
}

/**
 * Whether AWS would let a request pass, and the statement that decides.
 *
 *     sts:GetCallerIdentity ──► allowed
 *     any explicit deny ──► denied
 *     SCPs: a node between root and account does not allow ──► denied
 *     the policy of the resource names user, session, service or everybody, same account ──► allowed
 *     the policy of the resource names the role or user behind a session, same account: boundary and session policies allow ──► allowed
 *     another account, a key, a role to assume: the policy of the resource does not allow ──► denied
 *     identity policies, boundary, session policies: each must allow ──► allowed, else denied
 *
 * Documents are prepared on first sight and remembered: do not change one afterwards.
 *
 * @throws PolicyError when a policy or the request is malformed, or holds what this library does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AuthorizationRequest, policies: ApplicablePolicies): Decision {
  const facts = new Facts(request, policies.boundary !== undefined);
  const verdicts = askAll(facts, policies);
  if (needsNoPermission(facts)) {
    return implicitlyAllowed(request, 'no permission is needed for');
  }
  return denied(request, verdicts) ?? (facts.principal.isIdentity ? ofIdentity(request, facts, verdicts) : ofOutsider(request, verdicts));
}

function askAll(facts: Facts, policies: ApplicablePolicies): Verdicts {
  const { serviceControl, resourceControl, identity, boundary, session, resource } = policies;
  const { isIdentity } = facts.principal;
  return {
    serviceControl: serviceControl && serviceControlApplies(facts) ? askPath('service-control', serviceControl, facts) : undefined,
    resourceControl: resourceControl && resourceControlApplies(facts) ? askPath('resource-control', resourceControl, facts) : undefined,
    identity: isIdentity && identity ? ask('identity', identity, facts) : undefined,
    boundary: isIdentity && boundary ? ask('boundary', [boundary], facts) : undefined,
    session: isIdentity && session ? ask('session', session, facts) : undefined,
    resource: resource ? ask('resource', [resource], facts) : undefined,
  };
}

/** Denies come before allows; a node without an SCP that allows comes next. RCPs always allow: RCPFullAWSAccess stays attached. */
function denied(request: AuthorizationRequest, verdicts: Verdicts): Decision | undefined {
  const { serviceControl, resourceControl, resource, identity, boundary, session } = verdicts;
  const deny = serviceControl?.deny ?? resourceControl?.deny ?? resource?.deny ?? identity?.deny ?? boundary?.deny ?? session?.deny;
  if (deny) {
    return explicitDeny(request, deny);
  }
  return serviceControl?.silent === undefined ? undefined
    : implicitDeny(request, 'service-control', `no service control policy at "${serviceControl.silent}" allows`, serviceControl.silent);
}

/** Services, callers with an assertion and anonymous callers have no policies of their own. */
function ofOutsider(request: AuthorizationRequest, { resource }: Verdicts): Decision {
  return resource?.allow ? allowed(request, resource.allow) : implicitDeny(request, 'resource', 'the policy of the resource does not allow');
}

function ofIdentity(request: AuthorizationRequest, facts: Facts, verdicts: Verdicts): Decision {
  const grant = verdicts.resource?.allow;
  const foreign = facts.resourceAccountId !== facts.principal.accountId;
  if (grant && !foreign && (grant.naming === 'itself' || (grant.naming === 'issuer' && !limit(request, verdicts)))) {
    return allowed(request, grant);
  }
  if (!grant && (foreign ? !grantedWithoutResourcePolicy(facts) : resourcePolicyDecides(facts))) {
    return implicitDeny(request, 'resource', `the policy of the resource ${foreign ? 'in another account ' : ''}does not allow`);
  }
  return ofIdentityPolicies(request, facts, verdicts);
}

/** The root user needs no allow; whatever limits a session or an identity still does. */
function ofIdentityPolicies(request: AuthorizationRequest, { principal }: Facts, verdicts: Verdicts): Decision {
  const allow = verdicts.identity?.allow;
  const isRoot = principal.kind === 'account-root' || principal.kind === 'root-session';
  if (!allow && !isRoot) {
    return implicitDeny(request, 'identity', 'no identity policy allows');
  }
  return limit(request, verdicts) ?? (allow ? allowed(request, allow) : implicitlyAllowed(request, 'the root user may do everything in its account; no policy denies'));
}

/** Permissions boundary and session policies grant nothing, but each must allow. */
function limit(request: AuthorizationRequest, { boundary, session }: Verdicts): Decision | undefined {
  if (boundary && !boundary.allow) {
    return implicitDeny(request, 'boundary', 'the permissions boundary does not allow');
  }
  return session && !session.allow ? implicitDeny(request, 'session', 'no session policy allows') : undefined;
}
