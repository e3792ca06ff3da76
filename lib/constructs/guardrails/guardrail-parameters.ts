import { GuardrailOptions } from './guardrail-options';

/** What the catalogue's guardrails must know of an organization, and what it decides otherwise. */
export interface GuardrailParameters extends GuardrailOptions {
  /** Regions in which accounts may work, the home region among them. */
  readonly governedRegions: string[];

  /** The organization's id, such as `o-a1b2c3d4e5`, or a token of it. */
  readonly organizationId: string;
}
