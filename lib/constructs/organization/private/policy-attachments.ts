import { Construct, IConstruct } from 'constructs';
import { Problems } from '../../../core/validation';
import { PolicyTarget } from '../policy-target';
import { PolicyType } from '../policy-type';

/** What this check knows of a policy: a class here would be an import cycle, `instanceof` fails over two copies of the library. */
interface AttachedPolicy extends IConstruct {
  readonly policyName: string;
  readonly policyType: PolicyType;
  readonly targets: PolicyTarget[];
  readonly [MAX_ATTACHMENTS]: number;
}

const MAX_ATTACHMENTS = Symbol.for('cdk-secure-landing-zone.OrganizationPolicy.maxAttachments');

/** Makes a policy known to the check. */
export function markAsPolicy(policy: Construct, maxAttachments: number): void {
  Object.defineProperty(policy, MAX_ATTACHMENTS, { value: maxAttachments });
}

/** Targets of this policy that are full before it: each target is reported once, by the first policy that is too much. */
export function attachmentProblems(self: Construct): Problems {
  const policy = self as unknown as AttachedPolicy;
  const type = policy.policyType.policyTypeName;
  const policies = self.node.root.node.findAll().filter(isPolicy).filter(other => other.policyType.policyTypeName === type);
  return policy.targets.flatMap(({ targetId }) => {
    const attached = policies.filter(other => other.targets.some(target => target.targetId === targetId));
    const reserved = policy.policyType.defaultPolicyName ? [policy.policyType.defaultPolicyName] : [];
    const max = policy[MAX_ATTACHMENTS];
    if (attached.indexOf(policy) !== max - reserved.length) {
      return [];
    }
    const names = [...reserved, ...attached.map(other => other.policyName)];
    return [`'targets' must have at most ${max} policies of type ${type} each, got ${names.length} on one target `
      + `(${names.join(', ')}): attach some to another target or raise 'quotas'`];
  });
}

function isPolicy(construct: IConstruct): construct is AttachedPolicy {
  return MAX_ATTACHMENTS in construct;
}
