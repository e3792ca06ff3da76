import { createHash } from 'node:crypto';
import { MemberStackRequest, MemberStackResult, MemberStacks, RehearsalFailure } from '../aws/contract';
import { AssetTemplate } from '../assembly';
import { Template, unknown } from '../template';
import { EngineContext } from './context';
import { placeDetails, refusalOf } from './failures';
import { StackAction } from './listener';
import { memberPathsOf } from './member-paths';
import { StackDeployment } from './stack-deployment';
import { removeStack } from './stack-removal';
import { findStack, StackPlace } from './stack-state';
import { checkMemberTemplate } from './template-checks';

type Target = Pick<MemberStackRequest, 'stackSetName' | 'accountId' | 'region' | 'caller'>;

/** Failures of the rehearsal itself, which no tolerance of a StackSet may hide. */
const NEVER_TOLERATED: readonly string[] = ['unknown', 'invariant', 'order'];

/** Deploys and deletes the stacks of StackSets in member accounts. */
export class MemberStackDeployer implements MemberStacks {
  private readonly bodies = new Map<string, AssetTemplate>();

  /** @param context asked for when it is needed: it holds this object */
  public constructor(private readonly context: () => EngineContext) {}

  public deploy(request: MemberStackRequest): Promise<MemberStackResult> {
    return this.attempt(request, () => {
      const { template, constructPaths } = this.templateOf(request);
      checkMemberTemplate(template, request.templateBody === undefined ? 'url' : 'body', request.capabilities);
      return new StackDeployment(this.context(), {
        ...placeOf(request), template, constructPaths, dependencies: [],
        parameters: request.parameters, caller: request.caller, executionRoleArn: request.caller.principal.roleArn,
        stackSet: { name: request.stackSetName, origin: request.origin },
      }).run();
    });
  }

  public delete(request: Target, retain: boolean): Promise<MemberStackResult> {
    return this.attempt(request, async () => {
      const { world, assembly } = this.context();
      const stack = findStack(world, placeOf(request));
      if (stack && retain) Object.entries(stack.resources).forEach(([id, resource]) => { stack.resources[id] = { ...resource, deletionPolicy: 'Retain' }; });
      if (stack) await removeStack(this.context(), stack, request.caller, memberPathsOf(assembly, stack));
      return 'deleted';
    });
  }

  private async attempt(target: Target, act: () => Promise<StackAction>): Promise<MemberStackResult> {
    const { stackSetName, accountId, region } = target;
    const { listener } = this.context();
    try {
      const action = await act();
      listener.memberStackDone?.({ stackSetName, accountId, region, action });
      return { accountId, region };
    } catch (error) {
      // the details alone: what a handler named before it failed is of the stack here, not of the stack with the StackSet
      const failure = new RehearsalFailure(refusalOf(error, placeDetails(placeOf(target))).details);
      if (NEVER_TOLERATED.includes(failure.details.kind)) throw failure;
      listener.memberStackDone?.({ stackSetName, accountId, region, action: 'unchanged', failure });
      return { accountId, region, failure };
    }
  }

  private templateOf({ stackSetName, templateUrl, templateBody }: MemberStackRequest): AssetTemplate {
    if (templateBody !== undefined) return this.inline(stackSetName, templateBody);
    const asset = templateUrl === undefined ? undefined : this.context().assembly.assets.byUrl(templateUrl);
    if (!asset) throw unknown(`the template "${templateUrl}" of StackSet ${stackSetName} is no asset of the assembly`, 'let the CDK publish it as a file asset');
    return asset;
  }

  private inline(stackSetName: string, body: string): AssetTemplate {
    const known = this.bodies.get(body) ?? { template: Template.parse(body, `template of StackSet ${stackSetName}`), constructPaths: new Map() };
    this.bodies.set(body, known);
    return known;
  }
}

/** Where the stack of a StackSet is in an account and region. */
export function placeOf({ stackSetName, accountId, region }: Pick<Target, 'stackSetName' | 'accountId' | 'region'>): StackPlace {
  const hash = createHash('sha256').update(`${stackSetName} ${accountId} ${region}`).digest('hex').slice(0, 12);
  return { accountId, region, name: `StackSet-${stackSetName}-${hash}` };
}

