import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  Aws, CfnResource, CfnStackSet, CfnStackSetProps, DockerImageAssetLocation, DockerImageAssetSource, FileAssetLocation, FileAssetPackaging,
  FileAssetSource, Fn, ISynthesisSession, Lazy, Names, Reference, ResolutionTypeHint, Stack, StackSynthesizer,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../../core/errors';
import { MAX_TEMPLATE_BYTES } from '../../../core/quotas';

/** How the file of a member template ends; validation finds it by that. */
export const MEMBER_TEMPLATE_SUFFIX = '.stackset.template.json';

/**
 * The template of a StackSet, as a stack that CDK believes to be nested in the stack of the StackSet: aspects, validation and `Stack.of`
 * work inside, a token of the parent becomes a parameter by itself, `DependsOn` crosses the border.
 *
 * It leans on `nestedStackResource` (public), `setParameter` (called by CDK for each crossing reference), `_prepareTemplateAsset` and
 * `_isTopLevelStack` (internal), and the symbol below. test/constructs/organization/stack-set.test.ts pins what follows from them, so
 * that an upgrade that moves them fails by name.
 */
export class MemberTemplate extends Stack {
  declare public readonly nestedStackResource?: CfnResource;
  public override readonly templateFile = `${Names.uniqueId(this)}${MEMBER_TEMPLATE_SUFFIX}`;
  private readonly parameters = new Map<string, string>();

  public constructor(scope: Construct, id: string, stackSet: CfnStackSet, description?: string) {
    const synthesizer = new MemberTemplateSynthesizer(Stack.of(scope));
    // Pseudo parameters: inside, `Stack.of(x).account` is the member's account, never the management account's id.
    super(scope, id, { env: { account: Aws.ACCOUNT_ID, region: Aws.REGION }, synthesizer, description, analyticsReporting: false });

    Object.defineProperty(this, 'nestedStackResource', { value: stackSet });
    Object.defineProperty(this, Symbol.for('@aws-cdk/core.NestedStack'), { value: true });

    stackSet.templateUrl = Lazy.uncachedString({ produce: () => synthesizer.url ?? '<not synthesised yet>' });
    // Uncached: a cached list would be taken as empty before CDK adds the parameters of crossing references.
    stackSet.parameters = Lazy.uncachedAny({ produce: () => this.renderParameters() }, { omitEmptyArray: true });
    stackSet.capabilities = Lazy.uncachedList({ produce: () => this.capabilities() }, { omitEmpty: true });
  }

  /** CDK calls this for each reference that crosses into the template. */
  public setParameter(name: string, value: string): void {
    this.parameters.set(name, value);
  }

  /** Three zones by index: CDK's own list would be looked up, with credentials, in the wrong account. */
  public override get availabilityZones(): string[] {
    return [0, 1, 2].map(index => Fn.select(index, Fn.getAzs()));
  }

  /** @internal Nothing to prepare: the asset is added once the final bytes are known. */
  public _prepareTemplateAsset(): boolean {
    return false;
  }

  /** @internal Else annotations inside vanish, and the template counts as a stack to deploy. */
  public override get _isTopLevelStack(): boolean {
    return false;
  }

  private renderParameters(): CfnStackSet.ParameterProperty[] {
    return [...this.parameters].map(([parameterKey, parameterValue]) => ({ parameterKey, parameterValue }));
  }

  private capabilities(): string[] {
    const hasIdentities = this.node.findAll().some(child =>
      CfnResource.isCfnResource(child) && child.cfnResourceType.startsWith('AWS::IAM::') && Stack.of(child) === this);
    return hasIdentities ? ['CAPABILITY_NAMED_IAM'] : [];
  }
}

/** Writes the template as a file asset of the parent stack: members never read it, CloudFormation in the management account does. */
class MemberTemplateSynthesizer extends StackSynthesizer {
  public url?: string;

  public constructor(private readonly parent: Stack) {
    super();
  }

  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    throw this.noAssets(`the file ${JSON.stringify(asset.displayName ?? asset.fileName ?? asset.sourceHash)}`);
  }

  public addDockerImageAsset(asset: DockerImageAssetSource): DockerImageAssetLocation {
    throw this.noAssets(`the image ${JSON.stringify(asset.displayName ?? asset.directoryName ?? asset.sourceHash)}`);
  }

  /** CDK asks for it only to let the template read another stack's output, which a member account cannot. */
  public override get cloudFormationExecutionRole(): string | undefined {
    throw new ConfigurationError(
      ['a StackSet template cannot read a value of another stack, since members cannot, got a reference to one: pass it by addParameter'],
      this.boundStack.node.path);
  }

  /** Children are synthesised before their parent, so the parent's template gets the final address. */
  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    const fileName = this.boundStack.templateFile;
    const path = join(session.assembly.outdir, fileName);
    this.checkSize(statSync(path).size);
    this.url = this.parent.synthesizer.addFileAsset({
      fileName,
      sourceHash: createHash('sha256').update(readFileSync(path)).digest('hex'),
      packaging: FileAssetPackaging.FILE,
      displayName: `${this.boundStack.node.path} Template`,
    }).httpUrl;
  }

  private checkSize(bytes: number): void {
    if (bytes > MAX_TEMPLATE_BYTES) {
      throw new ConfigurationError(
        [`a StackSet template must have at most ${MAX_TEMPLATE_BYTES} bytes, got ${bytes}: split it into two StackSets`], this.boundStack.node.path);
    }
  }

  private noAssets(what: string): ConfigurationError {
    return new ConfigurationError(
      [`a StackSet template carries no assets, since members cannot read them, got ${what}: write the code inline, or leave the construct out`],
      this.boundStack.node.path);
  }
}

/** The resource, which refuses what CDK would ask of a nested stack: its outputs. */
export class StackSetResource extends CfnStackSet {
  public constructor(scope: Construct, id: string, props: CfnStackSetProps) {
    super(scope, id, props);
  }

  public override getAtt(attributeName: string, typeHint?: ResolutionTypeHint): Reference {
    if (attributeName.startsWith('Outputs.')) {
      throw new ConfigurationError(
        [`a StackSet returns no outputs, got a reference to ${attributeName.slice('Outputs.'.length)} inside its template: give it a name and use the name`],
        this.node.path);
    }
    return super.getAtt(attributeName, typeHint);
  }
}
