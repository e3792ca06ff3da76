import { AssemblyStack } from '../assembly';
import { switchingOff } from './deletion-protection';
import { isRolledBack, StackState, staysBehind } from './stack-state';

type Source = Pick<AssemblyStack, 'name' | 'displayName' | 'terminationProtection'>;

/** The command that gives a stack what exists already: the CDK finds stacks by their path in the app. */
export const importCommand = ({ displayName }: Pick<AssemblyStack, 'displayName'>): string => `npx cdk import ${displayName}`;

/** What a person does before the next deployment of a stack that was rolled back, as docs/recovery.md says; undefined for nothing. */
export function recovery(source: Source, stack: StackState | undefined): string | undefined {
  const steps = stack ? [...deletion(source, stack), ...adoption(source, stack)] : [];
  return steps.length > 0 ? `before the next deployment: ${steps.join('; ')}` : undefined;
}

/** A stack that never came up can only be deleted: the next deployment does it, an import does not, and protection forbids both. */
function deletion({ name, terminationProtection }: Source, stack: StackState): readonly string[] {
  if (!isRolledBack(stack)) return [];
  const held = switchingOff(stack);
  const isLeftBehind = held.length > 0 || Object.keys(stack.retained).length > 0;
  return [
    ...terminationProtection ? [`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}`] : [],
    ...held,
    ...isLeftBehind ? [`aws cloudformation delete-stack --stack-name ${name}`] : [],
    ...held.length > 0 ? emptied(stack) : [],
  ];
}

/** What a rollback could not delete goes with the stack, but for what a stack leaves behind. */
function emptied({ resources }: StackState): readonly string[] {
  const left = Object.entries(resources).filter(([, resource]) => staysBehind(resource))
    .map(([logicalId, { type, physicalId }]) => `${physicalId} of ${logicalId} (${type})`);
  return left.length > 0 ? [`delete what it leaves behind, in which nothing is yet: ${left.join(', ')}`] : [];
}

function adoption(source: Source, { retained }: StackState): readonly string[] {
  const kept = Object.entries(retained).map(([logicalId, { type, physicalId }]) => `${physicalId} for ${logicalId} (${type})`);
  return kept.length > 0 ? [`${importCommand(source)}, and answer ${kept.join(', ')}; or name these ids in the configuration`] : [];
}
