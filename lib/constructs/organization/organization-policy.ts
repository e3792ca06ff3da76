import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { MAX_ORGANIZATION_ID, MAX_POLICY_DESCRIPTION, MAX_POLICY_NAME } from '../../core/quotas';
import { duplicateProblems, lengthProblems, Problems } from '../../core/validation';
import { contentSize, lintPolicy } from '../../policy';
import { OrganizationActivation } from './organization-activation';
import { PolicyTarget } from './policy-target';
import { PolicyType } from './policy-type';
import { attachmentProblems, markAsPolicy } from './private/policy-attachments';

/** What AWS grants this organization beyond the quotas that every organization has. */
export interface PolicyQuotas {
  /**
   * The most characters of content.
   *
   * @default - the quota of the policy type
   */
  readonly maxContentSize?: number;

  /**
   * The most policies of this type on one target, the policy that AWS attaches included.
   *
   * @default - the quota of the policy type
   */
  readonly maxAttachments?: number;
}

/** Properties of an organization policy. */
export interface OrganizationPolicyProps {
  /** The name, 1 to 128 characters, unique in the organization. */
  readonly policyName: string;

  /** The type of the policy. It cannot change: another type is another policy. */
  readonly policyType: PolicyType;

  /** The content as a JSON object: text would hide changes from CloudFormation's drift detection. */
  readonly content: Record<string, unknown>;

  /**
   * What the policy is for, at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /** Where it is attached. An empty list keeps the policy without effect. */
  readonly targets: PolicyTarget[];

  /**
   * What enables the policy's type: the policy is created after it.
   *
   * @default - the type is taken to be enabled
   */
  readonly activation?: OrganizationActivation;

  /**
   * Raised quotas of this organization.
   *
   * @default - the quotas that every organization has
   */
  readonly quotas?: PolicyQuotas;
}

/**
 * A policy of the organization, of any type, and where it is attached.
 *
 * CloudFormation checks neither size nor grammar nor attachments, and AWS refuses only at deployment, so all three are checked here,
 * attachments over the whole app.
 *
 * A policy that loses all its targets is detached, which emergencies rely on: so the empty list stands in the template. CloudFormation's
 * handler compares the targets of before with those of now; versions of it took no list at all for an error instead of for an empty one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
 * @see https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations (aws-organizations-policy, UpdateHandler)
 */
export class OrganizationPolicy extends Construct {
  /** The id of the policy, such as "p-a1b2c3d4". */
  public readonly policyId: string;

  /** The name of the policy. */
  public readonly policyName: string;

  /** The type of the policy. */
  public readonly policyType: PolicyType;

  /** Where it is attached. */
  public readonly targets: PolicyTarget[];

  public constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    this.policyName = props.policyName;
    this.policyType = props.policyType;
    this.targets = [...props.targets];

    const resource = new CfnPolicy(this, 'Resource', {
      name: props.policyName,
      type: props.policyType.policyTypeName,
      description: props.description,
      content: props.content,
      targetIds: props.targets.map(target => target.targetId),
    });
    this.policyId = resource.attrId;

    if (props.activation) {
      this.node.addDependency(props.activation);
    }
    markAsPolicy(this, props.quotas?.maxAttachments ?? props.policyType.maxAttachments);
    this.node.addValidation({ validate: () => [...attachmentProblems(this)] });
  }
}

function problems(props: OrganizationPolicyProps): Problems {
  const { activation, policyType: type } = props;
  return [
    ...lengthProblems('policyName', props.policyName, MAX_POLICY_NAME),
    ...lengthProblems('description', props.description ?? '', MAX_POLICY_DESCRIPTION, 0),
    ...duplicateProblems('targets', props.targets.map(target => target.targetId), 'attach the policy once'),
    ...contentProblems(props),
    ...activation && !activation.policyTypes.includes(type)
      ? [`'activation' must enable ${type.policyTypeName}, got ${activation.policyTypes.map(t => t.policyTypeName).join(', ') || 'no types'}: add it to its 'policyTypes'`]
      : [],
  ];
}

function contentProblems({ content, policyName, quotas, policyType: type }: OrganizationPolicyProps): Problems {
  if (Object.keys(content).length === 0) {
    return [`'content' of policy "${policyName}" must be a JSON object with elements, got {}: fill it, or leave the policy out`];
  }
  const max = quotas?.maxContentSize ?? type.maxContentSize;
  const size = contentSize(content, () => MAX_ORGANIZATION_ID);
  return [
    ...size > max
      ? [`'content' of policy "${policyName}" must be at most ${max} characters minified, got ${size}: move a statement to another policy or raise 'quotas'`]
      : [],
    ...grammarProblems(content, policyName, type),
  ];
}

function grammarProblems(content: Record<string, unknown>, policyName: string, type: PolicyType): Problems {
  if (!type.canDeny) {
    return [];
  }
  return lintPolicy(content, type === PolicyType.RESOURCE_CONTROL_POLICY ? 'rcp' : 'scp')
    .map(finding => `'content' of policy "${policyName}": ${finding.message}: ${finding.remedy}`);
}
