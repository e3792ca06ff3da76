import { Operation, Outcome, ResourceType } from '../aws/contract';
import { arnOf, requireOrganization, Unit } from '../aws/services/organization-state';
import { unitsAbove } from '../aws/services/organization-tree';
import { addUnit } from '../aws/services/organizations';
import { ORGANIZATIONS } from '../rules';
import { adoption } from './adoption';
import { given, permissions, schema, TAGS } from './permission';
import { text } from './values';

/** Levels of units below the root: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MAX_DEPTH = 5;

const outcome = ({ world }: Operation, unit: Unit): Outcome => ({
  physicalId: unit.id,
  attributes: { Id: unit.id, Arn: unit.arn, Path: `${[requireOrganization(world).id, ...unitsAbove(world, unit.id), unit.id].join('/')}/` },
});

const unitArn = ({ world, physicalId }: Operation) => arnOf(world, `ou/${world.state.organizations.organization?.id ?? '*'}/${physicalId ?? '*'}`);

const parentArn = ({ world, properties }: Operation) =>
  world.state.organizations.units.get(String(properties.ParentId))?.arn ?? arnOf(world, 'ou/*');

function unitOf(operation: Operation): Unit {
  const unit = operation.world.state.organizations.units.get(String(operation.physicalId));
  return unit?.parentId ? unit : operation.fail('OrganizationalUnitNotFoundException', `${operation.physicalId} does not exist`);
}

const READS = ['organizations:DescribeOrganizationalUnit', 'organizations:ListParents', 'organizations:ListTagsForResource'];

/** An organizational unit: below the root or another unit. */
export const ORGANIZATIONAL_UNIT: ResourceType = {
  typeName: 'AWS::Organizations::OrganizationalUnit',
  source: schema('aws-organizations-organizationalunit'),
  properties: { Name: 'interpreted', ParentId: 'interpreted', Tags: TAGS },
  required: ['Name', 'ParentId'],
  createOnly: ['ParentId'],
  permissions: {
    create: [
      ...permissions(['organizations:CreateOrganizationalUnit'], parentArn),
      ...permissions(READS, unitArn),
      ...permissions(['organizations:TagResource'], parentArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions([...READS, 'organizations:UpdateOrganizationalUnit'], unitArn),
      ...permissions(['organizations:TagResource', 'organizations:UntagResource'], unitArn, { when: given('Tags') }),
    ],
    delete: permissions(['organizations:DeleteOrganizationalUnit'], unitArn),
  },
  create: operation => {
    const { world, properties, origin } = operation;
    const parentId = String(properties.ParentId);
    const depth = unitsAbove(world, parentId).length + 1;
    const remedy = `put it at most ${MAX_DEPTH} levels below the root`;
    operation.require(ORGANIZATIONS.UNIT_DEPTH, depth <= MAX_DEPTH, `${text(properties, 'Name')} would be on level ${depth}`, remedy);
    const { units } = world.state.organizations;
    if (!units.has(parentId)) {
      operation.fail('ParentNotFoundException', `'ParentId' names ${parentId}, which does not exist`, 'correct the id: an adopted unit exists already');
    }
    const twin = [...units.values()].find(unit => unit.parentId === parentId && unit.name === properties.Name);
    if (twin) {
      operation.fail('DuplicateOrganizationalUnitException', `${parentId} has a unit ${twin.name} already`, adoption(operation, twin.id));
    }
    return outcome(operation, addUnit(world, { name: String(properties.Name), parentId, origin }));
  },
  update: operation => {
    const unit = unitOf(operation);
    unit.name = String(operation.properties.Name);
    return outcome(operation, unit);
  },
  delete: operation => {
    const { id, name } = unitOf(operation);
    const { units, accounts, policies } = operation.world.state.organizations;
    const inside = [...units.values(), ...accounts.values()].filter(child => child.parentId === id).map(child => child.name);
    const remedy = 'move the accounts and delete the units in it first';
    operation.require(ORGANIZATIONS.UNIT_EMPTY, inside.length === 0, `${name} holds ${inside.join(', ')}`, remedy);
    units.delete(id);
    policies.forEach(policy => policy.targets.delete(id));
  },
  import: operation => {
    const unit = unitOf(operation);
    unit.origin = operation.origin;
    return outcome(operation, unit);
  },
};
