import { ComplianceReference } from '../compliance-reference';

/**
 * A recommendation of CIS under its number in each version of the benchmark. Many came with 7.0 and have no other.
 *
 * @see https://www.cisecurity.org/benchmark/amazon_web_services
 */
export function cis(v7: string, v6?: string, v5?: string): ComplianceReference[] {
  return [
    ComplianceReference.cis('7.0', v7),
    ...(v6 === undefined ? [] : [ComplianceReference.cis('6.0', v6)]),
    ...(v5 === undefined ? [] : [ComplianceReference.cis('5.0', v5)]),
  ];
}

/** Controls of AWS Foundational Security Best Practices. */
export function fsbp(...controls: string[]): ComplianceReference[] {
  return controls.map(control => ComplianceReference.fsbp(control));
}

/** Said of a guardrail that no framework asks for. */
export const NO_FRAMEWORK: ComplianceReference[] = [];
