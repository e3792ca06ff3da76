import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { ExistingOrganization, Quotas, Rehearsal, RehearsalFailure } from '../../rehearsal';

/** What a rehearsal is told of an organization, the same in every command that rehearses: for `Command.option`. */
export const WORLD_OPTION = ['--world <FILE>', 'the existing organization as JSON (organizationId, rootId, organizationalUnits, accounts, …)'] as const;
export const QUOTAS_OPTION = ['--quotas <FILE>', 'quotas that AWS raised as JSON (policySize, policyAttachments: number by policy type)'] as const;

/** Refuses a folder in which no cloud assembly is. */
export function requireAssembly(directory: string, command: Command): void {
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) {
    command.error(`error: 'CDK_OUT' must be a cloud assembly, got ${JSON.stringify(directory)} without manifest.json: run \`cdk synth\` first`);
  }
  objectIn('CDK_OUT', manifest, command);
}

/** An assembly that cannot be read is wrong use; it never came to a deployment. */
export async function readable(rehearsal: Promise<Rehearsal>, command: Command): Promise<Rehearsal> {
  try {
    return await rehearsal;
  } catch (error) {
    return complainOfAssembly(error, command);
  }
}

/** Tells what is wrong with the files of an assembly; anything else that was thrown is a mistake of ours. */
export function complainOfAssembly(error: unknown, command: Command): never {
  if (error instanceof RehearsalFailure) {
    return command.error(`error: ${error.message}${error.details.remedy ? `: ${error.details.remedy}` : ''}`);
  }
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) {
    return command.error(`error: 'CDK_OUT' must be a whole cloud assembly, got ${message}: run \`cdk synth\` again`);
  }
  throw error;
}

const MEMBERS: readonly (keyof ExistingOrganization)[] =
  ['organizationId', 'rootId', 'organizationalUnits', 'accounts', 'managementAccount', 'enabledPolicyTypes', 'trustedServices'];

/** The file is a person's: what is wrong with it is told before anything runs. */
export function organizationIn(file: string, command: Command): ExistingOrganization {
  const organization = objectIn('--world', file, command) as Partial<ExistingOrganization>;
  const missing = (['organizationId', 'rootId'] as const).filter(member => typeof organization[member] !== 'string');
  const strange = Object.keys(organization).filter(member => !(MEMBERS as readonly string[]).includes(member));
  if (missing.length > 0) {
    command.error(`error: '--world' must name ${missing.join(' and ')}, got ${file}: take them from `
      + '`aws organizations describe-organization` and `aws organizations list-roots`');
  }
  if (strange.length > 0) {
    command.error(`error: '--world' must have the members ${MEMBERS.join(', ')}, got ${strange.join(', ')} in ${file}: remove what is not one of them`);
  }
  return organization as ExistingOrganization;
}

const QUOTAS: readonly (keyof Quotas)[] = ['policySize', 'policyAttachments'];

/** Reads quotas that AWS raised. */
export function quotasIn(file: string, command: Command): Quotas {
  const quotas = objectIn('--quotas', file, command);
  const strange = Object.keys(quotas).filter(member => !(QUOTAS as readonly string[]).includes(member));
  if (strange.length > 0) {
    command.error(`error: '--quotas' must have the members ${QUOTAS.join(', ')}, got ${strange.join(', ')} in ${file}: remove what is not one of them`);
  }
  return quotas;
}

/** What a JSON file holds; one that cannot be read is wrong use. */
export function jsonIn(option: string, file: string, command: Command): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return command.error(`error: '${option}' must be a JSON file, got ${file}: ${(error as Error).message}`);
  }
}

/** The object that a JSON file holds; a list, a text or null is wrong use. */
function objectIn(option: string, file: string, command: Command): object {
  const value = jsonIn(option, file, command);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value
    : command.error(`error: '${option}' must be a JSON object, got ${JSON.stringify(value).slice(0, 40)} in ${file}: write its members in { }`);
}
