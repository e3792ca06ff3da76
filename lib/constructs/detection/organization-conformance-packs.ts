import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { conformancePackName } from '../../core/naming';
import { MAX_CONFORMANCE_PACK_BYTES, MAX_CONFORMANCE_PACK_EXCLUDED_ACCOUNTS, MAX_CONFORMANCE_PACK_RULES } from '../../core/quotas';
import { accountIdProblems, duplicateProblems, Problems } from '../../core/validation';
import { ConformancePackParameters } from './conformance-pack-parameters';
import { ConformanceRule } from './conformance-rule';
import { ConformanceRuleException } from './conformance-rule-exception';
import { ConformanceRuleRegions } from './conformance-rule-regions';
import { ConformanceTheme } from './conformance-theme';
import { ATTEMPT, packTemplate } from './private/pack-template';
import { leftOutOf, packByRegion, PackVariant, packVariants } from './private/pack-variants';
import { parameterProblems } from './private/parameter-problems';
import { RemediationSwitch } from './remediation-switch';

/** Properties of the conformance packs of one kind of region. */
export interface OrganizationConformancePacksProps {
  /** Which rules of the themes: those for every region, for the home region or for us-east-1. What the template is deployed to must fit. */
  readonly where: ConformanceRuleRegions;

  /**
   * The regions that the template goes to. Rules that AWS Config does not have in one of them are left out there, and synth says which.
   *
   * @default - rules are taken to be in every region; where one is not, its pack fails
   */
  readonly regions?: string[];

  /**
   * What is looked at: a pack for each.
   *
   * @default ConformanceTheme.all()
   */
  readonly themes?: ConformanceTheme[];

  /**
   * What rules measure against.
   *
   * @default - the numbers of CIS
   */
  readonly parameters?: ConformancePackParameters;

  /**
   * Rules of the themes that are left out, each with its reason.
   *
   * @default - none
   */
  readonly exceptions?: ConformanceRuleException[];

  /**
   * Accounts that get no packs, such as one without a recorder: a pack is not deployed anywhere while a recorder is missing.
   *
   * @default - none: the management account gets them too
   */
  readonly excludedAccounts?: string[];

  /**
   * Rules whose findings are remedied; needs `automationRole`.
   *
   * @default - none: rules report, nobody's resource is changed
   */
  readonly remediations?: RemediationSwitch[];

  /**
   * Path and name of the role with which automations remedy, the same in every account, such as "lz/lz-remediation".
   *
   * @default - none
   */
  readonly automationRole?: string;

  /**
   * A value whose change puts the packs again, since AWS Config does not try an account again that it gave up on: the value of a StackSet's
   * parameter, which `StackSetOperations` changes.
   *
   * @default - none: the packs are put when they change
   */
  readonly attempt?: string;
}

/**
 * Rules of AWS Config in every account of the organization, present and future, as conformance packs: one for each theme.
 *
 * In the account that administers AWS Config for the organization (config-multiaccountsetup.amazonaws.com must be delegated to it before),
 * and only after every account has a recorder that runs, the management account too: without one the pack fails. An account that joins
 * later must have its recorder within 7 hours, else AWS Config gives up on it until the pack is put again.
 *
 * A pack works in its own region only, hence `where`: IAM is recorded and looked at in the home region, CloudFront in us-east-1.
 *
 * The packs are deployed one after the other, so that AWS Config is not throttled while it makes the rules of an account.
 *
 * Price: about USD 0.001 per evaluation of a rule, and what the recorder records; nothing while nothing changes, except for the periodic
 * rules (once a day).
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
 * @see https://aws.amazon.com/config/pricing/
 */
export class OrganizationConformancePacks extends Construct {
  /** Names of the packs, in the order in which they are deployed. */
  public readonly conformancePackNames: string[];

  /** What is left out for want of the rule in a region, such as "sqs-queue-no-public-access in ca-west-1". */
  public readonly leftOut: string[];

  public constructor(scope: Construct, id: string, props: OrganizationConformancePacksProps) {
    super(scope, id);
    const { where, themes = ConformanceTheme.all(), exceptions = [] } = props;
    throwProblems(this, packsProblems(props, themes));

    const excepted = new Set(exceptions.map(({ ruleName }) => ruleName));
    const isWanted = (rule: ConformanceRule) => rule.regions === where && !excepted.has(rule.ruleName);
    const chosen = themes.map(theme => ({ theme, rules: theme.rules.filter(isWanted) }));
    const packs = chosen
      .map(({ theme, rules }) => ({ theme, variants: packVariants(rules, props.regions) }))
      .filter(({ variants }) => variants.some(({ rules }) => rules.length > 0))
      .map(({ theme, variants }) => this.newPack(theme, variants, props));
    packs.slice(1).forEach((pack, index) => pack.node.addDependency(packs[index]));

    this.leftOut = chosen.flatMap(({ rules }) => leftOutOf(rules, props.regions));
    if (this.leftOut.length > 0) {
      Annotations.of(this).addInfo(`AWS Config does not have these rules, which are left out: ${this.leftOut.join(', ')}`);
    }
    this.conformancePackNames = packs.map(({ organizationConformancePackName }) => organizationConformancePackName);
  }

  private newPack(
    theme: ConformanceTheme, variants: readonly PackVariant[], props: OrganizationConformancePacksProps,
  ): CfnOrganizationConformancePack {
    const { excludedAccounts, attempt } = props;
    const { templateBody, condition } = packByRegion(this, theme.themeName, variants, rules => this.bodyOf(theme, rules, props));
    const pack = new CfnOrganizationConformancePack(this, theme.themeName, {
      organizationConformancePackName: conformancePackName(theme.themeName, SUFFIXES[props.where]),
      templateBody,
      excludedAccounts,
      conformancePackInputParameters: attempt !== undefined ? [{ parameterName: ATTEMPT, parameterValue: attempt }] : undefined,
    });
    pack.cfnOptions.condition = condition;
    return pack;
  }

  private bodyOf(theme: ConformanceTheme, rules: ConformanceRule[], props: OrganizationConformancePacksProps): string {
    const { parameters = {}, remediations = [], automationRole, attempt } = props;
    const countsAttempts = attempt !== undefined;
    const templateBody = Stack.of(this).toJsonString(packTemplate({ rules, parameters, remediations, automationRole, countsAttempts }));
    throwProblems(this, sizeProblems(this, theme, rules, templateBody));
    return templateBody;
  }
}

/** What tells the packs of a theme apart where they meet in a region. */
const SUFFIXES: Readonly<Record<ConformanceRuleRegions, string | undefined>> = {
  [ConformanceRuleRegions.EVERY_REGION]: undefined,
  [ConformanceRuleRegions.HOME_REGION]: 'home-region',
  [ConformanceRuleRegions.US_EAST_1]: 'us-east-1',
};

function packsProblems(props: OrganizationConformancePacksProps, themes: ConformanceTheme[]): Problems {
  const { parameters = {}, excludedAccounts = [] } = props;
  const rules = themes.flatMap(theme => theme.rules);
  return [
    ...themes.length === 0 ? ["'themes' must name a theme, got []: leave the packs out"] : [],
    ...props.regions?.length === 0 ? ["'regions' must name a region, got []: leave it out for every region"] : [],
    ...duplicateProblems('themes', themes.map(({ themeName }) => themeName), 'name each theme once'),
    ...duplicateProblems('themes', rules.map(({ ruleName }) => ruleName), 'rename one of the rules'),
    ...themes.flatMap(theme => theme._problems),
    ...parameterProblems(parameters),
    ...excludedAccounts.flatMap(account => accountIdProblems('excludedAccounts', account)),
    ...excludedAccounts.length <= MAX_CONFORMANCE_PACK_EXCLUDED_ACCOUNTS ? []
      : [`'excludedAccounts' must have at most ${MAX_CONFORMANCE_PACK_EXCLUDED_ACCOUNTS} accounts, got ${excludedAccounts.length}: give accounts a recorder`],
    ...exceptionProblems(props.exceptions ?? [], rules),
    ...remediationProblems(props, rules),
  ];
}

function exceptionProblems(exceptions: ConformanceRuleException[], rules: ConformanceRule[]): Problems {
  return exceptions.flatMap(({ ruleName, reason }) => [
    ...rules.some(rule => rule.ruleName === ruleName) ? [] : [`'exceptions' must name rules of the themes, got "${ruleName}": correct or remove it`],
    ...reason.trim() === '' ? [`'reason' of exception "${ruleName}" must say why, got nothing: say it for whoever audits`] : [],
  ]);
}

function remediationProblems({ remediations = [], automationRole }: OrganizationConformancePacksProps, rules: ConformanceRule[]): Problems {
  const problems = remediations.flatMap(({ ruleName, maximumAttempts }) => [
    ...rules.some(rule => rule.ruleName === ruleName && rule.remediation) ? []
      : [`'remediations' must name rules that have a remediation, got "${ruleName}": give the rule one, or remedy by hand`],
    ...maximumAttempts >= 1 && maximumAttempts <= 25 ? [] : [`'maximumAttempts' of "${ruleName}" must be 1 to 25, got ${maximumAttempts}: choose fewer`],
  ]);
  const noRole = remediations.length > 0 && !automationRole;
  return noRole ? [...problems, "'automationRole' must name a role where there are 'remediations', got nothing: name the role that every account has"] : problems;
}

function sizeProblems(scope: Construct, theme: ConformanceTheme, rules: ConformanceRule[], templateBody: string): Problems {
  // A token is the partition: longer than what it becomes.
  const resolved = Token.isUnresolved(templateBody) ? JSON.stringify(Stack.of(scope).resolve(templateBody)) : templateBody;
  const bytes = Buffer.byteLength(resolved, 'utf8');
  return [
    ...rules.length <= MAX_CONFORMANCE_PACK_RULES ? []
      : [`theme "${theme.themeName}" must have at most ${MAX_CONFORMANCE_PACK_RULES} rules, got ${rules.length}: divide it`],
    ...bytes <= MAX_CONFORMANCE_PACK_BYTES ? []
      : [`theme "${theme.themeName}" must have a template of at most ${MAX_CONFORMANCE_PACK_BYTES} bytes, got ${bytes}: divide it`],
  ];
}
