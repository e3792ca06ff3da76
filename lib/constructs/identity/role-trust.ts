import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, ArnPrincipal, Conditions, FederatedPrincipal, IPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { throwProblems } from '../../core/errors';
import { PERMISSION_SET_ROLE_PATH, permissionSetRolePattern } from '../../core/naming';
import { accountIdProblems, organizationIdProblems } from '../../core/validation';
import {
  oidcProblems, patternProblems, permissionSetProblems, providerProblems, roleProblems, serviceProblems, sourceProblems, subjectProblems,
  userProblems,
} from './private/trust-problems';

/** Who of an account is trusted. */
export interface AccountTrustOptions {
  /**
   * Narrows who of the account it is, by ARN patterns of its roles and users, such as "arn:*:iam::*:role/access/*".
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
 * Where the console takes SAML assertions, in each partition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
const SAML_AUDIENCES = ['https://signin.aws.amazon.com/saml', 'https://signin.amazonaws-us-gov.com/saml', 'https://signin.amazonaws.cn/saml'];

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
      ...principalPatterns.flatMap(patternProblems),
      ...organizationId === undefined ? [] : organizationIdProblems('organizationId', organizationId),
    ]);
    const member: Conditions = organizationId === undefined ? {} : { 'aws:PrincipalOrgID': organizationId };
    return new RoleTrust(new AccountPrincipal(accountId), true, 'sts:AssumeRole', ofAccount(member, principalPatterns));
  }

  /**
   * One role, which must exist before; IAM forgets it when it is deleted, also when one of the same name is made again.
   *
   * @param roleArn the ARN of the role
   */
  public static role(roleArn: string): RoleTrust {
    throwProblems(undefined, roleProblems(roleArn));
    return new RoleTrust(new ArnPrincipal(roleArn), false, 'sts:AssumeRole', [{}]);
  }

  /**
   * One IAM user, with MFA; who must exist before.
   *
   * @param userArn the ARN of the user
   */
  public static user(userArn: string): RoleTrust {
    throwProblems(undefined, userProblems(userArn));
    return new RoleTrust(new ArnPrincipal(userArn), true, 'sts:AssumeRole', [WITH_MFA]);
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
    return new RoleTrust(new AccountPrincipal(accountId), true, 'sts:AssumeRole', [principal]);
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
   * @param options audience and patterns of subjects; a pattern that begins with a wildcard is refused
   */
  public static oidcPattern(providerArn: string, options: OidcTrustOptions): RoleTrust {
    const { issuer, audiences, subjects } = options;
    throwProblems(undefined, [
      ...oidcProblems(providerArn, issuer, audiences, subjects),
      ...subjects.flatMap(subject => subjectProblems(subject, true)),
    ]);
    return RoleTrust.ofWebIdentity(providerArn, { StringEquals: { [`${issuer}:aud`]: audiences }, StringLike: { [`${issuer}:sub`]: subjects } });
  }

  /**
   * Whom a SAML provider vouches for and sends to the AWS console of its partition.
   *
   * @param providerArn the ARN of the provider in IAM
   */
  public static saml(providerArn: string): RoleTrust {
    throwProblems(undefined, providerProblems('saml-provider', providerArn));
    return new RoleTrust(new FederatedPrincipal(providerArn), true, 'sts:AssumeRoleWithSAML', [{ StringEquals: { 'SAML:aud': SAML_AUDIENCES } }]);
  }

  /**
   * An AWS service, when it acts for a resource of the account: nobody else makes the service use the role for him.
   *
   * @param servicePrincipal the service, such as "scheduler.amazonaws.com"
   * @param options the resource or its account
   */
  public static service(servicePrincipal: string, options: ServiceTrustOptions = {}): RoleTrust {
    throwProblems(undefined, [...serviceProblems(servicePrincipal), ...sourceProblems(options.sourceArn, options.sourceAccount)]);
    return new RoleTrust(new ServicePrincipal(servicePrincipal), false, 'sts:AssumeRole', [{
      StringEquals: { 'aws:SourceAccount': options.sourceAccount ?? Aws.ACCOUNT_ID },
      ...options.sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': options.sourceArn } },
    }]);
  }

  private static ofWebIdentity(providerArn: string, conditions: Conditions): RoleTrust {
    return new RoleTrust(new FederatedPrincipal(providerArn), true, 'sts:AssumeRoleWithWebIdentity', [conditions]);
  }

  private constructor(
    private readonly principal: IPrincipal,
    /** Whether people come by it. */
    public readonly isForPeople: boolean,
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
