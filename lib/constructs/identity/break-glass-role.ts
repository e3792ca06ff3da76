import { Aws, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, CfnRole, IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { BREAK_GLASS_ROLE, ROLE_PATH } from '../../core/naming';
import { accountIdProblems, Problems, rangeProblems } from '../../core/validation';
import { widenByName } from '../../core/own-constructs';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html */
const SESSION_HOURS = { min: 1, max: 12 };
/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const MFA_SECONDS = { min: 60, max: 36 * 3600 };

/** Properties of the break-glass role. */
export interface BreakGlassRoleProps {
  /**
   * IAM users of the management account, each with an MFA device: `new ArnPrincipal('arn:…:iam::111122223333:user/break-glass')`. They need
   * not exist yet, and one that is deleted and made again is trusted again.
   *
   * Roles are refused, those of IAM Identity Center and of federation too: their sessions never carry MFA, so the door would never open.
   *
   * @default - nobody by name, so `anyMfaUserOfAccounts` must name an account
   */
  readonly trustedPrincipals?: IPrincipal[];

  /**
   * Accounts of which every IAM user with an MFA device is trusted whose own policies allow sts:AssumeRole on this role. Weaker than naming
   * users: whoever may create users and MFA devices there can open the door.
   *
   * @default - none
   */
  readonly anyMfaUserOfAccounts?: string[];

  /**
   * How long a session may last, 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * How old the MFA may be: the time since the code was given on the command line, or since the user signed in to the console.
   *
   * @default Duration.hours(1)
   */
  readonly maxMfaAge?: Duration;

  /**
   * What happens to the role when it leaves the template, or its stack is deleted.
   *
   * In the template of a StackSet choose DESTROY, and retain the StackSet: when the deployment that creates a StackSet rolls back, stacks
   * that are complete are deleted, and a role that stayed behind would block the next attempt by its name.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - the way in outlives a mistake
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The way in when nothing else works: an administrator of the account that guardrails exempt, that nobody else may change, and that only
 * named users with fresh MFA may become.
 *
 * Who gets in is decided by when AWS tells a trust policy of MFA:
 *
 *     IAM user, `aws sts assume-role --serial-number … --token-code …`            yes
 *     IAM user, console sign-in with MFA, then "switch role"                      yes
 *     IAM user, GetSessionToken with MFA, then AssumeRole                         yes
 *     IAM user, access keys alone                                                 no: the keys of the condition are absent
 *     role session, whatever MFA stood at its beginning (role chaining)           no: credentials of AssumeRole carry no MFA
 *     IAM Identity Center, SAML, OIDC                                             no: AWS cannot know whether the provider asked for MFA
 *     root user                                                                   no: a root user cannot assume roles
 *
 * So keep at least two IAM users for this in the management account, each with an MFA device and a policy that allows sts:AssumeRole on
 * `role/lz/lz-break-glass` of any account, and nothing else: they also work when IAM Identity Center or the identity provider is down,
 * which is when a break-glass role is needed. The command line takes the codes of TOTP devices only; a FIDO2 security key works in the
 * console. Try both on a schedule, and watch for every AssumeRole.
 *
 * The trust names the users' account and compares aws:PrincipalArn instead of naming users as principals: IAM would refuse a user who does
 * not exist yet, and would lose one who was made again.
 *
 * It needs no assets, so it can stand in the template of a StackSet. Its name is fixed: one per account, in one region.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 * @see https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html
 */
export class BreakGlassRole extends Construct {
  /**
   * The event of its use, and of an attempt, in the account of the role: a pattern for a rule of EventBridge. CloudTrail counts the call
   * among those that only read, so the rule's state is ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.
   *
   * `SecurityEvents` of this library have it, as `break-glass-use`; the landing zone puts them into every account.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  public static get usePattern(): Record<string, unknown> {
    return {
      'source': ['aws.sts'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'], requestParameters: { roleArn: [{ suffix: `:role${ROLE_PATH}${BREAK_GLASS_ROLE}` }] },
      },
    };
  }

  /**
   * The same for the log group of a trail: a filter pattern of CloudWatch Logs. `SecurityAlarms` of this library have it, as
   * `break-glass-use`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  public static get useFilter(): string {
    return `{ ($.eventName = AssumeRole) && ($.requestParameters.roleArn = "*/${BREAK_GLASS_ROLE}") }`;
  }

  /** The name of the role, the same in every account. */
  public readonly roleName: string;

  /** The ARN of the role. */
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    super(scope, id);
    const { trustedPrincipals = [], anyMfaUserOfAccounts = [] } = props;
    const { maxSessionDuration = Duration.hours(1), maxMfaAge = Duration.hours(1) } = props;
    const trusted = trustedPrincipals.map(principal => trustedUser(this, principal));
    throwProblems(this, [
      ...trusted.flatMap(({ problems }) => problems),
      ...anyMfaUserOfAccounts.flatMap(account => accountIdProblems('anyMfaUserOfAccounts', account)),
      ...(trusted.length + anyMfaUserOfAccounts.length === 0 ? ["'trustedPrincipals' must name at least one user, got []: nobody could open the door"] : []),
      ...rangeProblems('maxSessionDuration', 'hours', maxSessionDuration.toHours({ integral: false }), SESSION_HOURS),
      ...rangeProblems('maxMfaAge', 'seconds', maxMfaAge.toSeconds(), MFA_SECONDS),
    ]);

    const role = new CfnRole(this, 'Resource', {
      roleName: BREAK_GLASS_ROLE,
      path: ROLE_PATH,
      description: 'Emergency access with MFA. Every use is investigated',
      assumeRolePolicyDocument: trust(trusted.map(({ arn }) => arn), anyMfaUserOfAccounts, maxMfaAge),
      managedPolicyArns: [`arn:${Aws.PARTITION}:iam::aws:policy/AdministratorAccess`],
      maxSessionDuration: maxSessionDuration.toSeconds(),
    });
    role.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    widenByName(role, 'administrator-access');
    acknowledge(role, {
      id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess]',
      reason: 'Break-glass access must be able to repair anything, so any narrower policy would fail in the emergency it is for; AWS keeps this one '
        + 'complete. Named users, fresh MFA and short sessions limit who uses it, and guardrails keep others from changing it.',
    });

    this.roleName = BREAK_GLASS_ROLE;
    this.roleArn = role.attrArn;
  }
}

/** One statement for the users of each account, one for each account that is trusted as a whole. */
function trust(userArns: string[], accounts: string[], maxMfaAge: Duration): PolicyDocument {
  const byAccount = new Map<string, string[]>();
  for (const arn of userArns) {
    byAccount.set(accountOf(arn), [...byAccount.get(accountOf(arn)) ?? [], arn]);
  }
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': String(maxMfaAge.toSeconds()) } };
  const assume = (accountId: string, conditions: Record<string, unknown>) =>
    new PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new AccountPrincipal(accountId)], conditions });
  return new PolicyDocument({
    statements: [
      ...[...byAccount].map(([account, arns]) => assume(account, { ...mfa, ArnEquals: { 'aws:PrincipalArn': arns } })),
      ...accounts.map(account => assume(account, { ...mfa, StringEquals: { 'aws:PrincipalType': 'User' } })),
    ],
  });
}

/** A token within the ARN has no colon; an ARN that is one token is taken apart by CloudFormation. */
function accountOf(arn: string): string {
  return arn.split(':')[4] ?? Fn.select(4, Fn.split(':', arn));
}

/** A principal's ARN, or what is wrong with it. */
interface TrustedUser {
  readonly arn: string;
  readonly problems: Problems;
}

function trustedUser(scope: Construct, principal: IPrincipal): TrustedUser {
  const { principalJson, conditions } = principal.policyFragment;
  const arns: string[] = Object.keys(principalJson).join() === 'AWS' ? [principalJson.AWS].flat() : [];
  const shown = JSON.stringify(Stack.of(scope).resolve(principalJson));
  if (arns.length !== 1 || Object.keys(conditions).length > 0) {
    return { arn: '', problems: [`'trustedPrincipals' must each be the ARN of one user without conditions, got ${shown}: use ArnPrincipal`] };
  }
  return { arn: arns[0], problems: userProblems(spell(Stack.of(scope).resolve(arns[0])), shown) };
}

/** A resolved ARN as text, with one word for whatever is known only on deployment. */
function spell(value: unknown): string {
  const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join'];
  return typeof value === 'string' ? value : join ? join[1].map(spell).join(join[0]) : UNKNOWN;
}

const UNKNOWN = 'unknown';

function userProblems(arn: string, shown: string): Problems {
  const resource = arn.split(':').slice(5).join(':');
  if (/^(role|assumed-role)\//.test(resource)) {
    return [`'trustedPrincipals' must be IAM users, got the role ${shown}: a role's session never carries MFA, so name IAM users with an MFA device`];
  }
  if (resource === 'root') {
    return [`'trustedPrincipals' must be IAM users, got the account ${shown}: to trust all its users with MFA, name it in 'anyMfaUserOfAccounts'`];
  }
  return arn === UNKNOWN || /^arn:[\w-]+:iam::(\d{12}|unknown):user\/[\w+=,.@/-]+$/.test(arn)
    ? []
    : [`'trustedPrincipals' must be ARNs of IAM users without wildcards, got ${shown}: name each user`];
}
