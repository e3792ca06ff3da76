import { throwProblems } from '../../core/errors';
import { shapeProblems } from '../../core/validation';

/**
 * An AWS service that the organization trusts: it may act in every account, by its service-linked roles.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export class TrustedService {
  /** IAM Access Analyzer: analyzers over the whole organization. */
  public static readonly ACCESS_ANALYZER = new TrustedService('access-analyzer.amazonaws.com');

  /** Account management: contacts and regions of member accounts from the management account. */
  public static readonly ACCOUNT_MANAGEMENT = new TrustedService('account.amazonaws.com');

  /** AWS Backup: backup policies and monitoring over accounts. */
  public static readonly BACKUP = new TrustedService('backup.amazonaws.com');

  /** AWS CloudTrail: organization trails. */
  public static readonly CLOUDTRAIL = new TrustedService('cloudtrail.amazonaws.com');

  /** AWS Config: aggregation over accounts. */
  public static readonly CONFIG = new TrustedService('config.amazonaws.com');

  /** AWS Config: rules and conformance packs of the organization. */
  public static readonly CONFIG_MULTI_ACCOUNT_SETUP = new TrustedService('config-multiaccountsetup.amazonaws.com');

  /** Amazon Detective. */
  public static readonly DETECTIVE = new TrustedService('detective.amazonaws.com');

  /** Amazon GuardDuty. */
  public static readonly GUARDDUTY = new TrustedService('guardduty.amazonaws.com');

  /** Malware Protection of Amazon GuardDuty. */
  public static readonly GUARDDUTY_MALWARE_PROTECTION = new TrustedService('malware-protection.guardduty.amazonaws.com');

  /** AWS Identity and Access Management: central management of the root user of member accounts. */
  public static readonly IAM = new TrustedService('iam.amazonaws.com');

  /** IAM Identity Center. */
  public static readonly IDENTITY_CENTER = new TrustedService('sso.amazonaws.com');

  /** Amazon Inspector. */
  public static readonly INSPECTOR = new TrustedService('inspector2.amazonaws.com');

  /**
   * Amazon VPC IP Address Manager: address pools that accounts take their networks from. Only IPAM itself can enable it, which
   * `DelegatedAdministrators` does; AWS Organizations would leave its roles out.
   */
  public static readonly IPAM = new TrustedService('ipam.amazonaws.com');

  /** Amazon Macie. */
  public static readonly MACIE = new TrustedService('macie.amazonaws.com');

  /** AWS Resource Access Manager. Sharing within the organization has to be enabled in RAM as well. */
  public static readonly RESOURCE_ACCESS_MANAGER = new TrustedService('ram.amazonaws.com');

  /** AWS Security Hub. */
  public static readonly SECURITY_HUB = new TrustedService('securityhub.amazonaws.com');

  /**
   * CloudFormation StackSets. Only CloudFormation itself can enable it, which `OrganizationActivation` does by its `stackSets`; this name
   * is for a delegated administrator.
   */
  public static readonly STACKSETS = new TrustedService('member.org.stacksets.cloudformation.amazonaws.com');

  /** AWS Systems Manager. */
  public static readonly SYSTEMS_MANAGER = new TrustedService('ssm.amazonaws.com');

  /** Tag policies. */
  public static readonly TAG_POLICIES = new TrustedService('tagpolicies.tag.amazonaws.com');

  /**
   * A service that has no name here.
   *
   * @param servicePrincipal as AWS's list of integrated services spells it, such as "detective.amazonaws.com"
   */
  public static of(servicePrincipal: string): TrustedService {
    throwProblems(undefined, shapeProblems('servicePrincipal', servicePrincipal, /^[a-z0-9.-]+\.amazonaws\.com$/,
      'be a service principal such as "detective.amazonaws.com"', "take it from AWS's list of services that integrate with Organizations"));
    return new TrustedService(servicePrincipal);
  }

  /** @param servicePrincipal the service's principal, such as "cloudtrail.amazonaws.com". */
  private constructor(public readonly servicePrincipal: string) {}
}
