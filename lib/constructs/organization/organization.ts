import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnOrganization } from 'aws-cdk-lib/aws-organizations';
import { Construct, IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { organizationIdProblems, rootIdProblems } from '../../core/validation';

/**
 * What holds accounts and organizational units: the root of the organization, or an organizational unit.
 */
export interface IOrganizationParent extends IConstruct {
  /** The id of the root ("r-…") or of the organizational unit ("ou-…"). */
  readonly parentId: string;

  /** How many organizational units lie between this parent and the root, itself included: 0 for the root. */
  readonly depth: number;
}

/** An AWS organization, created here or adopted. */
export interface IOrganization extends IConstruct {
  /** The id of the organization, such as "o-a1b2c3d4e5". */
  readonly organizationId: string;

  /** The id of its one root, such as "r-a1b2". */
  readonly rootId: string;

  /** The root as a parent of organizational units and accounts. */
  readonly root: IOrganizationParent;
}

/** The ids of an organization that exists. */
export interface OrganizationAttributes {
  /** The id of the organization, such as "o-a1b2c3d4e5". */
  readonly organizationId: string;

  /** The id of its root, such as "r-a1b2". */
  readonly rootId: string;
}

/**
 * The AWS organization of the account that deploys this, with all features.
 *
 * An account has at most one organization: where there is one already, adopt it by `Organization.fromOrganizationAttributes`.
 * CloudFormation can neither change nor usefully delete an organization, so the resource is retained whatever happens to the stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-organization.html
 */
export class Organization extends Construct implements IOrganization {
  /**
   * Adopts an organization that exists; nothing is looked up and nothing is created.
   *
   * @param scope where to put the reference
   * @param id its name in that scope
   * @param attributes the ids, as `aws organizations describe-organization` and `list-roots` print them
   */
  public static fromOrganizationAttributes(scope: Construct, id: string, attributes: OrganizationAttributes): IOrganization {
    throwProblems(scope, [
      ...organizationIdProblems('organizationId', attributes.organizationId),
      ...rootIdProblems('rootId', attributes.rootId),
    ]);

    class Import extends Construct implements IOrganization {
      public readonly organizationId = attributes.organizationId;
      public readonly rootId = attributes.rootId;
      public readonly root = new OrganizationRoot(this, 'Root', attributes.rootId);
    }
    return new Import(scope, id);
  }

  public readonly organizationId: string;
  public readonly rootId: string;
  public readonly root: IOrganizationParent;

  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const resource = new CfnOrganization(this, 'Resource', { featureSet: 'ALL' });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);

    this.organizationId = resource.attrId;
    this.rootId = resource.attrRootId;
    this.root = new OrganizationRoot(this, 'Root', this.rootId);
    // The root exists as soon as the organization does: who depends on it waits for that.
    this.root.node.addDependency(resource);
  }
}

/** Not exported: users reach it as `organization.root`. */
class OrganizationRoot extends Construct implements IOrganizationParent {
  public readonly depth = 0;

  public constructor(scope: Construct, id: string, public readonly parentId: string) {
    super(scope, id);
  }
}
