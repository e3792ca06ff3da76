import { parseArn } from './arn';
import { FailureDetails, Origin } from './contract';

/** Where a resource is, for a refusal that comes after it was made; nothing for what was there before. */
export function placeOfOrigin(origin: Origin | undefined, resourceType: string): Partial<FailureDetails> {
  const stack = origin && parseArn(origin.stackId);
  if (!stack) {
    return {};
  }
  const { region, accountId, resource } = stack;
  return { stackName: resource.split('/')[1], logicalId: origin.logicalId, resourceType, accountId, region };
}
