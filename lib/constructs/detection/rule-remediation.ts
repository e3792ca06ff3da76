/** How a rule's findings can be remedied. */
export interface RuleRemediationProps {
  /** The automation document of AWS Systems Manager, such as "AWSConfigRemediation-EnableKeyRotation". */
  readonly document: string;

  /** The parameter of the document that takes the id of the resource. */
  readonly resourceIdParameter: string;

  /**
   * Other parameters of the document.
   *
   * @default - none
   */
  readonly staticParameters?: Record<string, string>;

  /** The type of the resource that is remedied, such as "AWS::KMS::Key". */
  readonly resourceType: string;

  /** What it does to the resource, in one sentence: who switches it on reads this. */
  readonly effect: string;
}

/**
 * An automation of AWS Systems Manager that mends what a rule finds: data, which does nothing until somebody switches it on
 * (`RemediationSwitch`).
 *
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-runbook-reference.html
 */
export class RuleRemediation {
  /** The automation document of AWS Systems Manager. */
  public readonly document: string;

  /** The parameter of the document that takes the id of the resource. */
  public readonly resourceIdParameter: string;

  /** Other parameters of the document. */
  public readonly staticParameters: Record<string, string>;

  /** The type of the resource that is remedied. */
  public readonly resourceType: string;

  /** What it does to the resource, in one sentence. */
  public readonly effect: string;

  public constructor(props: RuleRemediationProps) {
    this.document = props.document;
    this.resourceIdParameter = props.resourceIdParameter;
    this.staticParameters = props.staticParameters ?? {};
    this.resourceType = props.resourceType;
    this.effect = props.effect;
  }
}
