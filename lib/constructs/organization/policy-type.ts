/** What sets one type of organization policy apart. Not exported: PolicyType is the vocabulary. */
interface PolicyTypeTraits {
  readonly maxContentSize: number;
  readonly maxAttachments: number;
  readonly canDeny?: boolean;
  readonly defaultPolicyName?: string;
}

/** Quotas of most management policies, and the cautious choice where AWS publishes none. */
const MANAGEMENT: PolicyTypeTraits = { maxContentSize: 10_000, maxAttachments: 5 };

/**
 * A type of organization policy: every one that CloudFormation can create.
 *
 * Sizes and attachments are the quotas each organization has at least; a policy raises them by `quotas` where AWS grants more.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
 */
export class PolicyType {
  /** Service control policies (SCP): the most that principals of an account may do. */
  public static readonly SERVICE_CONTROL_POLICY = new PolicyType('SERVICE_CONTROL_POLICY',
    { maxContentSize: 5_120, maxAttachments: 5, canDeny: true, defaultPolicyName: 'FullAWSAccess' });

  /** Resource control policies (RCP): the most that may be done to resources of an account. */
  public static readonly RESOURCE_CONTROL_POLICY = new PolicyType('RESOURCE_CONTROL_POLICY',
    { maxContentSize: 5_120, maxAttachments: 5, canDeny: true, defaultPolicyName: 'RCPFullAWSAccess' });

  /** EC2 policies: IMDS defaults, snapshot and AMI sharing, serial console, VPC block public access. */
  public static readonly DECLARATIVE_POLICY_EC2 = new PolicyType('DECLARATIVE_POLICY_EC2', { maxContentSize: 10_000, maxAttachments: 10 });

  /** S3 policies: block public access for whole accounts. */
  public static readonly S3_POLICY = new PolicyType('S3_POLICY', MANAGEMENT);

  /** Opting out of the use of content by AWS AI services. */
  public static readonly AISERVICES_OPT_OUT_POLICY = new PolicyType('AISERVICES_OPT_OUT_POLICY', { maxContentSize: 2_500, maxAttachments: 5 });

  /** Backup plans for whole accounts. */
  public static readonly BACKUP_POLICY = new PolicyType('BACKUP_POLICY', { maxContentSize: 10_000, maxAttachments: 10 });

  /** Tag keys, their case, and values that are allowed. */
  public static readonly TAG_POLICY = new PolicyType('TAG_POLICY', { maxContentSize: 10_000, maxAttachments: 10 });

  /** Which chat clients may reach accounts through Amazon Q Developer in chat applications. */
  public static readonly CHATBOT_POLICY = new PolicyType('CHATBOT_POLICY', MANAGEMENT);

  /** Where Security Hub is enabled. */
  public static readonly SECURITYHUB_POLICY = new PolicyType('SECURITYHUB_POLICY', MANAGEMENT);

  /** Where Amazon Inspector is enabled, for which kinds of resource. */
  public static readonly INSPECTOR_POLICY = new PolicyType('INSPECTOR_POLICY', MANAGEMENT);

  /** The Bedrock guardrail that every model invocation has to pass. */
  public static readonly BEDROCK_POLICY = new PolicyType('BEDROCK_POLICY', MANAGEMENT);

  /** Where AWS Shield network security director is enabled. */
  public static readonly NETWORK_SECURITY_DIRECTOR_POLICY = new PolicyType('NETWORK_SECURITY_DIRECTOR_POLICY', MANAGEMENT);

  /** The order in which accounts receive automatic upgrades of managed services. */
  public static readonly UPGRADE_ROLLOUT_POLICY = new PolicyType('UPGRADE_ROLLOUT_POLICY', MANAGEMENT);

  /** Every type, service control policies first. */
  public static all(): PolicyType[] {
    return [
      PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY, PolicyType.DECLARATIVE_POLICY_EC2, PolicyType.S3_POLICY,
      PolicyType.AISERVICES_OPT_OUT_POLICY, PolicyType.BACKUP_POLICY, PolicyType.TAG_POLICY, PolicyType.CHATBOT_POLICY,
      PolicyType.SECURITYHUB_POLICY, PolicyType.INSPECTOR_POLICY, PolicyType.BEDROCK_POLICY, PolicyType.NETWORK_SECURITY_DIRECTOR_POLICY,
      PolicyType.UPGRADE_ROLLOUT_POLICY,
    ];
  }

  /** The most characters of content, minified. */
  public readonly maxContentSize: number;

  /** The most policies of this type on one root, organizational unit or account, the policy that AWS attaches included. */
  public readonly maxAttachments: number;

  /** Whether such a policy can deny requests, and so lock somebody out. */
  public readonly canDeny: boolean;

  /**
   * The policy of this type that AWS attaches everywhere; it takes one attachment and has to stay.
   *
   * @default - AWS attaches none
   */
  public readonly defaultPolicyName?: string;

  /** @param policyTypeName AWS's name of the type, as its API and CloudFormation spell it. */
  private constructor(public readonly policyTypeName: string, traits: PolicyTypeTraits) {
    this.maxContentSize = traits.maxContentSize;
    this.maxAttachments = traits.maxAttachments;
    this.canDeny = traits.canDeny ?? false;
    this.defaultPolicyName = traits.defaultPolicyName;
  }
}
