import { Problems, shapeProblems } from '../../core/validation';
import { ComplianceReference } from '../guardrails';
import { ConformancePackParameters } from './conformance-pack-parameters';
import { ConformanceRuleRegions } from './conformance-rule-regions';
import { RuleRemediation } from './rule-remediation';

/** What every rule says of itself. */
export interface ConformanceRuleProps {
  /** Its name in accounts, such as "iam-password-policy": lower case, words joined by "-". */
  readonly ruleName: string;

  /** What complies, in one sentence. */
  readonly description: string;

  /**
   * Where it is evaluated.
   *
   * @default ConformanceRuleRegions.EVERY_REGION
   */
  readonly regions?: ConformanceRuleRegions;

  /**
   * Regions in which AWS Config does not have it: packs leave it out there.
   *
   * @default - none: it is in every region
   */
  readonly notIn?: string[];

  /**
   * Values that the rule takes.
   *
   * @default - none
   */
  readonly inputParameters?: Record<string, string>;

  /**
   * Requirements of frameworks that it watches.
   *
   * @default - none
   */
  readonly compliance?: ComplianceReference[];

  /**
   * How its findings can be remedied, once somebody switches that on.
   *
   * @default - by hand
   */
  readonly remediation?: RuleRemediation;
}

/** A rule that AWS maintains. */
export interface ManagedRuleProps extends ConformanceRuleProps {
  /** Its identifier, such as "IAM_PASSWORD_POLICY". Neither CDK nor CloudFormation checks it: a typing error fails in every account. */
  readonly identifier: string;

  /**
   * Types that it is narrowed to, such as "AWS::S3::Bucket", of those that AWS lets it look at.
   *
   * @default - all of those
   */
  readonly resourceTypes?: string[];
}

/** A rule in the language of AWS CloudFormation Guard, for what AWS has no rule for. */
export interface GuardRuleProps extends ConformanceRuleProps {
  /** The policy, about the configuration item of a resource. */
  readonly policyText: string;

  /** Types whose changes it evaluates, such as "AWS::SQS::Queue". */
  readonly resourceTypes: string[];
}

/** Who evaluates a rule, and when, as the template of a pack says it. */
interface Evaluation {
  readonly source: Record<string, unknown>;
  /** Types whose changes it evaluates; none where AWS knows them. */
  readonly resourceTypes?: readonly string[];
}

/**
 * A rule of a conformance pack, as data.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class ConformanceRule {
  /**
   * A rule that AWS maintains.
   *
   * @param props its identifier and what it watches
   */
  public static managed(props: ManagedRuleProps): ConformanceRule {
    return ConformanceRule._measuring(props, () => props.inputParameters ?? {});
  }

  /**
   * A rule in the language of AWS CloudFormation Guard, evaluated by AWS Config itself whenever a resource of the types changes.
   *
   * @param props the policy and what it watches
   * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_cfn-guard.html
   */
  public static guard(props: GuardRuleProps): ConformanceRule {
    const problems = props.resourceTypes.flatMap(type =>
      shapeProblems('resourceTypes', type, /^AWS::\w+::\w+$/, 'be types such as "AWS::SQS::Queue"', 'take it from the supported resource types'));
    const missing = props.resourceTypes.length > 0 ? [] : ["'resourceTypes' must name a type, got []: name what the policy is about"];
    const source = {
      Owner: 'CUSTOM_POLICY',
      CustomPolicyDetails: { PolicyRuntime: 'guard-2.x.x', PolicyText: props.policyText, EnableDebugLogDelivery: false },
      SourceDetails: ['ConfigurationItemChangeNotification', 'OversizedConfigurationItemChangeNotification']
        .map(MessageType => ({ EventSource: 'aws.config', MessageType })),
    };
    const evaluation = { source, resourceTypes: props.resourceTypes };
    return new ConformanceRule(props, evaluation, () => props.inputParameters ?? {}, [...problems, ...missing]);
  }

  /** @internal A rule of AWS whose values are a function of what the organization decides: for the catalogue, jsii knows no callbacks. */
  public static _measuring(
    props: ManagedRuleProps, inputs: (parameters: ConformancePackParameters) => Record<string, string>,
  ): ConformanceRule {
    const problems = shapeProblems('identifier', props.identifier, /^[A-Z0-9]+(_[A-Z0-9]+)+$/,
      'be the identifier of a managed rule such as "IAM_PASSWORD_POLICY"', 'take it from the list of managed rules');
    return new ConformanceRule(props, { source: { Owner: 'AWS', SourceIdentifier: props.identifier }, resourceTypes: props.resourceTypes }, inputs, problems);
  }

  /** Its name in accounts. */
  public readonly ruleName: string;

  /** What complies, in one sentence. */
  public readonly description: string;

  /** Where it is evaluated. */
  public readonly regions: ConformanceRuleRegions;

  /** Regions in which AWS Config does not have it. */
  public readonly notIn: string[];

  /** Requirements of frameworks that it watches. */
  public readonly compliance: ComplianceReference[];

  /** How its findings can be remedied, once somebody switches that on. */
  public readonly remediation?: RuleRemediation;

  /** @internal Mistakes in it, for the packs to report with their own. */
  public readonly _problems: Problems;

  private constructor(
    props: ConformanceRuleProps,
    /** @internal */
    public readonly _evaluation: Evaluation,
    private readonly inputs: (parameters: ConformancePackParameters) => Record<string, string>,
    problems: Problems,
  ) {
    this.ruleName = props.ruleName;
    this.description = props.description;
    this.regions = props.regions ?? ConformanceRuleRegions.EVERY_REGION;
    this.notIn = props.notIn ?? [];
    this.compliance = props.compliance ?? [];
    this.remediation = props.remediation;
    this._problems = [
      ...problems,
      ...shapeProblems('ruleName', props.ruleName, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'be words in lower case joined by "-"', 'rename the rule'),
    ];
  }

  /**
   * The values that the rule takes.
   *
   * @param parameters what the organization decided; the rules of the catalogue measure against it
   */
  public inputParameters(parameters: ConformancePackParameters): Record<string, string> {
    return this.inputs(parameters);
  }
}
