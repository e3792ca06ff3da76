import { Tags } from 'aws-cdk-lib';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { accountIdProblems, duplicateProblems, lengthProblems, Problems, shapeProblems } from '../../core/validation';

/** Whom resources are shared with: nobody outside of the organization. */
export class SharePrincipal {
  /**
   * Every account of an organization, those that join later too.
   *
   * @param organizationArn as `aws organizations describe-organization` prints it; tokens may stand in it
   */
  public static organization(organizationArn: string): SharePrincipal {
    throwProblems(undefined, shapeProblems('organizationArn', organizationArn, /^arn:[^:]+:organizations::[^:]+:organization\/[^/]+$/,
      'be the ARN of an organization, ending in ":organization/o-a1b2c3d4e5"', 'compose it of the management account and the organization'));
    return new SharePrincipal(organizationArn);
  }

  /**
   * Every account of an organizational unit and of the units below it, those that join later too.
   *
   * @param organizationalUnitArn as `aws organizations describe-organizational-unit` prints it; tokens may stand in it
   */
  public static organizationalUnit(organizationalUnitArn: string): SharePrincipal {
    throwProblems(undefined, shapeProblems('organizationalUnitArn', organizationalUnitArn, /^arn:[^:]+:organizations::[^:]+:ou\/[^/]+\/[^/]+$/,
      'be the ARN of a unit, ending in ":ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6"', 'compose it of the management account, the organization and the unit'));
    return new SharePrincipal(organizationalUnitArn);
  }

  /**
   * One account of the organization.
   *
   * @param accountId 12 digits
   */
  public static account(accountId: string): SharePrincipal {
    throwProblems(undefined, accountIdProblems('accountId', accountId));
    return new SharePrincipal(accountId);
  }

  private constructor(
    /** As AWS Resource Access Manager takes it: an ARN or the id of an account. */
    public readonly principal: string,
  ) {}
}

/** Properties of a share. */
export interface ResourceShareProps {
  /** The name, for people: at most 128 characters. */
  readonly shareName: string;

  /** ARNs of what is shared: of this account and region, at least one. */
  readonly resourceArns: string[];

  /** Whom it is shared with, at least one. */
  readonly principals: SharePrincipal[];
}

/**
 * Shares resources of this account with accounts of the organization, through AWS Resource Access Manager.
 *
 * Accounts outside of the organization are refused, by whom ever they are added later: external principals are off. Nobody is invited and
 * nobody accepts; for that, `OrganizationActivation` has `resourceSharing`. An account that leaves the organization loses what is shared.
 *
 * What is shared can be used, not changed; what exactly, AWS's default permission of each type says. A share costs nothing.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html
 */
export class ResourceShare extends Construct {
  /** The ARN of the share. */
  public readonly resourceShareArn: string;

  public constructor(scope: Construct, id: string, props: ResourceShareProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    const share = new CfnResourceShare(this, 'Resource', {
      name: props.shareName,
      allowExternalPrincipals: false,
      principals: props.principals.map(({ principal }) => principal),
      resourceArns: props.resourceArns,
    });
    Tags.of(share).add('Name', props.shareName);
    this.resourceShareArn = share.attrArn;
  }
}

/** @see https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html (length: as the console takes it) */
const MAX_NAME = 128;

function problems({ shareName, resourceArns, principals }: ResourceShareProps): Problems {
  return [
    ...lengthProblems('shareName', shareName, MAX_NAME),
    ...resourceArns.length === 0 ? ["'resourceArns' must name a resource, got none: leave the share out"] : [],
    ...duplicateProblems('resourceArns', resourceArns, 'name each resource once'),
    ...principals.length === 0 ? ["'principals' must name somebody, got none: leave the share out"] : [],
    ...duplicateProblems('principals', principals.map(({ principal }) => principal), 'name each once'),
  ];
}
