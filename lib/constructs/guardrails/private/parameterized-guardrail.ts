import { Guardrail, GuardrailProps } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';
import { GuardrailStatement } from '../guardrail-statement';

/**
 * Props of an entry of the catalogue: its statements are a function of what the organization decides. jsii knows no callbacks, so it stays
 * in here.
 */
export interface ParameterizedGuardrailProps extends Omit<GuardrailProps, 'statements' | 'content'> {
  readonly denies: (parameters: GuardrailParameters) => GuardrailStatement[];
}

/** A guardrail of the catalogue whose statements name regions, accounts or services of the organization. */
export class ParameterizedGuardrail extends Guardrail {
  private readonly denies: (parameters: GuardrailParameters) => GuardrailStatement[];

  public constructor(props: ParameterizedGuardrailProps) {
    super(props);
    this.denies = props.denies;
  }

  public override statements(parameters: GuardrailParameters): GuardrailStatement[] {
    return this.denies(parameters);
  }
}
