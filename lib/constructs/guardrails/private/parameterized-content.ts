import { Guardrail, GuardrailProps } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';

/**
 * Props of an entry of the catalogue whose content is a function of what the organization decides. jsii knows no callbacks, so it stays in
 * here.
 */
export interface ParameterizedContentProps extends Omit<GuardrailProps, 'statements' | 'content'> {
  readonly contains: (parameters: GuardrailParameters) => Record<string, unknown>;
}

/** A guardrail of the catalogue whose content names regions, tags or options of the organization. */
export class ParameterizedContent extends Guardrail {
  private readonly contains: (parameters: GuardrailParameters) => Record<string, unknown>;

  public constructor(props: ParameterizedContentProps) {
    super(props);
    this.contains = props.contains;
  }

  public override content(parameters: GuardrailParameters): Record<string, unknown> {
    return this.contains(parameters);
  }
}
