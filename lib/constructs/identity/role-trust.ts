import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, ArnPrincipal, Conditions, FederatedPrincipal, IPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { throwProblems } from '../../core/errors';
import { PERMISSION_SET_ROLE_PATH, permissionSetRolePattern } from '../../core/naming';
import { accountIdProblems, organizationIdProblems } from '../../core/validation';
import {
  oidcProblems, patternProblems, permissionSetProblems, providerProblems, roleProblems, serviceProblems, sourcelessProblems, sourceProblems,
  subjectPatternProblems, subjectProblems, userProblems,
} from './private/trust-problems';

/** Who of an account is trusted. */
export interface AccountTrustOptions {
  /**
   * Narrows who of the account it is, by ARN patterns of its roles and users, such as "arn:*:iam::*:role/access/*". Each shows ":role/" or
   * ":user/": the ARN that a construct of this app hands out is a token, so compose it of the name.
   *
   * @default - whomever the account allows sts:AssumeRole on the role
   */
  readonly principalPatterns?: string[];

  /**
   * The organization that the account must belong to when the role is assumed.
   *
   * @default - the account is trusted wherever it belongs
   */
  readonly organizationId?: string;
}

/** People of a permission set of IAM Identity Center. */
export interface PermissionSetTrustOptions {
  /** The account in which the permission set is assigned to them, 12 digits. */
  readonly accountId: string;

  /** The name of the permission set. */
  readonly permissionSetName: string;
}

/** Tokens of an OIDC provider. */
export interface OidcTrustOptions {
  /** The issuer as IAM names it in conditions: its URL without "https://", such as "token.actions.githubusercontent.com". */
  readonly issuer: string;

  /** For whom the token was made; one of them must be in its `aud` claim. */
  readonly audiences: string[];

  /** Who the token is about, its `sub` claim; one of them. */
  readonly subjects: string[];
}

/** Where a service comes from when it assumes a role; at least one of both. */
export interface ServiceTrustOptions {
  /**
   * The ARN of the resource on whose behalf it comes, wildcards allowed.
   *
   * @default - any resource of `sourceAccount`
   */
  readonly sourceArn?: string;

  /**
   * The account of that resource.
   *
   * @default - the account of the role
   */
  readonly sourceAccount?: string;
}

/**
 * Where the console takes SAML assertions, in each partition: the address without a Region, which is us-east-1's in the first, and those
 * of Regions, so that people get in when one is down.
 *
 * @see https://aws.amazon.com/blogs/security/how-to-use-regional-saml-endpoints-for-failover/
 * @see https://docs.aws.amazon.com/general/latest/gr/signin-service.html
 */
const SAML_AUDIENCES = ['signin.aws.amazon.com', 'signin.amazonaws-us-gov.com', 'signin.amazonaws.cn', 'signin.amazonaws-eusc.eu']
  .flatMap(host => [`https://${host}/saml`, `https://*.${host}/saml`]);

/** IAM tells of MFA only where an IAM user comes; and of users and roles by the type of the principal. */
const WITH_MFA: Conditions = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

/**
 * Who may become a role, exactly; a role has one or several.
 *
 *     account         whomever an account allows, of its roles and users by pattern
 *     role, user      one of them, by ARN
 *     permissionSet   people of IAM Identity Center
 *     oidc, saml      people and pipelines of a provider outside of AWS
 *     service         an AWS service, for a resource of yours only
 *
 * MFA is asked where AWS tells of it: of IAM users. Sessions of roles, of IAM Identity Center and of providers never carry it, so asking
 * there would keep everybody out, and asking "if it is there" keeps nobody out: their provider has to ask.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class RoleTrust {
  /**
   * Whomever another account, or one's own, allows sts:AssumeRole on the role. Its IAM users need MFA.
   *
   * @param accountId the account, 12 digits
   * @param options who of it
   */
  public static account(accountId: string, options: AccountTrustOptions = {}): RoleTrust {
    const { principalPatterns = [], organizationId } = options;
    throwProblems(undefined, [
      ...accountIdProblems('accountId', accountId),
      ...principalPatterns.flatMap(pattern => patternProblems('principalPatterns', pattern)),
      ...organizationId === undefined ? [] : organizationIdProblems('organizationId', organizationId),
    ]);
    const member: Conditions = organizationId === undefined ? {} : { 'aws:PrincipalOrgID': organizationId };
    return new RoleTrust(new AccountPrincipal(accountId), 'sts:AssumeRole', ofAccount(member, principalPatterns));
  }

  /**
   * One role, which must exist before; IAM forgets it when it is deleted, also when one of the same name is made again.
   *
   * @param roleArn the ARN of the role
   */
  public static role(roleArn: string): RoleTrust {
    throwProblems(undefined, roleProblems(roleArn));
    return new RoleTrust(new ArnPrincipal(roleArn), 'sts:AssumeRole', [{}]);
  }

  /**
   * One IAM user, with MFA; who must exist before.
   *
   * @param userArn the ARN of the user
   */
  public static user(userArn: string): RoleTrust {
    throwProblems(undefined, userProblems(userArn));
    return new RoleTrust(new ArnPrincipal(userArn), 'sts:AssumeRole', [WITH_MFA]);
  }

  /**
   * People who came to an account by a permission set of IAM Identity Center. They need a policy there that allows sts:AssumeRole.
   *
   * @param options the permission set and the account
   */
  public static permissionSet(options: PermissionSetTrustOptions): RoleTrust {
    const { accountId, permissionSetName } = options;
    throwProblems(undefined, [...accountIdProblems('accountId', accountId), ...permissionSetProblems(permissionSetName)]);
    const role = `role${PERMISSION_SET_ROLE_PATH}*${permissionSetRolePattern(permissionSetName)}`;
    const principal = { ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${accountId}:${role}` } };
    return new RoleTrust(new AccountPrincipal(accountId), 'sts:AssumeRole', [principal]);
  }

  /**
   * Tokens of an OIDC provider with exactly these subjects.
   *
   * @param providerArn the ARN of the provider in IAM
   * @param options audience and subjects, without wildcards
   */
  public static oidc(providerArn: string, options: OidcTrustOptions): RoleTrust {
    const { issuer, audiences, subjects } = options;
    throwProblems(undefined, [
      ...oidcProblems(providerArn, issuer, audiences, subjects),
      ...subjects.flatMap(subject => subjectProblems(subject)),
    ]);
    return RoleTrust.ofWebIdentity(providerArn, { StringEquals: { [`${issuer}:aud`]: audiences, [`${issuer}:sub`]: subjects } });
  }

  /**
   * Tokens of an OIDC provider whose subjects have a shape. Weaker than `oidc`: whoever can have a token of that shape made is trusted.
   *
   * @param providerArn the ARN of the provider in IAM
   * @param options audience and patterns of subjects, which name whose they are before the wildcard: "repo:acme/*", not "repo:acme*"
   */
  public static oidcPattern(providerArn: string, options: OidcTrustOptions): RoleTrust {
    const { issuer, audiences, subjects } = options;
    throwProblems(undefined, [
      ...oidcProblems(providerArn, issuer, audiences, subjects),
      ...subjects.flatMap(subject => subjectPatternProblems('subjects', subject)),
    ]);
    return RoleTrust.ofWebIdentity(providerArn, { StringEquals: { [`${issuer}:aud`]: audiences }, StringLike: { [`${issuer}:sub`]: subjects } });
  }

  /**
   * Whom a SAML provider vouches for and sends to the AWS console, at its address without a Region or at that of any Region: give the
   * directory several, and people get in while one of them is down.
   *
   * @param providerArn the ARN of the provider in IAM
   */
  public static saml(providerArn: string): RoleTrust {
    throwProblems(undefined, providerProblems('saml-provider', providerArn));
    return new RoleTrust(new FederatedPrincipal(providerArn), 'sts:AssumeRoleWithSAML', [{ StringLike: { 'SAML:aud': SAML_AUDIENCES } }]);
  }

  /**
   * An AWS service, when it acts for a resource of the account: nobody else makes the service use the role for him.
   *
   * The service has to say for whom it comes, which each does or does not and no page lists. EC2 does not, for the profiles of instances,
   * and is refused here; where another turns out not to assume the role, take `serviceWithoutSource`.
   *
   * @param servicePrincipal the service, such as "scheduler.amazonaws.com"
   * @param options the resource or its account
   */
  public static service(servicePrincipal: string, options: ServiceTrustOptions = {}): RoleTrust {
    throwProblems(undefined, [
      ...serviceProblems(servicePrincipal),
      ...sourcelessProblems(servicePrincipal),
      ...sourceProblems(options.sourceArn, options.sourceAccount),
    ]);
    return new RoleTrust(new ServicePrincipal(servicePrincipal), 'sts:AssumeRole', [{
      StringEquals: { 'aws:SourceAccount': options.sourceAccount ?? Aws.ACCOUNT_ID },
      ...options.sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': options.sourceArn } },
    }]);
  }

  /**
   * An AWS service that does not say for whom it acts, "ec2.amazonaws.com" for the profiles of instances above all. Weaker than `service`:
   * that nobody else makes it use the role is up to the service, by asking whoever gives it the role for iam:PassRole.
   *
   * @param servicePrincipal the service
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
   */
  public static serviceWithoutSource(servicePrincipal: string): RoleTrust {
    throwProblems(undefined, serviceProblems(servicePrincipal));
    return new RoleTrust(new ServicePrincipal(servicePrincipal), 'sts:AssumeRole', [{}]);
  }

  private static ofWebIdentity(providerArn: string, conditions: Conditions): RoleTrust {
    return new RoleTrust(new FederatedPrincipal(providerArn), 'sts:AssumeRoleWithWebIdentity', [conditions]);
  }

  private constructor(
    private readonly principal: IPrincipal,
    private readonly action: string,
    /** What must also be true of whoever comes: all of one of them. */
    private readonly ways: Conditions[],
  ) {}

  /** The statements of the trust policy by which whoever is meant gets in. */
  public get policyStatements(): PolicyStatement[] {
    return this.ways.map(conditions => new PolicyStatement({ actions: [this.action], principals: [this.principal], conditions }));
  }
}

/** Users need MFA, roles never carry it: one way in for each, where patterns do not rule one of them out. */
function ofAccount(member: Conditions, patterns: string[]): Conditions[] {
  const way = (principalType: string, arns: string[], more: Conditions): Conditions => ({
    ...more,
    StringEquals: { ...member, 'aws:PrincipalType': principalType },
    ...arns.length > 0 && { ArnLike: { 'aws:PrincipalArn': arns } },
  });
  const users = patterns.filter(pattern => pattern.includes(':user/'));
  const roles = patterns.filter(pattern => pattern.includes(':role/'));
  return [
    ...patterns.length === 0 || roles.length > 0 ? [way('AssumedRole', roles, {})] : [],
    ...patterns.length === 0 || users.length > 0 ? [way('User', users, WITH_MFA)] : [],
  ];
}
