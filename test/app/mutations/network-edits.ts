import { EditableResource, ResourceDefinition } from './editable-resource';
import { Mutant } from './mutant';
import { Mutation } from './mutation';

/** Template of the network that each account has in each governed region. */
export const SPOKE = 'Network/Network/Template';
export const VPC = `${SPOKE}/Network/Vpc`;
/** Template of what the networks share in a region: transit gateway and way out. */
export const HUB = 'Network/NetworkHub/Template';
export const TRANSIT_GATEWAY = `${HUB}/Hub/TransitGateway`;
export const EGRESS = `${HUB}/Hub/Egress`;
/** Addresses of the organization. */
export const ADDRESSES = 'Network/NetworkHome/Template/Addresses';

/** An attribute of another resource of the template. */
export const attribute = ({ logicalId }: Pick<EditableResource, 'logicalId'>, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });

/** Resources by their logical ids. */
export type Additions = Readonly<Record<string, ResourceDefinition>>;

/** Puts resources into a template; the last of them is refused. */
export const adding = (
  template: string, when: string, says: RegExp, resources: (example: Mutant) => Additions, last: string,
): Mutation => ({
  when, says, added: last,
  edit: example => void Object.assign(example.template(template).Resources, resources(example)),
});

/** Gives a property of a resource another value, and is refused there. */
export const setting = (at: string, property: string, value: unknown, when: string, says: RegExp): Mutation => ({
  when, says, at, edit: example => example.at(at).set(property, value),
});

/** Takes a property away, and is refused there. */
export const removing = (at: string, property: string, when: string, says: RegExp): Mutation => ({
  when, says, at, edit: example => example.at(at).remove(property),
});

/** Lets a resource no longer wait for another. */
export const hurrying = (at: string, target: string, when: string, says: RegExp): Mutation => ({
  when, says, at, edit: example => example.at(at).removeDependency(example.at(target)),
});

/** A copy of numbered resources. */
export const numbered = (count: number, name: string, resource: (index: number) => ResourceDefinition): Additions =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index + 1}`, resource(index + 1)]));
