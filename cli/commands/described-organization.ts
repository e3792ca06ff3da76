import { Command } from 'commander';
import { DescribedOrganization, OrganizationDescription } from '../../lib/controls';
import { readAssembly } from '../../rehearsal/assembly';
import { requireAssembly } from './inputs';

/** Metadata of a template, as far as it is read here. */
type Metadata = Readonly<Record<string, DescribedOrganization | undefined>>;

/** What the landing zone in an assembly says of its organization; an assembly without one is wrong use. */
export function describedOrganizationIn(directory: string, remedy: string, command: Command): DescribedOrganization {
  requireAssembly(directory, command);
  const described = readAssembly(directory).stacks.map(({ template }) => template.document.Metadata as Metadata | undefined)
    .map(metadata => metadata?.[OrganizationDescription.METADATA_KEY]).find(metadata => metadata !== undefined);
  return described
    ?? command.error(`error: 'CDK_OUT' must hold a landing zone, got ${JSON.stringify(directory)}, in which no organization is described: ${remedy}`);
}
