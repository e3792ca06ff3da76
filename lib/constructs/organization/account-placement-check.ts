import { CustomResource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IAccount } from './account';
import { IOrganizationParent } from './organization';
import { ORGANIZATIONS_HAS_NO_RESOURCES } from './private/activation-statements';
import { CODE } from './private/account-placement-check.bundle';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';

/** Where an adopted account is said to lie. */
export interface AccountPlacement {
  /** The account, adopted by its id. */
  readonly account: IAccount;

  /** The root or the organizational unit directly above it. */
  readonly parent: IOrganizationParent;
}

/** Properties of the check. */
export interface AccountPlacementCheckProps {
  /** The placements to verify, at least one. */
  readonly placements: AccountPlacement[];
}

/**
 * Fails the deployment, with every misplaced account by id, unless each adopted account lies where the configuration says.
 *
 * An adopted account is never moved silently: a move changes the policies that bind it. Move it yourself, or correct the configuration.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export class AccountPlacementCheck extends Construct {
  public constructor(scope: Construct, id: string, props: AccountPlacementCheckProps) {
    super(scope, id);
    throwProblems(this, props.placements.length > 0 ? [] : ["'placements' must hold at least one account, got none: leave the check out"]);

    const handler = new InlineHandler(this, 'Handler', {
      functionName: functionName('account-placement-check'),
      description: 'Verifies that adopted accounts lie where the configuration says',
      code: CODE,
      statements: [new PolicyStatement({ sid: 'AskWhereAccountsLie', actions: ['organizations:ListParents'], resources: ['*'] })],
      acknowledgedWildcards: [ORGANIZATIONS_HAS_NO_RESOURCES],
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
