/**
 * Service-linked roles by service principal. Trusted access alone does not create them, and what relies on them fails: in the management
 * account an organization trail, an organization analyzer, GuardDuty's cover of it; in every account the recorder of AWS Config.
 *
 * Each name is documented in its service's user guide under "Using service-linked roles".
 */
export const SERVICE_LINKED_ROLES: Readonly<Record<string, string>> = {
  'access-analyzer.amazonaws.com': 'AWSServiceRoleForAccessAnalyzer',
  'cloudtrail.amazonaws.com': 'AWSServiceRoleForCloudTrail',
  'config.amazonaws.com': 'AWSServiceRoleForConfig',
  'config-multiaccountsetup.amazonaws.com': 'AWSServiceRoleForConfigMultiAccountSetup',
  'guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDuty',
  'inspector2.amazonaws.com': 'AWSServiceRoleForAmazonInspector2',
  'malware-protection.guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDutyMalwareProtection',
  'securityhub.amazonaws.com': 'AWSServiceRoleForSecurityHub',
};
