/** A service that has an administrator in each region: its own API designates it, and enables the service in that account there. */
export interface RegionalService {
  /** What the handler calls, in IAM's words. */
  readonly actions: string[];

  /** Whether the home region is enough: the service spreads the administrator itself. */
  readonly homeRegionOnly?: boolean;

  /** The service-linked role that these calls create in the management account: the service and the role's name. */
  readonly serviceLinkedRole?: { readonly service: string; readonly roleName: string };
}

/** The services, by service principal. */
export const REGIONAL_SERVICES: Readonly<Record<string, RegionalService>> = {
  /** @see https://docs.aws.amazon.com/detective/latest/userguide/accounts-designate-admin.html */
  'detective.amazonaws.com': { actions: ['detective:ListOrganizationAdminAccounts', 'detective:EnableOrganizationAdminAccount'] },
  /** @see https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html */
  'guardduty.amazonaws.com': { actions: ['guardduty:ListOrganizationAdminAccounts', 'guardduty:EnableOrganizationAdminAccount'] },
  /** @see https://docs.aws.amazon.com/inspector/latest/user/designating-admin.html */
  'inspector2.amazonaws.com': { actions: ['inspector2:ListDelegatedAdminAccounts', 'inspector2:EnableDelegatedAdminAccount'] },
  /**
   * IPAM has one administrator; AWS Organizations tells who it is, since IPAM does not. Its role in the management account is made by the
   * same call.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/ipam/enable-integ-ipam.html
   */
  'ipam.amazonaws.com': {
    actions: ['ec2:EnableIpamOrganizationAdminAccount'], homeRegionOnly: true,
    serviceLinkedRole: { service: 'ipam.amazonaws.com', roleName: 'AWSServiceRoleForIPAM' },
  },
  /** @see https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao-integrate.html */
  'macie.amazonaws.com': {
    actions: ['macie2:ListOrganizationAdminAccounts', 'macie2:EnableOrganizationAdminAccount', 'macie2:GetMacieSession', 'macie2:EnableMacie'],
    serviceLinkedRole: { service: 'macie.amazonaws.com', roleName: 'AWSServiceRoleForAmazonMacie' },
  },
  /**
   * Central configuration makes the administrator of the home region that of the linked regions.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html
   */
  'securityhub.amazonaws.com': {
    actions: ['securityhub:ListOrganizationAdminAccounts', 'securityhub:EnableOrganizationAdminAccount'], homeRegionOnly: true,
  },
};
