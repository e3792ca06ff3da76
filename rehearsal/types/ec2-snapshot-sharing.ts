import { Operation, Outcome, ResourceType } from '../aws/contract';
import { assignedTo } from '../aws/services/management-policies';
import { COMPUTE } from '../rules/machines';
import { permissions } from './permission';

const here = ({ accountId, region }: Operation) => `${accountId}/${region}`;
const outcome = ({ accountId }: Operation): Outcome => ({ physicalId: accountId, attributes: { AccountId: accountId } });
const POLICY_PATH = ['ec2_attributes', 'snapshot_block_public_access', 'state'];

/** The state that a template may choose: one at a time, unless a declarative policy of the organization chooses. */
function stateOf(operation: Operation): string {
  const { accountId, properties, world } = operation;
  const state = String(properties.State);
  const known = ['block-all-sharing', 'block-new-sharing'];
  operation.require(COMPUTE.SNAPSHOT_SHARING, known.includes(state), `'State' is ${state}`, `use ${known.join(' or ')}`);
  const assigned = assignedTo(world, accountId, 'DECLARATIVE_POLICY_EC2', POLICY_PATH);
  operation.require(COMPUTE.SNAPSHOT_SHARING, assigned === undefined, `the organization's policy ${assigned?.policy.name} says ${assigned?.value}`, 'leave it to the policy');
  return state;
}

/** Snapshots of an account are not shared with everybody, in a Region. */
export const SNAPSHOT_SHARING: ResourceType = {
  typeName: 'AWS::EC2::SnapshotBlockPublicAccess',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-snapshotblockpublicaccess.html (permissions: the API calls behind it, not compared with the registry schema)',
  properties: { State: 'interpreted' },
  required: ['State'],
  createOnly: [],
  permissions: {
    create: permissions(['ec2:GetSnapshotBlockPublicAccessState', 'ec2:EnableSnapshotBlockPublicAccess']),
    update: permissions(['ec2:GetSnapshotBlockPublicAccessState', 'ec2:EnableSnapshotBlockPublicAccess']),
    delete: permissions(['ec2:GetSnapshotBlockPublicAccessState', 'ec2:DisableSnapshotBlockPublicAccess']),
  },
  create: operation => {
    const { snapshotSharing } = operation.world.state.ec2;
    const state = stateOf(operation);
    operation.require(COMPUTE.SNAPSHOT_SHARING, !snapshotSharing.has(here(operation)), `it is blocked already in ${here(operation)}`, 'block it once, or import it');
    snapshotSharing.set(here(operation), state);
    return outcome(operation);
  },
  update: operation => {
    operation.world.state.ec2.snapshotSharing.set(here(operation), stateOf(operation));
    return outcome(operation);
  },
  delete: operation => {
    operation.world.state.ec2.snapshotSharing.delete(here(operation));
  },
  import: outcome,
};
