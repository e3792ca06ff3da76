import { CustomResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { IAccount } from './account';
import { IOrganization, IOrganizationParent } from './organization';
import { CODE } from './private/account-placement-check.bundle';

/** Where an adopted account is said to lie. */
export interface AccountPlacement {
  /** The account, adopted by its id. */
  readonly account: IAccount;

  /** The root or the organizational unit directly above it. */
  readonly parent: IOrganizationParent;
}

/** Properties of the check. */
export interface AccountPlacementCheckProps {
  /** The organization that holds the accounts. */
  readonly organization: IOrganization;

  /** The placements to verify, at least one. */
  readonly placements: AccountPlacement[];
}

/**
 * Fails the deployment, with every misplaced account by id, unless each adopted account lies where the configuration says.
 *
 * CloudFormation asks again only when the placements change: an account that somebody moves later is not noticed by a deployment that
 * changes nothing here, and stays where it was moved to.
 *
 * An adopted account is never moved silently: a move changes the policies that bind it. Move it yourself, or correct the configuration.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export class AccountPlacementCheck extends Construct {
  public constructor(scope: Construct, id: string, props: AccountPlacementCheckProps) {
    super(scope, id);
    throwProblems(this, props.placements.length > 0 ? [] : ["'placements' must hold at least one account, got none: leave the check out"]);

    const accounts = Stack.of(this).formatArn({
      service: 'organizations', region: '', resource: 'account', resourceName: `${props.organization.organizationId}/*`,
    });
    const handler = InlineHandler.of(this, {
      functionName: functionName('account-placement-check'),
      description: 'Verifies that adopted accounts lie where the configuration says',
      code: CODE,
      statements: [new PolicyStatement({ sid: 'AskWhereAccountsLie', actions: ['organizations:ListParents'], resources: [accounts] })],
      acknowledgedWildcards: [{
        resource: accounts,
        reason: 'It asks for the unit of every adopted account; a list of them would outgrow the policy of the role in a large organization.',
      }],
    });
    const check = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::AccountPlacementCheck',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        Placements: props.placements.map(({ account, parent }) => ({ AccountId: account.accountId, ParentId: parent.parentId })),
      },
    });
    check.node.addDependency(...props.placements.map(({ parent }) => parent));
  }
}
