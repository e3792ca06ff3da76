import { AwsError, Origin } from '../contract';
import type { World } from '../world';
import { createServiceLinkedRole } from './iam';
import { addDefaultPolicy, attachDefaults } from './organization-policies';
import { arnOf, Organization, requireOrganization, Unit } from './organization-state';

/** Creates the organization: root, its service-linked role, and the management account below the root. */
export function createOrganization(
  world: World, props: { readonly id?: string; readonly rootId?: string; readonly origin?: Origin } = {},
): Organization {
  const state = world.state.organizations;
  if (state.organization) {
    throw new AwsError('AlreadyInOrganizationException', `The account ${world.managementAccountId} is already a member of an organization.`);
  }
  const id = props.id ?? `o-${world.identifiers.letters('organization', 10)}`;
  const rootId = props.rootId ?? `r-${world.identifiers.letters('root', 4)}`;
  const organization: Organization = { id, rootId, arn: arnOf(world, `organization/${id}`), origin: props.origin };
  state.organization = organization;
  state.units.set(rootId, { id: rootId, name: 'Root', arn: arnOf(world, `root/${id}/${rootId}`), origin: props.origin });
  createServiceLinkedRole(world, world.managementAccountId, 'organizations.amazonaws.com', props.origin);
  addDefaultPolicy(world, 'SERVICE_CONTROL_POLICY');
  state.accounts.get(world.managementAccountId)!.parentId = rootId;
  attachDefaults(world, rootId);
  attachDefaults(world, world.managementAccountId);
  return organization;
}

/** Creates a unit below the root or another unit. */
export function addUnit(
  world: World, props: { readonly id?: string; readonly name: string; readonly parentId: string; readonly origin?: Origin },
): Unit {
  const organization = requireOrganization(world);
  const { units } = world.state.organizations;
  if (!units.has(props.parentId)) {
    throw new AwsError('ParentNotFoundException', `You specified the parent ${props.parentId}, which does not exist.`);
  }
  if ([...units.values()].some(unit => unit.parentId === props.parentId && unit.name === props.name)) {
    throw new AwsError('DuplicateOrganizationalUnitException', `An OU with the name ${props.name} exists already below ${props.parentId}.`);
  }
  const id = props.id ?? `ou-${organization.rootId.slice(2)}-${world.identifiers.letters(`ou:${props.parentId}:${props.name}`, 8)}`;
  const unit: Unit = { id, name: props.name, parentId: props.parentId, arn: arnOf(world, `ou/${organization.id}/${id}`), origin: props.origin };
  units.set(id, unit);
  attachDefaults(world, id);
  return unit;
}
