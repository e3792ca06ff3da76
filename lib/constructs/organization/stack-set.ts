import { ArnFormat, CfnParameter, CfnStackSet, CfnStackSetProps, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ROLE_PATH, STACKSET_ADMINISTRATION_ROLE, STACKSET_EXECUTION_ROLE } from '../../core/naming';
import { MAX_STACKSET_NAME } from '../../core/quotas';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { AutoDeployment, IStackSet } from './auto-deployment';
import { OperationPreferences } from './operation-preferences';
import { MemberTemplate, StackSetResource } from './private/member-template';
import { StackSetTargets } from './stack-set-targets';

/** Properties of a StackSet. */
export interface StackSetProps {
  /**
   * The name: letters, digits and "-", starting with a letter, at most 128 characters. Another name is another StackSet, whose resources
   * collide with those of the old one in every account: leave it as it is.
   */
  readonly stackSetName: string;

  /**
   * What it holds, for people.
   *
   * @default - none
   */
  readonly description?: string;

  /** The accounts it deploys to. */
  readonly targets: StackSetTargets;

  /** The regions it deploys to, such as "eu-central-1". Each must be enabled in the management account and in the targets. */
  readonly regions: string[];

  /**
   * How operations go through accounts and regions.
   *
   * @default - `OperationPreferences.strict()` for a single account, else `OperationPreferences.atScale()`
   */
  readonly operationPreferences?: OperationPreferences;

  /**
   * Whether accounts that join later get the stack.
   *
   * @default - disabled for a single account, else enabled, and the stack goes when the account leaves
   */
  readonly autoDeployment?: AutoDeployment;

  /**
   * StackSets that must be deployed before this one, by the app and, where both deploy automatically, to accounts that join later.
   *
   * @default - those of `autoDeployment`
   */
  readonly dependsOn?: StackSet[];

  /**
   * What happens to the StackSet, and so to every stack in every account, when it leaves the app.
   *
   * @default RemovalPolicy.DESTROY - what holds data or logs needs RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A template that CloudFormation deploys into member accounts, from the management account, with nothing prepared in the members; or, by
 * `StackSetTargets.managementAccount`, into the regions of the management account. A StackSet costs nothing but what its templates make.
 *
 *     const baseline = new StackSet(this, 'Baseline', { stackSetName: 'baseline', targets: StackSetTargets.organization(organization),
 * regions });
 *     new CfnAnalyzer(baseline.template, 'Analyzer', { type: 'ACCOUNT' });
 *
 * Constructs go into `template`, which is a stack: aspects, cdk-nag and `Template.fromStack` work on it. A value of the app goes in by
 * `addParameter`, a token of the own stack does so by itself. Nothing comes out: a StackSet has no outputs, so what others need has a
 * name that both sides know. Assets (files, images, bundled functions) are refused.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
 */
export class StackSet extends Construct implements IStackSet {
  /** What is deployed into each account and region. */
  public readonly template: Stack;

  public readonly stackSetName: string;
  public readonly stackSetArn: string;

  /** Whether accounts that join later get the stack. */
  public readonly deploysAutomatically: boolean;

  private readonly member: MemberTemplate;

  public constructor(scope: Construct, id: string, props: StackSetProps) {
    super(scope, id);
    const single = props.targets.accountId !== undefined;
    const autoDeployment = props.autoDeployment ?? (single ? AutoDeployment.disabled() : AutoDeployment.enabled());
    const predecessors = predecessorsOf(props, autoDeployment);
    throwProblems(this, problems(props, autoDeployment, predecessors));

    const resource = new StackSetResource(this, 'Resource', {
      stackSetName: props.stackSetName,
      description: props.description,
      ...props.targets.isSelfManaged ? selfManaged(this) : serviceManaged(autoDeployment, predecessors),
      managedExecution: { Active: true },
      operationPreferences: props.operationPreferences ?? (single ? OperationPreferences.strict() : OperationPreferences.atScale()),
      stackInstancesGroup: [{ deploymentTargets: renderTargets(props.targets), regions: [...props.regions].sort() }],
    });
    if (props.removalPolicy) {
      resource.applyRemovalPolicy(props.removalPolicy);
    }
    predecessors.forEach(predecessor => resource.node.addDependency(predecessor));

    this.member = new MemberTemplate(this, 'Template', resource, props.description);
    this.template = this.member;
    this.stackSetName = props.stackSetName;
    this.stackSetArn = Stack.of(this).formatArn({
      service: 'cloudformation', resource: 'stackset', resourceName: resource.attrStackSetId, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.deploysAutomatically = autoDeployment.isEnabled;
  }

  /**
   * Passes a value of the app into the template, whatever stack it comes from.
   *
   * @param name the parameter's name: letters and digits
   * @param value the value, the same for every account
   * @returns what to use inside the template
   */
  public addParameter(name: string, value: string): string {
    throwProblems(this, shapeProblems('name', name, /^[A-Za-z0-9]{1,255}$/, 'be a parameter name of letters and digits', 'rename it'));
    const parameter = new CfnParameter(this.template, name);
    this.member.setParameter(name, value);
    return parameter.valueAsString;
  }
}

/** How CloudFormation gets into the accounts. */
type PermissionModel = Pick<CfnStackSetProps, 'permissionModel' | 'callAs' | 'autoDeployment' | 'administrationRoleArn' | 'executionRoleName'>;

function serviceManaged(autoDeployment: AutoDeployment, predecessors: IStackSet[]): PermissionModel {
  // The API defaults to SELF too; named, so that a delegated administrator cannot be meant.
  return { permissionModel: 'SERVICE_MANAGED', callAs: 'SELF', autoDeployment: renderAutoDeployment(autoDeployment, predecessors) };
}

/** By the roles of SelfManagedStackSetRoles; automatic deployment is not for this model, not even switched off. */
function selfManaged(scope: Construct): PermissionModel {
  return {
    permissionModel: 'SELF_MANAGED',
    administrationRoleArn: Stack.of(scope).formatArn({ service: 'iam', region: '', resource: `role${ROLE_PATH}${STACKSET_ADMINISTRATION_ROLE}`, arnFormat: ArnFormat.NO_RESOURCE_NAME }),
    executionRoleName: STACKSET_EXECUTION_ROLE,
  };
}

function predecessorsOf(props: StackSetProps, autoDeployment: AutoDeployment): IStackSet[] {
  return [...new Set<IStackSet>([...autoDeployment.dependsOn, ...props.dependsOn ?? []])];
}

function renderAutoDeployment(autoDeployment: AutoDeployment, predecessors: IStackSet[]): CfnStackSet.AutoDeploymentProperty {
  if (!autoDeployment.isEnabled) {
    return { enabled: false };
  }
  // A StackSet that never deploys to accounts that join is nothing to wait for.
  const automatic = predecessors.filter(predecessor => predecessor.deploysAutomatically);
  return {
    enabled: true,
    retainStacksOnAccountRemoval: autoDeployment.retainStacksOnAccountRemoval,
    dependsOn: automatic.length > 0 ? automatic.map(predecessor => predecessor.stackSetArn) : undefined,
  };
}

function renderTargets(targets: StackSetTargets): CfnStackSet.DeploymentTargetsProperty {
  if (targets.isSelfManaged) {
    return { accounts: [targets.accountId!] };
  }
  return targets.accountId === undefined
    ? { organizationalUnitIds: targets.organizationalUnitIds }
    : { organizationalUnitIds: targets.organizationalUnitIds, accounts: [targets.accountId], accountFilterType: 'INTERSECTION' };
}

/** CloudFormation's limit for one StackSet. */
const MAX_DEPENDENCIES = 10;

function problems(props: StackSetProps, autoDeployment: AutoDeployment, predecessors: IStackSet[]): Problems {
  return [
    ...shapeProblems('stackSetName', props.stackSetName, new RegExp(`^[A-Za-z][A-Za-z0-9-]{0,${MAX_STACKSET_NAME - 1}}$`),
      `have 1 to ${MAX_STACKSET_NAME} letters, digits and "-", a letter first`, 'rename it'),
    ...props.targets._problems,
    ...props.regions.length === 0 ? ["'regions' must name a region, got none: add the home region"] : [],
    ...duplicateProblems('regions', props.regions, 'name each region once'),
    ...autoDeployment.isEnabled && props.targets.accountId !== undefined
      ? ["'autoDeployment' must be disabled for a single account, got enabled: CloudFormation ignores the account filter when accounts join, and would deploy to all"]
      : [],
    ...predecessors.length > MAX_DEPENDENCIES
      ? [`'dependsOn' must name at most ${MAX_DEPENDENCIES} StackSets, got ${predecessors.length}: depend on the last of a chain`]
      : [],
  ];
}
