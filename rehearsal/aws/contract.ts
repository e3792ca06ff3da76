import { Context, Decision, NamedPolicy, PrincipalIdentity } from '../../lib/policy';
import { World } from './world';

/**
 * What the in-memory AWS and the engine that deploys into it agree on.
 *
 *     engine/  reads templates, orders resources, rolls back           ── calls ──►  types/   what one CloudFormation type does
 *     lambda/  runs the code of custom resources with a fake SDK       ── calls ──►  services/ what one API operation does
 *                                                                                     │
 *                                                 rules/  named pre-conditions  ◄──────┘  every call is authorised by world.authorize
 */

/** Who calls AWS: a principal with its policies, as they stood when its session began. */
export interface Caller {
  /** How a person would name it, e.g. `stacksets-exec role of 111111111111`. */
  readonly label: string;
  readonly principal: PrincipalIdentity;
  /** Account whose service control policies bind the caller; undefined for AWS services. */
  readonly accountId?: string;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly session?: readonly NamedPolicy[];
}

/** One use of one IAM action on one resource. */
export interface Authorization {
  readonly action: string;
  /** ARN, or `*` for actions without resources. */
  readonly resource: string;
  /** Account that owns the resource, where resource control policies and resource policies apply; the caller's by default. */
  readonly resourceAccountId?: string;
  /** Region of the endpoint: becomes aws:RequestedRegion. Global services give theirs (IAM, Organizations: us-east-1). */
  readonly region: string;
  readonly context?: Context;
}

/** A pre-condition that AWS documents: named, so that a failure, a test and the generated page speak of the same thing. */
export interface Rule {
  /** `service/what-must-hold`, e.g. `organizations/policy-type-enabled`. */
  readonly id: string;
  /** The rule in one sentence, as the generated page shows it. */
  readonly statement: string;
  /** The AWS page, schema or thread it rests on. */
  readonly source: string;
}

/** Where a thing in the world came from: which resource of which stack made it; undefined for what was there before. */
export interface Origin {
  readonly stackId: string;
  readonly logicalId: string;
}

/** How the model treats a property: it reads it, or it keeps it without effect, for a stated reason. */
export type PropertyUse = 'interpreted' | { readonly inert: string };

/** Names below a property: a list of those that the model reads, or each with how it is treated. */
export type NestedProperties = readonly string[] | Readonly<Record<string, PropertyUse>>;

/** An IAM action that CloudFormation's handler of a type uses, with what it is used on. */
export interface Permission {
  readonly action: string;
  /** @default `*` */
  readonly resource?: (operation: Operation) => string;
  /** @default no further context keys */
  readonly context?: (operation: Operation) => Context;
  /** The handler calls once for each of these, in the place of `context`; e.g. iam:AttachRolePolicy, once for each policy. */
  readonly each?: (operation: Operation) => readonly Context[];
  /** @default always: e.g. s3:PutEncryptionConfiguration only when the template has (or changes) BucketEncryption */
  readonly when?: (operation: Operation) => boolean;
  /** @default the operation's region; global services give us-east-1 */
  readonly region?: string;
}

/** What a create or an update leaves: what Ref and Fn::GetAtt answer. */
export interface Outcome {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A CloudFormation type that the rehearsal knows; any other type in a template is an error that names it. */
export interface ResourceType {
  readonly typeName: string;
  /** Where permissions and behaviour are documented (registry schema, AWS page). */
  readonly source: string;
  /** Every top-level property; one that is not listed is an error that names it. */
  readonly properties: Readonly<Record<string, PropertyUse>>;
  /**
   * Nested names below a property that the model knows, where it matters: an unknown one is an error.
   * Dotted: `BucketEncryption.ServerSideEncryptionConfiguration`.
   */
  readonly nested?: Readonly<Record<string, NestedProperties>>;
  readonly required: readonly string[];
  /** A change to one of these replaces the resource. */
  readonly createOnly: readonly string[];
  /** Changes to these are refused by AWS although they are not createOnly (e.g. the e-mail of an account). */
  readonly immutable?: readonly string[];
  /** DeletionPolicy when the template has none. @default 'Delete' (AWS::Organizations::Account: 'Retain') */
  readonly defaultDeletionPolicy?: 'Delete' | 'Retain';
  readonly permissions: {
    readonly create: readonly Permission[];
    readonly update: readonly Permission[];
    readonly delete: readonly Permission[];
  };
  create(operation: Operation): Outcome | Promise<Outcome>;
  update(operation: Operation): Outcome | Promise<Outcome>;
  delete(operation: Operation): void | Promise<void>;
  /** Attributes that other resources change after this one was made, as Fn::GetAtt answers them. */
  live?(world: World, physicalId: string): Readonly<Record<string, unknown>>;
  /** Takes over an existing resource by its identifier (`cdk import`); undefined where CloudFormation cannot import it. */
  readonly import?: (operation: Operation) => Outcome;
}

/** One create, update or delete of one resource, as the type sees it. */
export interface Operation {
  readonly world: World;
  readonly kind: 'create' | 'update' | 'delete' | 'import';
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly origin: Origin;
  readonly caller: Caller;
  /** Resolved properties: no intrinsic is left. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Properties before an update. */
  readonly previous?: Readonly<Record<string, unknown>>;
  /** Physical id of what an update or a delete works on. */
  readonly physicalId?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Whether this is a create, or an update that changes the property. */
  changes(property: string): boolean;
  /** Fails the operation by the rule unless it holds. */
  require(rule: Rule, holds: boolean, detail: string, remedy?: string): void;
  /**
   * Fails the operation by the rule unless the template (Ref, Fn::GetAtt, DependsOn) or the order of the stacks declares that the thing
   * from `origin` exists first. Things that were there before the deployment (origin undefined) pass.
   */
  requirePath(rule: Rule, origin: Origin | undefined, detail: string): void;
  /** Fails as AWS would: `AlreadyExists`, `InvalidRequest` …; for errors that are no pre-condition worth a rule. */
  fail(code: string, message: string, remedy?: string): never;
  /** Authorises one more use as the operation's caller (e.g. a service that checks access on the caller's behalf). */
  authorize(authorization: Authorization): void;
  /** Stacks in member accounts, for AWS::CloudFormation::StackSet. */
  readonly memberStacks: MemberStacks;
}

/** One stack instance to bring about: the engine deploys the template in the account and region, as the StackSets execution role there. */
export interface MemberStackRequest {
  readonly stackSetName: string;
  readonly accountId: string;
  readonly region: string;
  /** URL of the template as the StackSet names it (https://s3…/<hash>.json), or its body. */
  readonly templateUrl?: string;
  readonly templateBody?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly caller: Caller;
  /** Origin of the StackSet resource: what its instances make came, for other stacks, from there. */
  readonly origin: Origin;
}

/** Result of one stack instance: CURRENT, or the reason why not. */
export interface MemberStackResult {
  readonly accountId: string;
  readonly region: string;
  readonly failure?: RehearsalFailure;
}

/** Brings stacks in member accounts about, and takes them away: what a StackSet asks of the engine. */
export interface MemberStacks {
  deploy(request: MemberStackRequest): Promise<MemberStackResult>;
  delete(request: Pick<MemberStackRequest, 'stackSetName' | 'accountId' | 'region' | 'caller'>, retain: boolean): Promise<MemberStackResult>;
}

/** One operation of an AWS API, as the fake SDK and the types call it: `organizations:EnablePolicyType`. */
export interface ApiOperation {
  /** Client package without scope and prefix: `organizations` of `@aws-sdk/client-organizations`. */
  readonly service: string;
  readonly operation: string;
  readonly write: boolean;
  readonly source: string;
  /** IAM actions the call needs. */
  authorizations(input: ApiInput, call: ApiCall): readonly Authorization[];
  /** Members of the input the model reads or keeps; any other one is an error that names it. */
  readonly input: readonly string[];
  /**
   * Members of objects in the input, by their dotted path; lists on the way count item by item, `*` stands for names that a caller chooses.
   * An object whose members are not listed here is an error that names them, however deep it is.
   */
  readonly nested?: Readonly<Record<string, readonly string[]>>;
  run(input: ApiInput, call: ApiCall): unknown;
}

/** Input of an API operation, as the SDK sends it. */
export type ApiInput = Readonly<Record<string, unknown>>;

/** Who calls an operation, from where. */
export interface ApiCall {
  readonly world: World;
  readonly caller: Caller;
  readonly accountId: string;
  readonly region: string;
  /** The custom resource on whose behalf the call is made: what it creates comes from there. */
  readonly origin?: Origin;
}

/** Error of an AWS API: the fake SDK throws it with this name into the handler's code. */
export class AwsError extends Error {
  public constructor(public readonly code: string, message: string, public readonly decision?: Decision) {
    // an answer and no mistake of the model: where it was made does not matter, and to note it costs more than the answer
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = code;
  }
}

/** Why a deployment is refused. */
export interface FailureDetails {
  readonly kind: 'rule' | 'denied' | 'unknown' | 'aws-error' | 'handler' | 'order' | 'invariant';
  readonly message: string;
  readonly remedy?: string;
  readonly rule?: Rule;
  readonly decision?: Decision;
  readonly stackName?: string;
  readonly logicalId?: string;
  readonly constructPath?: string;
  readonly resourceType?: string;
  readonly accountId?: string;
  readonly region?: string;
}

/** The refusal of a deployment: what, where, by which rule, and what to do. */
export class RehearsalFailure extends Error {
  public constructor(public readonly details: FailureDetails) {
    super(details.message);
    this.name = 'RehearsalFailure';
  }

  /** The same failure with where it happened, as far as it does not say so already. */
  public at(place: Partial<FailureDetails>): RehearsalFailure {
    return new RehearsalFailure({ ...place, ...this.details });
  }
}

/** One call in the log of the world: what the second deployment must not contain as a write. */
export interface LoggedCall {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  readonly region: string;
  readonly write: boolean;
  readonly denied: boolean;
}
