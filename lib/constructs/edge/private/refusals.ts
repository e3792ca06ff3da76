import { Problems } from '../../../core/validation';

/** A prop that would weaken a secure construct. */
interface Refusal {
  readonly prop: string;
  /** What the prop must do, such as `be left out`. */
  readonly rule: string;
  readonly got: unknown;
  readonly remedy: string;
  /** The construct of the CDK that takes it. */
  readonly plain: string;
}

/** The problem of a prop that weakens a construct, with both ways out: mend it, or say at the plain construct why not. */
export function refusedIf(isWeaker: boolean, { prop, rule, got, remedy, plain }: Refusal): Problems {
  return isWeaker ? [`'${prop}' must ${rule}, got ${JSON.stringify(got)}: ${remedy}, or use ${plain} with a waiver of SecureDefaults`] : [];
}
