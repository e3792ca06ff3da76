import { Caller } from '../aws/contract';
import { EngineContext } from './context';
import { ResourceRunner } from './resource-runner';
import { ResourceState, StackState } from './stack-state';

type Properties = ResourceState['properties'];

/** How a type says that nobody may delete it, and how a person takes that back. */
interface Protection {
  /** The command of AWS that switches it off; the id comes last. */
  readonly off: string;
  /** The properties without it; undefined where it is off. */
  readonly without: (properties: Properties) => Properties | undefined;
}

const isOn = (value: unknown): boolean => String(value) === 'true';
const unless = (name: string, off: unknown, holds: (value: unknown) => boolean = isOn) => (properties: Properties) =>
  holds(properties[name]) ? { ...properties, [name]: off } : undefined;

const ATTRIBUTE = 'deletion_protection.enabled';
const inList = (name: string, holds: (member: Properties) => boolean, off: Properties) => (properties: Properties) => {
  const members = Array.isArray(properties[name]) ? properties[name] as readonly Properties[] : [];
  return members.some(holds) ? { ...properties, [name]: members.map(member => holds(member) ? { ...member, ...off } : member) } : undefined;
};

/** @see https://docs.aws.amazon.com/cli/latest/reference/ */
const PROTECTIONS: Readonly<Record<string, Protection>> = {
  'AWS::Cognito::UserPool': {
    off: 'cognito-idp update-user-pool --deletion-protection INACTIVE --user-pool-id',
    without: unless('DeletionProtection', 'INACTIVE', value => value === 'ACTIVE'),
  },
  'AWS::DynamoDB::GlobalTable': {
    off: 'dynamodb update-table --no-deletion-protection-enabled --table-name',
    without: inList('Replicas', replica => isOn(replica.DeletionProtectionEnabled), { DeletionProtectionEnabled: false }),
  },
  'AWS::DynamoDB::Table': {
    off: 'dynamodb update-table --no-deletion-protection-enabled --table-name',
    without: unless('DeletionProtectionEnabled', false),
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    off: `elbv2 modify-load-balancer-attributes --attributes Key=${ATTRIBUTE},Value=false --load-balancer-arn`,
    without: inList('LoadBalancerAttributes', ({ Key, Value }) => Key === ATTRIBUTE && isOn(Value), { Value: 'false' }),
  },
  'AWS::NetworkFirewall::Firewall': {
    off: 'network-firewall update-firewall-delete-protection --no-delete-protection --firewall-arn',
    without: unless('DeleteProtection', false),
  },
  'AWS::RDS::DBCluster': {
    off: 'rds modify-db-cluster --no-deletion-protection --apply-immediately --db-cluster-identifier',
    without: unless('DeletionProtection', false),
  },
  'AWS::RDS::DBInstance': {
    off: 'rds modify-db-instance --no-deletion-protection --apply-immediately --db-instance-identifier',
    without: unless('DeletionProtection', false),
  },
};

/** A resource that AWS does not delete, whoever asks. */
export interface ProtectedResource extends ResourceState {
  readonly logicalId: string;
  /** Its properties with the protection off. */
  readonly unprotected: Properties;
}

/** What of a stack is protected from deletion. */
export function protectedResources({ resources }: StackState): readonly ProtectedResource[] {
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const unprotected = Object.hasOwn(PROTECTIONS, resource.type) ? PROTECTIONS[resource.type].without(resource.properties) : undefined;
    return unprotected ? [{ ...resource, logicalId, unprotected }] : [];
  });
}

/** How the steps begin that {@link switchOff} takes. */
export const SWITCH_OFF = 'switch deletion protection off';

/** What a person does about those of a stack that never came up: nothing is in them yet. */
export const switchingOff = (stack: StackState): readonly string[] => protectedResources(stack)
  .map(({ physicalId, type }) => `${SWITCH_OFF}: aws ${PROTECTIONS[type].off} ${physicalId}`);

/** Switches the protection of resources off, as a person does: not by a deployment. */
export async function switchOff(
  context: EngineContext, stack: StackState, caller: Caller, resources: readonly ProtectedResource[],
): Promise<void> {
  const runner = new ResourceRunner(context, stack, caller, new Map());
  for (const { logicalId, unprotected, type } of resources) {
    const before = stack.resources[logicalId];
    const outcome = await runner.update(logicalId, context.types.get(type), before, unprotected);
    stack.resources[logicalId] = { ...before, ...outcome, properties: unprotected };
  }
}
