import { Assembly } from '../assembly';
import { StackState } from './stack-state';

/** Construct paths of the stack of a StackSet, by logical id: the key of its template's asset is the digest of the text. */
export function memberPathsOf({ assets }: Pick<Assembly, 'assets'>, { digest }: Pick<StackState, 'digest'>): ReadonlyMap<string, string> {
  const key = assets.keys.find(candidate => candidate.startsWith(digest));
  return (key === undefined ? undefined : assets.byObjectKey(key))?.constructPaths ?? new Map<string, string>();
}
