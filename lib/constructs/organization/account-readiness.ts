import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName, ORGANIZATION_ACCESS_ROLE } from '../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { CODE } from './private/account-readiness.bundle';
import { IAccount, IAccountReadiness } from './account';

const FUNCTION_NAME = functionName('account-readiness');

/** Properties of the readiness check. */
export interface AccountReadinessProps {
  /** The regions in which an account has to answer, unless a check names others. */
  readonly regions: string[];
}

/**
 * Waits for accounts that AWS reports as created although their services still refuse them.
 *
 * A function in the management account assumes the role that Organizations puts into each account it creates, and asks EC2, Lambda and KMS
 * for up to 13 minutes. An answer that a policy denies is an answer. Adopted accounts need no check.
 *
 * That role is an administrator, and the function's permission to assume it is not narrower than the organization: the ids of accounts that
 * are still to be created are unknown, and they may go to any unit. The code gives each session a policy of three read calls, but that is
 * the code's own choice: guard the function like an administrator of every account. Guardrails do not bind the management account, so
 * nobody should work there.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export class AccountReadiness extends Construct implements IAccountReadiness {
  /**
   * Uses the function of an `AccountReadiness` in another stack of the same account and region; its name is part of the naming contract.
   *
   * @param scope where to put the reference
   * @param id its name in that scope
   * @param props the regions
   */
  public static fromFunctionName(scope: Construct, id: string, props: AccountReadinessProps): IAccountReadiness {
    throwProblems(scope, regionProblems(props.regions));

    class Import extends Construct implements IAccountReadiness {
      private readonly serviceToken = Stack.of(this).formatArn({
        service: 'lambda', resource: 'function', resourceName: FUNCTION_NAME, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });

      public check(account: IAccount, regions: string[] = props.regions): void {
        addCheck(account, regions, this.serviceToken);
      }
    }
    return new Import(scope, id);
  }

  private readonly regions: string[];
  private readonly serviceToken: string;

  public constructor(scope: Construct, id: string, props: AccountReadinessProps) {
    super(scope, id);
    throwProblems(this, regionProblems(props.regions));

    const handler = InlineHandler.of(this, {
      functionName: FUNCTION_NAME,
      description: 'Waits until the services of a new account answer',
      code: CODE,
      timeout: TIMEOUT,
      statements: [assumeAccessRole(this)],
      acknowledgedWildcards: [{
        resource: accessRoleArn(this, '*'),
        reason: 'The accounts are created by the same deployment, so their ids are unknown, and each starts below the root and may go to any unit, so '
          + 'aws:ResourceOrgPaths would name them all: a condition keeps to the own organization. The role it assumes is an administrator; that the '
          + 'session may only ask three questions is the choice of the handler\'s code, so whoever may change this function owns every account.',
      }],
    });
    this.regions = [...props.regions];
    this.serviceToken = handler.serviceToken;
  }

  public check(account: IAccount, regions: string[] = this.regions): void {
    addCheck(account, regions, this.serviceToken);
  }
}

/** The longest that Lambda runs. */
const TIMEOUT = Duration.minutes(15);

function addCheck(account: IAccount, regions: string[], serviceToken: string): void {
  throwProblems(account, regionProblems(regions));
  new CustomResource(account, 'Readiness', {
    resourceType: 'Custom::AccountReady',
    serviceToken,
    serviceTimeout: TIMEOUT.plus(Duration.minutes(1)),
    properties: {
      AccountId: account.accountId,
      RoleArn: accessRoleArn(account, account.accountId),
      Regions: [...regions].sort(),
    },
  });
}

function assumeAccessRole(scope: IConstruct): PolicyStatement {
  return new PolicyStatement({
    sid: 'AskNewAccounts',
    actions: ['sts:AssumeRole'],
    resources: [accessRoleArn(scope, '*')],
    conditions: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
  });
}

function accessRoleArn(scope: IConstruct, account: string): string {
  return Stack.of(scope).formatArn({ service: 'iam', region: '', account, resource: 'role', resourceName: ORGANIZATION_ACCESS_ROLE });
}

function regionProblems(regions: string[]): Problems {
  return [
    ...regions.length === 0 ? ["'regions' must name a region, got none: add the home region"] : [],
    ...duplicateProblems('regions', regions, 'name each region once'),
    ...regions.flatMap(region => shapeProblems('regions', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be region names such as "eu-central-1"', 'correct it')),
  ];
}
