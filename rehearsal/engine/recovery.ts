import { AssemblyStack } from '../assembly';
import { isRolledBack, StackState } from './stack-state';

type Source = Pick<AssemblyStack, 'name' | 'displayName' | 'terminationProtection'>;

/** The command that gives a stack what exists already: the CDK finds stacks by their path in the app. */
export const importCommand = ({ displayName }: Pick<AssemblyStack, 'displayName'>): string => `npx cdk import ${displayName}`;

/** What a person does before the next deployment of a stack that was rolled back, as docs/recovery.md says it; undefined for nothing. */
export function recovery(source: Source, stack: StackState | undefined): string | undefined {
  const steps = stack ? [protection(source, stack), adoption(source, stack)].filter(step => step !== undefined) : [];
  return steps.length > 0 ? steps.join('; ') : undefined;
}

/** The next deployment deletes a stack that never came up, which termination protection forbids. */
function protection({ name, terminationProtection }: Source, stack: StackState): string | undefined {
  const command = `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}`;
  return terminationProtection && isRolledBack(stack) ? `take off the protection of the stack, which never came up: ${command}` : undefined;
}

function adoption(source: Source, { retained }: StackState): string | undefined {
  const kept = Object.entries(retained).map(([logicalId, { type, physicalId }]) => `${physicalId} for ${logicalId} (${type})`);
  return kept.length > 0
    ? `adopt what the rollback kept: ${importCommand(source)}, and answer ${kept.join(', ')}; or name these ids in the configuration`
    : undefined;
}
