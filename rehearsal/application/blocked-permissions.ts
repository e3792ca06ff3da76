import { asList, evaluate, overlap, PolicyStatement, statementsOf } from '../../lib/policy';
import { DeployedResource } from '../api/resources';
import { parseArn } from '../aws/arn';
import { DecisionInputs, decisionInputs } from '../aws/authorization';
import { Caller } from '../aws/contract';
import { globalRegion } from '../aws/regions';
import { resourceOwner } from '../aws/resource-context';
import { AWS_MANAGED_POLICIES } from '../aws/services/access-policies';
import { principalOf } from '../aws/services/iam';
import { World } from '../aws/world';
import { Assembly } from '../assembly';
import { GuardrailName, guardrailsOf } from '../simulation/guardrail-names';
import { assumedResourcePolicy, isGlobal, RegionalRequest } from '../simulation/request';
import { placedStatements } from '../simulation/open-statements';
import { judge } from '../simulation/verdict';
import { canBeAbout, HeldPermission, heldPermissions, isShared, unlimitedPermissions } from './held-permissions';
import { Deciding, remedyOf } from './remedies';

/** Permissions that a role or a user of the app has by a policy of its own, and that a policy above it denies. */
export interface BlockedPermission {
  /** Name of the role, or of the user. */
  readonly role: string;
  readonly roleArn: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** @default - nothing tells it */
  readonly constructPath?: string;
  /** The role's policy that allows it, and the index of the statement. */
  readonly grantedBy: { readonly policy: string; readonly statement: number; readonly sid?: string };
  /** The actions, in the order of the statement. */
  readonly actions: readonly string[];
  /** As the statement of the role names it. */
  readonly resource: string;
  /** Region in which it was asked. */
  readonly region: string;
  /** Kind of the policy that denies: `service-control`, `resource-control`, `boundary`. */
  readonly layer: string;
  /** Root, unit or account the policy is attached to. */
  readonly node?: string;
  /** Name of the policy that denies. @default - none allows */
  readonly policy?: string;
  /** Index of the statement that denies. */
  readonly statement?: number;
  readonly sid?: string;
  /** The guardrails that the statement comes from; empty for policies that are none. */
  readonly guardrails: readonly GuardrailName[];
  /** Condition keys of the request on which it depends. @default - it is denied in any case */
  readonly dependsOn?: readonly string[];
  /** The resources for which it is denied, as the denying statement names them. @default - all that `resource` means */
  readonly deniedFor?: string;
  readonly explanation: string;
  readonly remedy: string;
}

/** Where the roles of an app stand. */
export interface AskedWorld {
  readonly world: World;
  /** The landing zone's, whose policies name guardrails. */
  readonly assembly: Assembly;
}

/** A role or a user of the app with its place in the construct tree. */
export type AppRole = DeployedResource & { readonly constructPath?: string };

const GUARDING = ['service-control', 'resource-control', 'boundary'];

/** Asks for everything that the policies of a role allow whether the guardrails of its account let it pass. */
export function blockedPermissions(asked: AskedWorld, role: AppRole): readonly BlockedPermission[] {
  const caller = principalOf(asked.world, String(role.attributes.Arn));
  const blocked = new Map<string, BlockedPermission>();
  for (const held of [...heldPermissions(caller.identity), ...unlimitedPermissions(caller.identity, actionsDenied(asked.world))]) {
    for (const found of blockedBy(asked, role, caller, held)) {
      const { grantedBy, resource, region, layer, node, policy, statement, dependsOn, deniedFor } = found;
      const id = JSON.stringify([grantedBy, resource, region, layer, node, policy, statement, dependsOn, deniedFor]);
      const known = blocked.get(id);
      blocked.set(id, known ? { ...known, actions: [...new Set([...known.actions, held.action])] } : found);
    }
  }
  return [...blocked.values()];
}

/** The actions that policies of the organization deny by name: what is asked of a role that may do anything. */
function actionsDenied(world: World): readonly string[] {
  const statements = [...world.state.organizations.policies.values()]
    .filter(({ type }) => ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].includes(type))
    .flatMap(({ document }) => statementsOf(document.document));
  return [...new Set(statements.filter(({ Effect }) => Effect === 'Deny').flatMap(({ Action }) => asList(Action)))]
    .filter(action => !/[*?]/.test(action));
}

/** All that a permission means is denied, or else some of it. */
function blockedBy(asked: AskedWorld, role: AppRole, caller: Caller, held: HeldPermission): readonly BlockedPermission[] {
  const inputs = inputsOf(asked.world, role, caller, held);
  if (!isHeld(inputs)) {
    return [];
  }
  const whole = guardingDenial(inputs);
  if (whole) {
    return [blockedPermission(asked, role, held, whole)];
  }
  return ofAws(held) ? [] : narrowerThan(held, inputs).flatMap(deniedFor => {
    const denial = guardingDenial(inputsOf(asked.world, role, caller, { ...held, resource: deniedFor }));
    return denial?.effect === 'explicit-deny' ? [{ ...blockedPermission(asked, role, held, denial), deniedFor }] : [];
  });
}

/** Nobody narrows a policy of AWS, such as that of every Lambda function, which allows log groups of everybody. */
const ofAws = ({ policy }: HeldPermission): boolean => Object.keys(AWS_MANAGED_POLICIES).some(path => path.replace(/^.*\//, '') === policy);

/** Resources of guarding denials that are some of those of the permission. */
function narrowerThan({ action, resource }: HeldPermission, { policies }: DecisionInputs): readonly string[] {
  const denies = placedStatements(policies).filter(({ place, statement }) =>
    GUARDING.includes(place.layer) && statement.Effect === 'Deny' && isOf(statement, action));
  return [...new Set(denies.flatMap(({ statement }) => asList(statement.Resource)))]
    .filter(pattern => pattern !== '*' && pattern !== resource && isShared(pattern, resource) && canBeAbout(action, pattern));
}

const isOf = ({ Action, NotAction }: PolicyStatement, action: string): boolean => NotAction === undefined
  ? asList(Action).some(pattern => overlap(pattern, action)) : !asList(NotAction).some(pattern => overlap(pattern, action));

function inputsOf(world: World, role: AppRole, caller: Caller, { action, resource }: HeldPermission): DecisionInputs {
  const request = requestOf(world, role, action, resource);
  const { request: complete, policies } = decisionInputs(world, caller, request);
  return { request: complete, policies: { ...policies, resource: policies.resource ?? assumedResourcePolicy(world, caller, request) } };
}

function blockedPermission({ world, assembly }: AskedWorld, role: AppRole, held: HeldPermission, deciding: Denial): BlockedPermission {
  const { action, resource, policy, statement, sid } = held;
  return {
    role: nameOf(role), roleArn: String(role.attributes.Arn),
    stackName: role.stackName, logicalId: role.logicalId, constructPath: role.constructPath,
    grantedBy: { policy, statement, ...sid !== undefined && { sid } },
    actions: [action], resource, region: requestOf(world, role, action, resource).region,
    layer: deciding.layer, node: deciding.node, policy: deciding.policy, statement: deciding.statement, sid: deciding.sid,
    guardrails: guardrailsOf(deciding, assembly),
    ...deciding.dependsOn && { dependsOn: deciding.dependsOn },
    explanation: deciding.explanation,
    remedy: remedyOf(world, held, deciding),
  };
}

type Denial = Deciding & Pick<BlockedPermission, 'node' | 'sid' | 'dependsOn' | 'explanation'>;

/** The denial by a policy above the role; with the keys that nobody knows, where these decide. */
function guardingDenial(inputs: DecisionInputs): Denial | undefined {
  const plain = evaluate(inputs.request, inputs.policies);
  if (plain.allowed || !GUARDING.includes(plain.layer)) {
    return undefined;
  }
  const { decision, open } = judge(inputs);
  if (decision) {
    return decision.allowed ? undefined : GUARDING.includes(decision.layer) ? decision : undefined;
  }
  return { ...plain, dependsOn: [...new Set(open.flatMap(({ keys }) => keys))] };
}

/** Whether the role could do it, if nothing stood above it: a deny of its own, or a resource that lets it not in, is no guardrail. */
function isHeld({ request, policies }: DecisionInputs): boolean {
  return judge({ request, policies: { identity: policies.identity, resource: policies.resource } }).decision?.allowed !== false;
}

/** The request as the app would make it: where the resource is, else where the role was made. */
function requestOf(world: World, { accountId, region }: AppRole, action: string, resource: string): RegionalRequest {
  const owner = resourceOwner(world, resource);
  return {
    action, resource,
    region: isGlobal(action) ? globalRegion(world.partition) : regionOf(world, resource) ?? region,
    resourceAccountId: owner !== undefined && /^\d{12}$/.test(owner) ? owner : accountId,
  };
}

/** Region of the resource: the one in its ARN, or that of a bucket. */
function regionOf(world: World, resource: string): string | undefined {
  const parts = parseArn(resource);
  const region = parts?.region || (parts?.service === 's3' ? world.state.s3.buckets.get(parts.resource.split('/')[0])?.region : undefined);
  return region === undefined || region.includes('*') ? undefined : region;
}

const nameOf = ({ attributes }: AppRole) => String(attributes.Arn).replace(/^.*\//, '');
