import { ComplianceReference } from '../../guardrails';
import { ConformancePackParameters } from '../conformance-pack-parameters';
import { ConformanceRule, ManagedRuleProps } from '../conformance-rule';
import { NOT_IN } from './rule-availability';

/** Requirements that a rule of the catalogue watches: numbers of CIS 7.0, and controls of AWS Foundational Security Best Practices. */
interface Frameworks {
  readonly cis?: readonly string[];
  readonly fsbp?: readonly string[];
}

/** An entry of the catalogue. */
export interface CatalogueRuleProps extends Omit<ManagedRuleProps, 'ruleName' | 'notIn' | 'compliance' | 'inputParameters'>, Frameworks {
  /** @default - none */
  readonly parameters?: (parameters: ConformancePackParameters) => Readonly<Record<string, string | undefined>>;
}

/** A managed rule of the catalogue, named as AWS names its page: the identifier in lower case, with "-". */
export function catalogueRule(props: CatalogueRuleProps): ConformanceRule {
  const { parameters = () => ({}), identifier } = props;
  const ruleName = identifier.toLowerCase().replaceAll('_', '-');
  const rule = { ...props, ruleName, notIn: [...NOT_IN[identifier] ?? []], compliance: references(props) };
  return ConformanceRule._measuring(rule, decided => given(parameters(decided)));
}

/** What a rule of the catalogue watches. */
export function references({ cis = [], fsbp = [] }: Frameworks): ComplianceReference[] {
  return [...cis.map(number => ComplianceReference.cis('7.0', number)), ...fsbp.map(control => ComplianceReference.fsbp(control))];
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
