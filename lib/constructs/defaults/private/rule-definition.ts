import { CfnResource } from 'aws-cdk-lib';
import { RenderedResource } from '../../../core/rendered-resources';
import { SecurityTheme } from '../security-theme';
import { RenderedWorld } from './rendered-world';

/** Values by the paths of properties, such as `VersioningConfiguration.Status`. */
export type Fillings = Readonly<Record<string, unknown>>;

/**
 * A rule of security as data. What is filled in and what is completed is what the rule would object to otherwise: a waiver of the rule
 * leaves both out.
 */
export interface RuleDefinition {
  /** In kebab-case; it never changes, since waivers, reports and tests name it. */
  readonly id: string;
  readonly theme: SecurityTheme;
  /** What must be, in a sentence. */
  readonly title: string;
  /** What to do about a finding, as an order. */
  readonly remedy: string;
  /** The page of AWS that it rests on. */
  readonly source: string;
  /** What it looks at @default - resources of every type */
  readonly cfnTypes?: readonly string[];
  /** What is wrong with a resource, each as `'Property' must …, got …`. */
  readonly problems: (resource: RenderedResource, world: RenderedWorld) => readonly string[];
  /** What properties become where nobody wrote them @default - nothing */
  readonly fillings?: (resource: RenderedResource) => Fillings;
  /** Whether what is filled in replaces a resource that exists, whose data is then kept @default - no, it is updated in place */
  readonly replaces?: boolean;
  /** What else makes it right, such as a policy beside the resource @default - nothing */
  readonly complete?: (resource: RenderedResource, construct: CfnResource) => void;
}
