import { PolicyDocument } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { policyLevels } from '../aws/services/organization-policies';
import { World } from '../aws/world';

/** Every policy document that has a say in what a caller may do, but for those of resources. */
export function bindingDocuments(world: World, { identity, boundary, session = [], accountId }: Caller): readonly PolicyDocument[] {
  const levels = accountId === undefined ? [] : policyLevels(world, accountId, 'SERVICE_CONTROL_POLICY') ?? [];
  const own = [...identity, ...session, ...boundary ? [boundary] : []];
  return [...own, ...levels.flatMap(({ policies }) => policies)].map(({ document }) => document);
}
