/** What is there before the first deployment. */
export interface WorldOptions {
  readonly managementAccountId: string;
  /** Home region and further regions in which the management account is bootstrapped. */
  readonly regions: readonly string[];
  /** An organization that exists already, when one is adopted. */
  readonly organization?: ExistingOrganization;
  /** @default aws */
  readonly partition?: string;
  /** Qualifier of the CDK bootstrap. @default hnb659fds */
  readonly bootstrapQualifier?: string;
  /** Quotas of the organization that AWS raised. @default those of a new organization */
  readonly quotas?: Quotas;
  /** Services that a region does not have, by the client of the AWS SDK: `macie2/ca-west-1`. @default every region has every service */
  readonly notOffered?: readonly string[];
}

/** Quotas of organization policies, by policy type. */
export interface Quotas {
  /** Characters of a policy. @default what AWS documents for the type */
  readonly policySize?: Readonly<Record<string, number>>;
  /** Policies of the type on one target, those of AWS included. @default what AWS documents for the type */
  readonly policyAttachments?: Readonly<Record<string, number>>;
}

/** An organization as it is found: ids as AWS gave them. */
export interface ExistingOrganization {
  readonly organizationId: string;
  readonly rootId: string;
  /** Organizational units, parents first. */
  readonly organizationalUnits?: readonly ExistingUnit[];
  readonly accounts?: readonly ExistingAccount[];
  /** What the management account holds. @default nothing that a landing zone would meet */
  readonly managementAccount?: ExistingContents;
  readonly enabledPolicyTypes?: readonly string[];
  readonly trustedServices?: readonly string[];
  /** IAM Identity Center, where somebody enabled it. @default whatever a template names is taken for existing */
  readonly identityCenter?: ExistingIdentityCenter;
}

/** The instance of IAM Identity Center as it is found. */
export interface ExistingIdentityCenter {
  /** As its settings show it: `arn:aws:sso:::instance/ssoins-…`. */
  readonly instanceArn: string;
  /** @default the home region */
  readonly region?: string;
  /** Ids of its users and groups: an assignment to any other is refused. @default every id is one */
  readonly principals?: readonly string[];
}

/** An organizational unit as it is found. */
export interface ExistingUnit {
  readonly id: string;
  readonly name: string;
  /** Root id or OU id. */
  readonly parentId: string;
}

/** What stands in an account already, as far as a baseline would meet it: it is taken over, or left as it is. */
export interface ExistingContents {
  /** AWS services that have their role here: `config.amazonaws.com`. @default none */
  readonly serviceLinkedRoles?: readonly string[];
  /** As `aws iam get-account-password-policy` prints it. @default the account has none */
  readonly passwordPolicy?: Readonly<Record<string, number | boolean>>;
  /** By the name of the region. @default nothing in any region */
  readonly regions?: Readonly<Record<string, ExistingRegion>>;
}

/** What stands in a region of an account. */
export interface ExistingRegion {
  /** Name of the recorder of AWS Config. @default none */
  readonly recorder?: string;
  /** Name of the delivery channel of AWS Config; with one, the recorder records. @default none */
  readonly deliveryChannel?: string;
  /** Whether GuardDuty is on. @default false */
  readonly detector?: boolean;
  /** Whether Security Hub is on. @default false */
  readonly securityHub?: boolean;
  /** Name of an analyzer for external access to the account. @default none */
  readonly accountAnalyzer?: string;
  /** Ids of network interfaces in the default VPC. @default nobody uses it */
  readonly defaultVpcInterfaces?: readonly string[];
  /** ARN of the customer managed key of EBS, where encryption by default is on. @default encryption by default is off */
  readonly ebsDefaultKey?: string;
  /** Custom key stores of AWS KMS. @default none */
  readonly keyStores?: readonly ExistingKeyStore[];
  /** Content of the document SSM-SessionManagerRunShell. @default there is none */
  readonly sessionPreferences?: string;
}

/** A custom key store of AWS KMS as it is found: `aws kms describe-custom-key-stores` prints it. */
export interface ExistingKeyStore {
  /** `cks-…` */
  readonly id: string;
  /** What it is backed by. */
  readonly kind: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
  /** @default CONNECTED */
  readonly connectionState?: 'CONNECTED' | 'CONNECTING' | 'FAILED' | 'DISCONNECTED' | 'DISCONNECTING';
  /** Ids of the keys in an external key manager. @default every id is one */
  readonly externalKeys?: readonly string[];
}

/** A member account as it is found. */
export interface ExistingAccount extends ExistingContents {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  /** Accounts that were invited have none. @default false */
  readonly hasOrganizationAccountAccessRole?: boolean;
}
