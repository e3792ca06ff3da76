import { Context, evaluate, NamedPolicy, PolicyDocument, statementsOf } from '../../lib/policy';
import { decisionInputs, DecisionRequest } from '../aws/authorization';
import { Caller, Origin } from '../aws/contract';
import { World } from '../aws/world';
import { stackById } from '../engine/stack-state';
import { failing, holding, replaced, unknownKeysOf } from '../simulation/open-statements';
import { isUnknownKey } from '../simulation/unknown-keys';
import { ActionsAtAll } from './actions-at-all';
import { Held } from './held';
import { Regions } from './regions';

/** One call that somebody would make. */
export interface PossibleCall {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccountId?: string;
  readonly context?: Context;
  /** @default - whichever region lets it pass */
  readonly region?: string;
}

/**
 * What principals may do at best: where a policy asks for a condition key that nobody knows, the caller has what it asks for. Whoever looks
 * for a way chooses the network, the tags and the time, so a way that is not found is closed, and one that is found may need more.
 */
export class Possibilities {
  private readonly regions: Regions;
  private readonly actions: ActionsAtAll;
  private readonly ever = new WeakMap<Caller, Map<string, boolean>>();
  private readonly keys = new WeakMap<PolicyDocument, readonly (readonly string[])[]>();
  private readonly documents = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

  /**
   * @param world as it was deployed
   * @param context condition keys that all requests have
   */
  public constructor(private readonly world: World, private readonly context: Context = {}) {
    this.regions = new Regions(world);
    this.actions = new ActionsAtAll(world);
  }

  /** The regions in which a principal may call, as far as they differ. */
  public regionsOf({ caller }: Pick<Held, 'caller'>): readonly string[] {
    return this.regions.of(caller);
  }

  /** Whether some policy lets a principal call an action at all, on whatever: quickly told, and most are not. */
  public mayEver({ caller }: Pick<Held, 'caller'>, action: string): boolean {
    const known = this.ever.get(caller) ?? new Map<string, boolean>();
    this.ever.set(caller, known);
    const may = known.get(action) ?? this.actions.mayEver(caller, action);
    known.set(action, may);
    return may;
  }

  /** Whether a principal may make a call; `trust` stands for the policy of a role that does not have it yet. */
  public permits({ caller, arn, anyTags }: Pick<Held, 'caller' | 'arn' | 'anyTags'>, call: PossibleCall, trust?: PolicyDocument): boolean {
    const context = { ...this.contextOf(caller, arn), ...this.context, ...call.context };
    return this.regions.ofAction(caller, call.action, call.region)
      .some(region => this.decides(caller, { ...call, region, context }, anyTags, trust));
  }

  /** Whether an AWS service may assume a role for somebody. */
  public serviceAssumes(service: string, resource: string, resourceAccountId: string): boolean {
    const caller: Caller = { label: service, principal: { arn: service, kind: 'service' }, identity: [] };
    return this.decides(caller, { action: 'sts:AssumeRole', resource, resourceAccountId }, true);
  }

  /** Whether a principal with tokens of an identity provider may assume a role. */
  public federatedAssumes(action: string, provider: string, resource: string, resourceAccountId: string): boolean {
    const caller: Caller = { label: provider, principal: { arn: provider, kind: 'federated' }, identity: [] };
    return this.decides(caller, { action, resource, resourceAccountId }, true);
  }

  private decides(caller: Caller, asked: DecisionRequest, anyTags: boolean, trust?: PolicyDocument): boolean {
    const { request, policies } = decisionInputs(this.world, caller, asked);
    const isUnknown = (key: string) => (anyTags || !/^aws:principaltag\//i.test(key)) && isUnknownKey(key, request);
    const resource: NamedPolicy | undefined = trust ? { name: 'trust policy', document: trust } : policies.resource;
    const all = { ...policies, resource };
    const named = ({ name, document }: NamedPolicy): NamedPolicy => ({ name, document: this.atBest(document, isUnknown) });
    return evaluate(request, {
      serviceControl: all.serviceControl?.map(({ node, policies: attached }) => ({ node, policies: attached.map(named) })),
      resourceControl: all.resourceControl?.map(({ node, policies: attached }) => ({ node, policies: attached.map(named) })),
      identity: all.identity?.map(named),
      boundary: all.boundary && named(all.boundary),
      session: all.session?.map(named),
      resource: all.resource && named(all.resource),
    }).allowed;
  }

  /** The document as if unknown keys were what the caller wants; remembered, since the evaluation remembers what it prepared too. */
  private atBest(document: PolicyDocument, isUnknown: (key: string) => boolean): PolicyDocument {
    const open = this.keysIn(document).map(keys => keys.filter(isUnknown));
    if (open.every(keys => keys.length === 0)) {
      return document;
    }
    const known = this.documents.get(document) ?? new Map<string, PolicyDocument>();
    this.documents.set(document, known);
    const signature = open.map(keys => keys.join(' ')).join('|');
    const made = known.get(signature) ?? replacedIn(document, open);
    known.set(signature, made);
    return made;
  }

  private keysIn(document: PolicyDocument): readonly (readonly string[])[] {
    const known = this.keys.get(document) ?? statementsOf(document).map(statement => unknownKeysOf(statement, () => true));
    this.keys.set(document, known);
    return known;
  }

  /**
   * Sessions of roles never tell of MFA. Tags are those of the template, and no others: to have more is a technique of its own.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
   */
  private contextOf({ principal }: Caller, arn: string): Context {
    const { roles, users } = this.world.state.iam;
    const mfa: Context = principal.kind === 'role' ? { 'aws:MultiFactorAuthPresent': [], 'aws:MultiFactorAuthAge': [] } : {};
    return { ...mfa, ...tagsOf(this.world, (roles.get(arn) ?? users.get(arn))?.origin) };
  }
}

function replacedIn(document: PolicyDocument, open: readonly (readonly string[])[]): PolicyDocument {
  let index = 0;
  const { identity } = replaced({ identity: [{ name: '', document }] }, statement => {
    const keys = open[index++];
    if (keys.length === 0) {
      return statement;
    }
    return statement.Effect === 'Deny' ? failing(statement) : holding(statement, key => keys.includes(key));
  });
  return identity![0].document;
}

function tagsOf(world: World, origin: Origin | undefined): Context {
  const declared = origin && stackById(world, origin.stackId)?.resources[origin.logicalId]?.properties.Tags;
  const pairs = Array.isArray(declared) ? declared as readonly { readonly Key: string; readonly Value: string }[] : [];
  return Object.fromEntries(pairs.map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, String(Value)]));
}
