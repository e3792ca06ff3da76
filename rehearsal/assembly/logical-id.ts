import { createHash } from 'node:crypto';

/**
 * The logical id that CDK gives to a resource, from the ids of its constructs below the stack.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html#identifiers-logical-ids
 */
export function logicalIdOf(path: readonly string[]): string {
  const components = path.filter(component => component !== 'Default');
  if (components.length === 1) {
    const id = alphanumeric(components[0]);
    if (id.length <= 255) return id;
  }
  const hash = createHash('md5').update(components.join('/')).digest('hex').slice(0, 8).toUpperCase();
  const human = withoutRepetition(components).filter(component => component !== 'Resource').map(alphanumeric).join('').slice(0, 240);
  return human + hash;
}

function alphanumeric(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '');
}

function withoutRepetition(path: readonly string[]): readonly string[] {
  return path.reduce<readonly string[]>((kept, component) => kept.at(-1)?.endsWith(component) ? kept : [...kept, component], []);
}
