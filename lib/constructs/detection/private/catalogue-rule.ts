import { ComplianceReference } from '../../guardrails';
import { ConformancePackParameters } from '../conformance-pack-parameters';
import { ConformanceRule, ConformanceRuleProps } from '../conformance-rule';

/** Requirements that a rule of the catalogue watches: numbers of CIS 7.0, and controls of AWS Foundational Security Best Practices. */
interface Frameworks {
  readonly cis?: readonly string[];
  readonly fsbp?: readonly string[];
}

/** An entry of the catalogue. jsii knows no callbacks, so it stays in here. */
export interface CatalogueRuleProps extends Omit<ConformanceRuleProps, 'ruleName' | 'compliance' | 'inputParameters'>, Frameworks {
  readonly identifier: string;
  /** @default - the identifier in lower case, with "-" */
  readonly ruleName?: string;
  /** @default - none */
  readonly parameters?: (parameters: ConformancePackParameters) => Record<string, string | undefined>;
}

/** A managed rule of the catalogue: its values are a function of what the organization decides. */
export class CatalogueRule extends ConformanceRule {
  private readonly parameters: NonNullable<CatalogueRuleProps['parameters']>;

  public constructor(props: CatalogueRuleProps) {
    const ruleName = props.ruleName ?? props.identifier.toLowerCase().replaceAll('_', '-');
    super({ ...props, ruleName, compliance: references(props) }, { Owner: 'AWS', SourceIdentifier: props.identifier }, [], []);
    this.parameters = props.parameters ?? (() => ({}));
  }

  public override inputParameters(parameters: ConformancePackParameters): Record<string, string> {
    const values = Object.entries(this.parameters(parameters));
    return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}

/** What a rule of the catalogue watches. */
export function references({ cis = [], fsbp = [] }: Frameworks): ComplianceReference[] {
  return [...cis.map(number => ComplianceReference.cis('7.0', number)), ...fsbp.map(control => ComplianceReference.fsbp(control))];
}
