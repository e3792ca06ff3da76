import { IConstruct } from 'constructs';

/** What StackSets know of each other. */
export interface IStackSet extends IConstruct {
  /** The name of the StackSet. */
  readonly stackSetName: string;

  /** The ARN of the StackSet. */
  readonly stackSetArn: string;

  /** Whether accounts that join later get the stack. */
  readonly deploysAutomatically: boolean;
}

/** Options of automatic deployment. */
export interface AutoDeploymentOptions {
  /**
   * Keeps the stack in an account that leaves the targets.
   *
   * @default false - its resources are deleted
   */
  readonly retainStacksOnAccountRemoval?: boolean;

  /**
   * StackSets that must be deployed to an account before this one, at most 10. The order holds for accounts that join later, and for the
   * deployment of the app too.
   *
   * @default - no order
   */
  readonly dependsOn?: IStackSet[];
}

/**
 * Whether accounts that join the targets later get the stack by themselves.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class AutoDeployment {
  /**
   * Accounts that join get the stack; accounts that leave lose it.
   *
   * @param options what to keep, what to wait for
   */
  public static enabled(options: AutoDeploymentOptions = {}): AutoDeployment {
    return new AutoDeployment(true, options.retainStacksOnAccountRemoval ?? false, [...options.dependsOn ?? []]);
  }

  /** Only deployments of the app reach accounts. */
  public static disabled(): AutoDeployment {
    return new AutoDeployment(false, false, []);
  }

  private constructor(
    /** Whether accounts that join later get the stack. */
    public readonly isEnabled: boolean,
    /** Whether the stack stays in an account that leaves. */
    public readonly retainStacksOnAccountRemoval: boolean,
    /** StackSets that come before. */
    public readonly dependsOn: IStackSet[],
  ) {}
}
