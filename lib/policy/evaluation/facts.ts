import { PolicyError } from '../policy-error';
import { arnParts } from './matching';
import { AuthorizationRequest, Context, PrincipalIdentity, PrincipalKind } from './request';

/** What is known of a principal, checked and completed. */
export interface Principal {
  /** ARN or name, as the request gives it. */
  readonly arn: string;
  /** What it is. */
  readonly kind: PrincipalKind;
  /** ARN of the role, for sessions too. */
  readonly roleArn?: string;
  /** ARN of the identity that lends its permissions to a session: its role, or the user who called sts:GetFederationToken. */
  readonly issuerArn?: string;
  /** Account of the principal. */
  readonly accountId?: string;
  /** Organization of that account. */
  readonly organizationId?: string;
  /** ARN of the account root, which stands for the whole account in policies. */
  readonly rootArn?: string;
  /** Whether it is an identity of an account; if not, identity policies and SCPs have no say. */
  readonly isIdentity: boolean;
}

type Derived = (principal: Principal, facts: Facts) => string | undefined;

const ROOT_KINDS: readonly PrincipalKind[] = ['account-root', 'root-session'];
const ROLE_KINDS: readonly PrincipalKind[] = ['role', 'service-linked-role'];

/**
 * Keys that AWS sets by itself and that follow from the request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
const DERIVED: ReadonlyMap<string, Derived> = new Map<string, Derived>([
  ['aws:principalarn', principal => principalArn(principal)],
  ['aws:principalaccount', ({ kind, accountId, isIdentity }) => kind === 'anonymous' ? 'anonymous' : isIdentity ? accountId : undefined],
  ['aws:principalorgid', ({ organizationId, isIdentity }) => isIdentity ? organizationId : undefined],
  ['aws:principaltype', principal => principalType(principal)],
  ['aws:principalisawsservice', ({ kind }) => String(kind === 'service')],
  ['aws:principalservicename', ({ kind, arn }) => kind === 'service' ? arn : undefined],
  ['aws:principalservicenameslist', ({ kind, arn }) => kind === 'service' ? arn : undefined],
  ['aws:assumedroot', ({ kind }) => kind === 'root-session' ? 'true' : undefined],
  ['aws:username', ({ kind, arn }) => kind === 'user' ? arn.slice(arn.lastIndexOf('/') + 1) : undefined],
  ['aws:userid', ({ kind, accountId }) => ROOT_KINDS.includes(kind) ? accountId : kind === 'anonymous' ? 'anonymous' : undefined],
  ['aws:viaawsservice', () => 'false'],
  ['aws:securetransport', () => 'true'],
  ['aws:resourceaccount', (_, facts) => facts.resourceAccountId],
  ['aws:currenttime', () => mustBeGiven('aws:CurrentTime')],
  ['aws:epochtime', () => mustBeGiven('aws:EpochTime')],
]);

/** What policies may ask about a request: the keys it gives and those that follow from it. */
export class Facts {
  /** Who asks. */
  public readonly principal: Principal;
  /** The action in lower case, since actions are case-insensitive. */
  public readonly action: string;
  /** ARN of the resource, or `*`. */
  public readonly resource: string;
  /** Account of the resource; undefined where nobody knows. */
  public readonly resourceAccountId?: string;
  private readonly given: ReadonlyMap<string, readonly string[]>;

  /** @param bounded whether the principal has a permissions boundary */
  public constructor(request: AuthorizationRequest, public readonly bounded: boolean) {
    this.principal = completed(request.principal);
    this.action = checkedAction(request.action);
    this.resource = checkedResource(request.resource);
    this.resourceAccountId = request.resourceAccountId ?? accountOf(request.resource) ?? this.principal.accountId;
    this.given = lowerCased(request.context);
  }

  /**
   * Values of a key; undefined when it is absent. A key that is given without values counts as absent, even if it would follow.
   *
   * @param key in lower case
   */
  public valuesOf(key: string): readonly string[] | undefined {
    const given = this.given.get(key);
    if (given) {
      return given.length > 0 ? given : undefined;
    }
    const derived = DERIVED.get(key)?.(this.principal, this);
    return derived === undefined ? undefined : [derived];
  }
}

function lowerCased(context: Context | undefined): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const key in context) {
    const values = context[key];
    keys.set(key.toLowerCase(), typeof values === 'string' ? [values] : values);
  }
  return keys;
}

function completed(given: PrincipalIdentity): Principal {
  const parts = arnParts(given.arn);
  const accountId = given.accountId ?? accountOf(given.arn);
  const isIdentity = !['service', 'anonymous'].includes(given.kind) && (given.kind !== 'federated' || isFederationToken(given.arn));
  if (isIdentity && !(parts && accountId)) {
    throw new PolicyError(`'principal.arn' of kind "${given.kind}" must be an ARN with an account, got "${given.arn}": give the ARN of the ${given.kind}`);
  }
  const roleArn = roleArnOf(given);
  return {
    arn: given.arn,
    kind: given.kind,
    roleArn,
    issuerArn: roleArn ?? (given.kind === 'federated' ? given.userArn : undefined),
    accountId,
    organizationId: given.organizationId,
    rootArn: isIdentity ? `arn:${parts![1]}:iam::${accountId}:root` : undefined,
    isIdentity,
  };
}

function roleArnOf({ kind, arn, roleArn }: PrincipalIdentity): string | undefined {
  if (!ROLE_KINDS.includes(kind)) {
    return undefined;
  }
  if (roleArn === undefined && !arn.includes(':role/')) {
    throw new PolicyError(`'principal.roleArn' must be given for the session "${arn}": its ARN does not tell the path of the role`);
  }
  return roleArn ?? arn;
}

/** A session of sts:GetFederationToken is an identity of its account; a caller with an assertion of a provider is not yet. */
function isFederationToken(arn: string): boolean {
  return arn.includes(':federated-user/');
}

function principalArn({ kind, isIdentity, roleArn, rootArn, arn }: Principal): string | undefined {
  if (!isIdentity) {
    return undefined;
  }
  return ROOT_KINDS.includes(kind) ? rootArn : roleArn ?? arn;
}

function principalType({ kind, isIdentity }: Principal): string | undefined {
  if (ROOT_KINDS.includes(kind)) {
    return 'Account';
  }
  if (ROLE_KINDS.includes(kind)) {
    return 'AssumedRole';
  }
  return kind === 'user' ? 'User' : kind === 'anonymous' ? 'Anonymous' : isIdentity ? 'FederatedUser' : undefined;
}

function accountOf(arn: string): string | undefined {
  const account = arnParts(arn)?.[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
}

function checkedAction(action: string): string {
  if (!/^[\w-]+:[\w-]+$/.test(action)) {
    throw new PolicyError(`'action' must be one action such as "s3:GetObject", got "${action}": ask for each action by itself`);
  }
  return action.toLowerCase();
}

function checkedResource(resource: string): string {
  if (resource !== '*' && !resource.startsWith('arn:')) {
    throw new PolicyError(`'resource' must be an ARN, or "*" for an action without one, got "${resource}": give the ARN`);
  }
  return resource;
}

/** AWS always sets the time; guessing it would make the answer depend on the day of the test. */
function mustBeGiven(key: string): never {
  throw new PolicyError(`'context' must give "${key}", since a policy asks for it: AWS always sets it, and its value decides`);
}
