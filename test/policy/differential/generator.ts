import { ApplicablePolicies, AuthorizationRequest, NamedPolicy, PolicyCondition, PolicyDocument, PolicyLevel, PolicyStatement } from '../../../lib/policy';
import { condition, conditionOf, FORMS, Known, pattern } from './conditions';
import { keyOf, KEYS } from './keys';
import { Random, randomFor } from './random';
import { Caller, CallerName, CALLERS, MANAGEMENT, MEMBER, OTHER_ACTIONS, OTHER_MEMBER, OUTSIDE, STRANGERS, Target, TargetName, TARGETS } from './world';

/** A request and all policies that have a say, for both evaluators. */
export interface Scenario {
  readonly caller: Caller;
  readonly request: AuthorizationRequest & { readonly resourceAccountId: string; readonly context: Known };
  readonly policies: ApplicablePolicies;
}

type Layer = 'scp' | 'rcp' | 'identity' | 'boundary' | 'session' | 'resource';

export const ALLOW_ALL: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ALLOW_ALL_TO_EVERYBODY: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

const CALLER_WEIGHTS: readonly (readonly [CallerName, number])[] = [
  ['session', 10], ['user', 6], ['role', 3], ['exemptSession', 3], ['otherMemberSession', 5], ['managementSession', 3], ['outsideSession', 4],
  ['outsideUser', 2], ['root', 3], ['rootSession', 2], ['cloudTrail', 3], ['lambda', 2], ['federatedUser', 3], ['serviceLinked', 3], ['anonymous', 2], ['workflow', 3],
];
const TARGET_WEIGHTS: readonly (readonly [TargetName, number])[] = [
  ['object', 8], ['bucket', 4], ['queue', 6], ['key', 6], ['secret', 3], ['table', 3], ['trustedRole', 6], ['managedRole', 4], ['logStream', 3],
  ['instance', 4], ['nothing', 3],
];

/** The scenario of that number: always the same one. */
export function scenario(seed: number, index: number): Scenario {
  return new Author(randomFor(seed, index)).scenario();
}

/** One statement with one condition decides: whatever an operator makes of a key is seen. The forms of all operators take turns. */
export function conditionScenario(seed: number, index: number): Scenario {
  return new Author(randomFor(seed, index)).conditionScenario(FORMS[index % FORMS.length]);
}

class Author {
  private readonly caller: Caller;
  private readonly target: Target;
  private readonly accountId: string;
  private readonly action: string;
  private readonly resource: string;
  private readonly context: Known;
  /** Everything a condition can be about. */
  private readonly known: Known;

  public constructor(private readonly random: Random) {
    const callerName = random.weighted(CALLER_WEIGHTS);
    const targetName = callerName === 'workflow' ? 'workflowRole' : random.weighted(TARGET_WEIGHTS);
    this.caller = CALLERS[callerName];
    this.target = TARGETS[targetName];
    this.accountId = this.ownerOf(targetName);
    this.action = random.pick(this.target.actions);
    this.resource = random.pick(this.target.arns(this.accountId));
    this.context = this.requestContext();
    this.known = { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false', 'aws:ResourceAccount': this.accountId, ...this.caller.keys, ...this.context };
  }

  public scenario(): Scenario {
    return this.of({
      serviceControl: this.isMemberIdentity() ? this.levels('FullAWSAccess', ALLOW_ALL, 'scp') : undefined,
      resourceControl: this.isMemberResource() ? this.levels('RCPFullAWSAccess', ALLOW_ALL_TO_EVERYBODY, 'rcp') : undefined,
      identity: this.caller.isIdentity ? this.identityPolicies() : undefined,
      boundary: this.caller.mayBeBounded && this.random.chance(0.2) ? this.limit('boundary') : undefined,
      session: this.sessionPolicies(),
      resource: this.resourcePolicy(),
    });
  }

  public conditionScenario({ name, types }: typeof FORMS[number]): Scenario {
    const variables = !this.random.chance(0.05);
    const isSet = name === 'Null' || name.includes(':');
    const keys = this.keys().filter(key => types.includes(keyOf(key).type) && (isSet || !keyOf(key).multivalued));
    const present = keys.filter(key => this.known[key] !== undefined);
    const key = this.random.pick(present.length > 0 && this.random.chance(0.7) ? present : keys);
    const effect = this.random.weighted([['Allow' as const, 1], ['Deny' as const, 2]]);
    const conditional: PolicyStatement = { Effect: effect, Action: '*', Resource: '*', Condition: conditionOf(this.random, this.known, key, name, variables) };
    const statements = effect === 'Allow' ? [conditional] : [conditional, { Effect: 'Allow' as const, Action: '*', Resource: '*' }];
    const document = { Version: variables ? '2012-10-17' : '2008-10-17', Statement: statements };
    const open = { Version: document.Version, Statement: statements.map(statement => ({ ...statement, Principal: '*' as const })) };
    if (this.isRoot()) {
      return this.of({
        serviceControl: [{ node: 'Root', policies: [{ name: 'conditional', document }] }],
        session: this.caller.identity.kind === 'root-session' ? [{ name: 'task', document: ALLOW_ALL }] : undefined,
        resource: this.target.policy === 'none' ? undefined : { name: 'open', document: this.mended(ALLOW_ALL_TO_EVERYBODY) },
      });
    }
    const isOpen = !this.caller.isIdentity || this.target.policy === 'always';
    return this.of(isOpen ? {
      identity: this.caller.isIdentity ? [{ name: 'all', document: ALLOW_ALL }] : undefined,
      resource: { name: 'conditional', document: this.mended(open) },
    } : {
      identity: [{ name: 'conditional', document }],
      resource: this.isForeign() ? { name: 'open', document: ALLOW_ALL_TO_EVERYBODY } : undefined,
    });
  }

  private of(policies: ApplicablePolicies): Scenario {
    return {
      caller: this.caller, policies,
      request: {
        principal: this.caller.identity, action: this.action, context: this.context,
        resource: this.resource, resourceAccountId: this.accountId,
      },
    };
  }

  private ownerOf(target: TargetName): string {
    const own = this.caller.identity.arn.split(':')[4] ?? MEMBER;
    if (target === 'nothing' || target === 'instance' || target === 'logStream' || target === 'managedRole') {
      return own === '' ? MEMBER : own;
    }
    return target === 'workflowRole' ? MEMBER : this.random.weighted([[own === '' ? MEMBER : own, 6], [MEMBER, 2], [OTHER_MEMBER, 1], [MANAGEMENT, 1], [OUTSIDE, 1]]);
  }

  /** The root user and its sessions have no identity policies. */
  private isRoot(): boolean {
    return this.caller.identity.kind === 'account-root' || this.caller.identity.kind === 'root-session';
  }

  private isForeign(): boolean {
    return this.caller.identity.arn.split(':')[4] !== this.accountId;
  }

  private isMemberIdentity(): boolean {
    const accountId = this.caller.identity.arn.split(':')[4];
    return this.caller.isIdentity && (accountId === MEMBER || accountId === OTHER_MEMBER);
  }

  private isMemberResource(): boolean {
    return this.accountId === MEMBER || this.accountId === OTHER_MEMBER;
  }

  private requestContext(): Known {
    const names = [...Object.keys(KEYS).filter(name => !keyOf(name).ofCaller), ...this.target.keys];
    const context: Record<string, string | readonly string[]> = {};
    for (const name of names.filter(key => key === 'aws:CurrentTime' || this.random.chance(0.5))) {
      const { values, multivalued } = keyOf(name);
      context[name] = multivalued ? this.random.some(values, 1 + this.random.below(2)) : this.random.pick(values);
    }
    return context;
  }

  private keys(): string[] {
    return [...Object.keys(KEYS), ...this.target.keys];
  }

  private levels(name: string, document: PolicyDocument, layer: 'scp' | 'rcp'): PolicyLevel[] {
    return ['Root', 'Workloads', 'Production', 'account'].map(node => {
      const closed = layer === 'scp' && this.random.chance(0.1);
      const everything = closed ? { name: 'allow-list', document: this.document(layer, ['Allow', 'Allow'], 0.75) } : { name, document };
      const guardrails = this.random.chance(0.11) ? [{ name: `guardrail-${node}`, document: this.document(layer, ['Deny'], 0.6) }] : [];
      return { node, policies: [everything, ...guardrails] };
    });
  }

  private identityPolicies(): NamedPolicy[] {
    if (this.isRoot()) {
      return [];
    }
    const granting = { name: 'granting', document: this.document('identity', ['Allow', 'Allow'], 0.9) };
    return this.random.chance(0.3) ? [granting, { name: 'denying', document: this.document('identity', ['Deny'], 0.5) }] : [granting];
  }

  private limit(layer: 'boundary' | 'session'): NamedPolicy {
    return { name: layer, document: this.document(layer, this.random.chance(0.5) ? ['Allow', 'Deny'] : ['Allow'], 0.85) };
  }

  private sessionPolicies(): NamedPolicy[] | undefined {
    const { isSession, identity } = this.caller;
    return identity.kind === 'root-session' || (isSession && this.random.chance(0.2)) ? [this.limit('session')] : undefined;
  }

  private resourcePolicy(): NamedPolicy | undefined {
    const { policy } = this.target;
    if (policy === 'none' || (policy === 'some' && this.random.chance(this.caller.isIdentity && !this.isForeign() ? 0.5 : 0.1))) {
      return undefined;
    }
    const effects = this.random.weighted<PolicyStatement['Effect'][]>([[['Allow'], 6], [['Allow', 'Allow'], 3], [['Allow', 'Deny'], 3], [['Deny'], 1]]);
    return { name: 'resource', document: this.mended(this.document('resource', effects, 0.8)) };
  }

  /** A trust policy has no resource. */
  private mended(document: PolicyDocument): PolicyDocument {
    if (!this.action.startsWith('sts:')) {
      return document;
    }
    const statements = document.Statement as readonly PolicyStatement[];
    return { ...document, Statement: statements.map(({ Resource, NotResource, ...statement }) => statement) };
  }

  /** @param likely how probable it is that a statement matches the request */
  private document(layer: Layer, effects: readonly PolicyStatement['Effect'][], likely: number): PolicyDocument {
    const variables = layer === 'scp' || layer === 'rcp' || !this.random.chance(0.04);
    const statements = effects.map(effect => this.statement(layer, effect, likely, variables));
    return { Version: variables ? '2012-10-17' : '2008-10-17', Statement: statements };
  }

  private statement(layer: Layer, effect: PolicyStatement['Effect'], likely: number, variables: boolean): PolicyStatement {
    const each = Math.cbrt(likely);
    return {
      Effect: effect,
      ...(layer === 'resource' ? this.principal(effect, each) : layer === 'rcp' ? { Principal: '*' } : {}),
      ...this.actions(layer, each),
      ...this.resources(layer, each, variables),
      ...this.conditions(effect, variables),
    };
  }

  private actions(layer: Layer, likely: number): Partial<PolicyStatement> {
    const matches = this.random.chance(likely);
    const others = this.random.some(OTHER_ACTIONS, this.random.below(3));
    if (layer !== 'rcp' && this.random.chance(0.15)) {
      const spared = matches ? [...others, 'cloudtrail:*'] : [...others, this.actionPattern(layer)];
      return { NotAction: this.oneOrMore(spared) };
    }
    return { Action: this.oneOrMore(matches ? [...others, this.actionPattern(layer)] : [...others, 'cloudtrail:Describe*']) };
  }

  /** An RCP may not say `*`. */
  private actionPattern(layer: Layer): string {
    const [service, name] = this.action.split(':');
    const at = 1 + this.random.below(name.length - 1);
    return this.random.weighted([
      [this.action, 5], ['*', layer === 'rcp' ? 0 : 2], [`${service}:*`, 4], [`${service}:${name.slice(0, at)}*`, 3], [`${service}:*${name.slice(at)}`, 1],
      [`${service}:${name.slice(0, at)}?${name.slice(at + 1)}`, 1], [this.action.toLowerCase(), 1], [`${service.toUpperCase()}:${name}`, 1],
    ]);
  }

  private resources(layer: Layer, likely: number, variables: boolean): Partial<PolicyStatement> {
    const matches = this.random.chance(likely);
    if (this.random.chance(0.15)) {
      return { NotResource: this.oneOrMore(matches ? ['arn:aws:sns:*:*:elsewhere'] : [this.resourcePattern(layer, variables)]) };
    }
    const others = this.random.chance(0.2) ? ['arn:aws:sns:*:*:elsewhere'] : [];
    return { Resource: this.oneOrMore(matches ? [...others, this.resourcePattern(layer, variables)] : ['arn:aws:lambda:*:*:function:x', ...others]) };
  }

  private resourcePattern(layer: Layer, variables: boolean): string {
    if (this.resource === '*' || this.random.chance(0.35)) {
      return '*';
    }
    if (layer === 'identity' && this.random.chance(0.05)) {
      return this.resource.split(':').slice(0, 3).join(':');
    }
    const parts = this.resource.split(':');
    if (parts.length > 6 && this.random.chance(0.2)) {
      return [...parts.slice(0, 3), '*', '*', ...parts.slice(-2)].join(':');
    }
    const head = parts.slice(0, 5).map((part, at) => (at === 1 || at > 2) && this.random.chance(0.4) ? '*' : part);
    return [...head, this.resourceName(parts.slice(5).join(':'), variables)].join(':');
  }

  /** The type of the resource stays: AWS allows no wildcard there. */
  private resourceName(name: string, variables: boolean): string {
    const start = Math.max(name.indexOf('/'), name.indexOf(':')) < 0 || this.resource.startsWith('arn:aws:s3:') ? 0 : name.search(/[/:]/) + 1;
    const [type, id] = [name.slice(0, start), name.slice(start)];
    if (id.includes('blue') && this.random.chance(0.3)) {
      return type + id.replace('blue', this.random.pick(['${aws:PrincipalTag/team}', '${aws:PrincipalTag/team, \'blue\'}']));
    }
    if (id.includes('jane') && this.random.chance(0.5)) {
      return type + id.replace('jane', '${aws:username}');
    }
    return type + (variables && this.random.chance(0.03) ? `${id}\${*}` : pattern(this.random, id));
  }

  private conditions(effect: PolicyStatement['Effect'], variables: boolean): Partial<PolicyStatement> {
    const count = this.random.weighted(effect === 'Deny' ? [[0, 2], [1, 5], [2, 3]] : [[0, 6], [1, 3], [2, 1]]);
    const keys = Array.from({ length: count }, () => this.random.pick(this.keys()));
    const blocks = keys.map(key => condition(this.random, this.known, key, variables));
    return count === 0 ? {} : { Condition: blocks.reduce((all, block) => merged(all, block), {}) };
  }

  private principal(effect: PolicyStatement['Effect'], likely: number): Partial<PolicyStatement> {
    const isTrust = this.action.startsWith('sts:');
    if (effect === 'Deny' && !isTrust && this.random.chance(0.3)) {
      const named = this.caller.names.filter(() => this.random.chance(0.7));
      return { NotPrincipal: this.principals([...named, this.random.pick(STRANGERS)]) };
    }
    const { names } = this.caller;
    if (!this.random.chance(likely)) {
      return { Principal: this.principals(this.random.some(STRANGERS, 1 + this.random.below(2))) };
    }
    if (names.length === 0 || this.random.chance(0.25)) {
      return { Principal: this.random.pick(['*', { AWS: '*' }]) };
    }
    const others = this.random.chance(0.2) ? [this.random.pick([...names, ...STRANGERS])] : [];
    return { Principal: this.principals([this.random.pick(names), ...others]) };
  }

  private principals(names: Caller['names']): PolicyStatement['Principal'] {
    const types = [...new Set(names.map(({ type }) => type))];
    const named = (wanted: string) => [...new Set(names.filter(({ type }) => type === wanted).map(({ name }) => name))];
    return Object.fromEntries(types.map(type => [type, this.oneOrMore(named(type))]));
  }

  private oneOrMore(values: string[]): string | string[] {
    return values.length === 1 && this.random.chance(0.5) ? values[0] : values;
  }
}

/** Two conditions under one operator stand in one block. */
function merged(all: PolicyCondition, block: PolicyCondition): PolicyCondition {
  const [[operator, keys]] = Object.entries(block);
  return { ...all, [operator]: { ...all[operator], ...keys } };
}
