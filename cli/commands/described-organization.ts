import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { DescribedOrganization, OrganizationDescription } from '../../lib/controls';
import { Assembly, readAssembly } from '../../rehearsal/assembly';
import { complainOfAssembly, requireAssembly } from './inputs';

/** Metadata of a template, as far as it is read here. */
type Metadata = Readonly<Record<string, DescribedOrganization | undefined>>;

/** What the landing zone in an assembly says of its organization; an assembly without one is wrong use. */
export function describedOrganizationIn(directory: string, remedy: string, command: Command): DescribedOrganization {
  requireAssembly(directory, command);
  return descriptionIn(directory, command)
    ?? command.error(`error: 'CDK_OUT' must hold a landing zone, got ${JSON.stringify(directory)}, in which no organization is described: ${remedy}`);
}

/** The same where there need not be a landing zone: undefined without an assembly, or without a description in it. */
export function organizationDescribedIn(directory: string, command: Command): DescribedOrganization | undefined {
  if (!existsSync(join(directory, 'manifest.json'))) {
    return undefined;
  }
  requireAssembly(directory, command);
  return descriptionIn(directory, command);
}

function descriptionIn(directory: string, command: Command): DescribedOrganization | undefined {
  return assemblyIn(directory, command).stacks.map(({ template }) => template.document.Metadata as Metadata | undefined)
    .map(metadata => metadata?.[OrganizationDescription.METADATA_KEY]).find(metadata => metadata !== undefined);
}

function assemblyIn(directory: string, command: Command): Assembly {
  try {
    return readAssembly(directory);
  } catch (error) {
    return complainOfAssembly(error, command);
  }
}
