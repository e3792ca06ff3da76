import { ControlCoverage } from './control-coverage';
import { alarmResources, routedEvent } from './private/alert-selectors';
import { closedDefaultGroups, vpcFlowLogs } from './private/network-selectors';
import { ofType, ResourceSelector } from './private/resource-selector';
import { configRulePack, guardrailPolicy, objectEvents, rotatingKeys, securityHubStandards } from './private/selectors';
import { ServiceSelection } from './service-selection';

/** What an answer does about a requirement. */
export enum ControlAnswerKind {
  /** What the requirement forbids cannot be done. */
  PREVENTS = 'prevents',

  /** What does not comply is found, and somebody is told. */
  DETECTS = 'detects',

  /** What the requirement asks for is done. */
  ANSWERS = 'answers',
}

/** Further facts about an answer. */
export interface ControlAnswerOptions {
  /**
   * How many there must be.
   *
   * @default ControlCoverage.ONCE
   */
  readonly coverage?: ControlCoverage;

  /**
   * Values of properties that matter, by name, with dots between the names where one lies in another; a value of true asks for any value.
   * An empty list or text is none.
   *
   * @default - the type says it all
   */
  readonly properties?: Record<string, unknown>;

  /**
   * Numbers that properties must reach, by name, with dots between the names where one lies in another.
   *
   * @default - none
   */
  readonly minimums?: Record<string, number>;
}

/** Resources that together prevent, detect or answer a requirement. */
export class ControlAnswer {
  /**
   * A guardrail of the catalogue that every landing zone attaches.
   *
   * @param guardrailId such as "G01"
   */
  public static guardrail(guardrailId: string): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.PREVENTS, `guardrail ${guardrailId}`, [guardrailPolicy(guardrailId)]);
  }

  /**
   * A guardrail of the catalogue that an organization may attach besides: it counts where it is, and is no gap where it is not.
   *
   * @param guardrailId such as "G12"
   */
  public static furtherGuardrail(guardrailId: string): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.PREVENTS, `guardrail ${guardrailId}`, [guardrailPolicy(guardrailId)], { isRequired: false });
  }

  /**
   * A rule of AWS Config in a conformance pack of the organization.
   *
   * @param theme the pack, such as "identity"
   * @param identifier of the rule, such as "IAM_ROOT_ACCESS_KEY_CHECK"
   */
  public static configRule(theme: string, identifier: string): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.DETECTS, `Config rule ${identifier}`, [configRulePack(identifier)],
      { selected: ({ conformancePacks }) => conformancePacks.includes(theme) });
  }

  /**
   * Security Hub in every account, with controls of its standards that nobody disabled.
   *
   * @param controls ids such as "RDS.13"; none: that it checks anything
   */
  public static securityHub(...controls: string[]): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.DETECTS, ['Security Hub', ...controls.length > 0 ? [controls.join(', ')] : []].join(' '),
      securityHubStandards(controls), { selected: ({ securityStandards }) => securityStandards.length > 0 });
  }

  /**
   * An alarm on the organization trail: a filter and an alarm that see what the catalogue says, the topic of the alarm, and the policy that
   * lets the alarm publish there. Of an alarm of yours the filter may be any.
   *
   * @param id of the alarm without "lz-", such as "root-usage"
   */
  public static alarm(id: string): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.DETECTS, `alarm lz-${id}`, alarmResources(id));
  }

  /**
   * An event that is forwarded from wherever it comes up, in each account and baseline region, to the bus of the security account; there a
   * rule, a topic and its policy tell people. What comes up in global services is forwarded from us-east-1. An event of yours may have any
   * pattern, and is forwarded from everywhere.
   *
   * @param id of the event without "lz-", such as "root-usage"
   */
  public static securityEvent(id: string): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.DETECTS, `event lz-${id}`, routedEvent(id));
  }

  /**
   * Data events of S3 objects in the organization trail.
   *
   * @param readOnly whether those that read, else those that write
   */
  public static objectEvents(readOnly: boolean): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.ANSWERS, `data events that ${readOnly ? 'read' : 'write'}`, [objectEvents(readOnly)],
      { selected: ({ trailDataEvents }) => trailDataEvents.includes('AWS::S3::Object') });
  }

  /** Customer managed keys, each of which rotates if AWS KMS can rotate it. */
  public static keyRotation(): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.ANSWERS, 'AWS::KMS::Key', [rotatingKeys()]);
  }

  /**
   * A resource of the platform.
   *
   * @param kind what it does about the requirement
   * @param resourceType its type in CloudFormation
   * @param options how many, and which properties matter
   */
  public static resource(kind: ControlAnswerKind, resourceType: string, options: ControlAnswerOptions = {}): ControlAnswer {
    return new ControlAnswer(kind, resourceType, [ofType(resourceType, options)], { coverage: options.coverage });
  }

  /**
   * A resource of the platform that an organization may have: it counts where it is, and is no gap where it is not.
   *
   * @param kind what it does about the requirement
   * @param resourceType its type in CloudFormation
   * @param options which properties matter
   */
  public static furtherResource(kind: ControlAnswerKind, resourceType: string, options: ControlAnswerOptions = {}): ControlAnswer {
    return new ControlAnswer(kind, resourceType, [ofType(resourceType, options)], { coverage: options.coverage, isRequired: false });
  }

  /** Flow logs of the VPCs that stacks make, each of which needs one. */
  public static flowLogs(): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.ANSWERS, 'AWS::EC2::FlowLog', [vpcFlowLogs()]);
  }

  /** Default security groups of the VPCs that stacks make, each of which must be closed. */
  public static closedDefaultGroups(): ControlAnswer {
    return new ControlAnswer(ControlAnswerKind.ANSWERS, 'Custom::DefaultSecurityGroup', [closedDefaultGroups()]);
  }

  /**
   * A resource that is there only where a service is chosen.
   *
   * @param kind what it does about the requirement
   * @param service the member of `ServiceSelection` that chooses it, such as "macie"
   * @param resourceType its type in CloudFormation
   * @param options how many, and which properties matter
   */
  public static chosenResource(
    kind: ControlAnswerKind, service: string, resourceType: string, options: ControlAnswerOptions = {},
  ): ControlAnswer {
    const selected = (services: ServiceSelection) => {
      const value = services[service as keyof ServiceSelection];
      return Array.isArray(value) ? value.length > 0 : value === true;
    };
    return new ControlAnswer(kind, `${resourceType} (${service})`, [ofType(resourceType, options)],
      { coverage: options.coverage, selected });
  }

  /** How many of each there must be. */
  public readonly coverage: ControlCoverage;

  /** Whether its absence is a gap. */
  public readonly isRequired: boolean;

  private readonly selected?: (services: ServiceSelection) => boolean;

  private constructor(
    /** What it does about the requirement. */
    public readonly kind: ControlAnswerKind,
    /** What it is, for people. */
    public readonly description: string,
    /** @internal What must be there, all of it. */
    public readonly _selectors: readonly ResourceSelector[],
    options: { coverage?: ControlCoverage; isRequired?: boolean; selected?: (services: ServiceSelection) => boolean } = {},
  ) {
    this.coverage = options.coverage ?? ControlCoverage.ONCE;
    this.isRequired = options.isRequired ?? true;
    this.selected = options.selected;
  }

  /** Whether a selection of services includes it. */
  public isSelected(services: ServiceSelection): boolean {
    return this.selected?.(services) ?? true;
  }
}
