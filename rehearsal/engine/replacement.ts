import { RehearsalFailure } from '../aws/contract';
import { STACKS } from '../rules/stacks';
import { ResourceChange } from '../template';
import { DeploymentListener } from './listener';
import { ResourceState } from './stack-state';
import { EngineType } from './type-registry';

/** What others find by its name, or what guards them, whatever its policies say. */
const NEVER_REPLACED: readonly string[] = [
  'AWS::CloudFormation::StackSet', 'AWS::CloudTrail::Trail', 'AWS::KMS::Alias', 'AWS::Organizations::Policy',
];

/** Fails when an update would put a new resource in the place of one that is to be kept. */
export function checkReplacement(listener: DeploymentListener, change: ResourceChange, type: EngineType, before: ResourceState): void {
  const retained = before.deletionPolicy !== 'Delete' || before.updateReplacePolicy !== 'Delete';
  if (!retained && !NEVER_REPLACED.includes(type.typeName)) return;
  listener.ruleChecked?.(STACKS.EVIDENCE_NOT_REPLACED);
  if (change.action !== 'replace') return;
  const reasons = change.properties.filter(name => type.createOnly.includes(name)).map(name => `'${name}'`).join(', ');
  throw new RehearsalFailure({
    kind: 'rule', rule: STACKS.EVIDENCE_NOT_REPLACED,
    message: `the change of ${reasons} replaces ${before.physicalId} (${type.typeName}) by a new one`,
    remedy: 'put the old value back; to begin anew on purpose, give the new resource another construct id beside the old one',
  });
}
