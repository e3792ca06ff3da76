import { Assembly, AssemblyStack, readAssembly } from '../assembly';
import { PlannedStack } from '../report/listener';

/** What has a cloud assembly: a CDK App or Stage, of whatever version. */
export interface Synthesizable {
  synth(): { readonly directory: string };
}

/** The assembly in a directory, or of an app. */
export function assemblyOf(input: string | Synthesizable): Assembly {
  return readAssembly(typeof input === 'string' ? input : input.synth().directory);
}

/** A stack as progress speaks of it. */
export function planned({ name, displayName, template, constructPaths }: AssemblyStack): PlannedStack {
  return { name, displayName, resources: template.logicalIds.length, constructPaths };
}
