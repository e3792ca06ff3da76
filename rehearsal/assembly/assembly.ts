import { Template } from '../template';

/** A synthesised cloud assembly, read. */
export interface Assembly {
  /** The cdk.out it was read from. */
  readonly directory: string;
  /** Every stack, those of nested Stages too, each after what it depends on. */
  readonly stacks: readonly AssemblyStack[];
  /** Templates among the file assets: those that StackSets deploy. */
  readonly assets: AssetTemplates;
}

/** One stack that `cdk deploy` would deploy. */
export interface AssemblyStack {
  /** Id of the artifact in the manifest. */
  readonly id: string;
  /** Name in CloudFormation. */
  readonly name: string;
  /** Path in the construct tree, as `cdk ls` prints it. */
  readonly displayName: string;
  /** undefined for a stack that does not say its account. */
  readonly accountId?: string;
  /** undefined for a stack that does not say its region. */
  readonly region?: string;
  readonly template: Template;
  /** Ids of the stacks that must be deployed before. */
  readonly dependencies: readonly string[];
  /** Role that CloudFormation works with, `${AWS::Partition}` not yet replaced; undefined when it uses the credentials of the deployer. */
  readonly executionRoleArn?: string;
  readonly terminationProtection: boolean;
  /** Values of parameters that the app gave. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Construct path by logical id; logical ids without a known construct are left out. */
  readonly constructPaths: ReadonlyMap<string, string>;
}

/** A template that is a file asset: of a StackSet, or of a nested stack. */
export interface AssetTemplate {
  readonly template: Template;
  readonly constructPaths: ReadonlyMap<string, string>;
}

/** Templates by the key of their object in the assets bucket. */
export interface AssetTemplates {
  /** Keys of all template assets. */
  readonly keys: readonly string[];
  /** The template behind an object key; undefined for a key that is no asset of this assembly. */
  byObjectKey(key: string): AssetTemplate | undefined;
  /** The template behind a URL such as `https://s3.eu-central-1.amazonaws.com/bucket/key.json`, with or without a prefix before the key. */
  byUrl(url: string): AssetTemplate | undefined;
}
