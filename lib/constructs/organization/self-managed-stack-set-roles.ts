import { Aws, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, CompositePrincipal, IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { NAME_PATTERN, ROLE_PATH, STACKSET_ADMINISTRATION_ROLE, STACKSET_EXECUTION_ROLE } from '../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { acknowledgeExecutionWildcards, baselineStatements, stackStatements } from './private/stack-set-execution-statements';

/** Properties of the roles of self-managed StackSets. */
export interface SelfManagedStackSetRolesProps {
  /**
   * Regions of the StackSets that an account has to opt into, such as "eu-south-1": there another service principal of CloudFormation asks
   * for the role.
   *
   * @default - none
   */
  readonly optInRegions?: string[];

  /**
   * Providers of SAML and OpenID Connect that the templates of the account baseline make, by what follows the account in their ARNs:
   * "saml-provider/corporate", "oidc-provider/gitlab.example.com". The role makes and changes no other.
   *
   * @default - none
   */
  readonly identityProviders?: string[];

  /**
   * What the templates need beyond stacks. The role is bound by no service control policy, so name actions and resources; wildcards are
   * acknowledged by whoever gives them, on `executionRole`.
   *
   * @default - what the templates of the account baseline need: their roles and functions by name, log groups of these, event rules, queues
   */
  readonly statements?: PolicyStatement[];
}

/**
 * The two roles with which CloudFormation deploys self-managed StackSets into the management account, which service-managed ones leave out.
 *
 *     CloudFormation ──assumes──► lz-stackset-administration ──assumes──► lz-stackset-execution ──► stacks StackSet-lz-*
 *      for StackSets lz-* only      may assume that one role, no more       no other trust; what the templates need, and never these
 *                                                                           roles, nor functions that change the organization
 *
 * They belong into the management account, into a stack that comes before those of the StackSets: a role takes seconds until it can be
 * assumed everywhere. The execution role lies below no path, since a StackSet finds it by name, and a name has no path. Whoever may update
 * these StackSets acts with it, and one of them makes break-glass, an administrator: alarm on every use of it outside CloudFormation. IAM
 * roles cost nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
 */
export class SelfManagedStackSetRoles extends Construct {
  /** The role that CloudFormation assumes for the StackSets. */
  public readonly administrationRole: IRole;

  /** The role that makes the stacks. */
  public readonly executionRole: IRole;

  public constructor(scope: Construct, id: string, props: SelfManagedStackSetRolesProps = {}) {
    super(scope, id);
    const { identityProviders = [], optInRegions = [], statements = baselineStatements(this, identityProviders) } = props;
    throwProblems(this, problems(optInRegions, identityProviders));

    this.administrationRole = this.administration(optInRegions);
    this.executionRole = this.execution(this.administrationRole, statements);
  }

  private administration(optInRegions: string[]): Role {
    const { account } = Stack.of(this);
    const services = ['cloudformation.amazonaws.com', ...[...optInRegions].sort().map(region => `cloudformation.${region}.amazonaws.com`)];
    return new Role(this, 'Administration', {
      roleName: STACKSET_ADMINISTRATION_ROLE,
      path: ROLE_PATH,
      description: 'Assumed by CloudFormation for self-managed StackSets of the landing zone',
      assumedBy: new CompositePrincipal(...services.map(service => new ServicePrincipal(service))).withConditions({
        // Both, as AWS advises: no StackSet of another account, and none of another product in this one.
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudformation:*:${account}:stackset/${NAME_PATTERN}` },
      }),
      inlinePolicies: {
        execution: new PolicyDocument({
          statements: [new PolicyStatement({
            sid: 'AssumeExecutionRole', actions: ['sts:AssumeRole'], resources: [`arn:${Aws.PARTITION}:iam::${account}:role/${STACKSET_EXECUTION_ROLE}`],
          })],
        }),
      },
    });
  }

  private execution(administrationRole: IRole, statements: PolicyStatement[]): Role {
    const role = new Role(this, 'Execution', {
      roleName: STACKSET_EXECUTION_ROLE,
      description: 'Makes the stacks of self-managed StackSets of the landing zone',
      assumedBy: new ArnPrincipal(administrationRole.roleArn),
      inlinePolicies: { templates: new PolicyDocument({ statements: [...stackStatements(this), ...statements] }) },
    });
    acknowledge(role, {
      id: 'AwsSolutions::AwsSolutions-IAM5[Action::cloudformation:*]',
      reason: 'AWS documents full CloudFormation permissions as the minimum of an execution role; here they hold for the stacks of the StackSets only.',
    }, {
      id: 'cdk-validator-cfnguard::iam_inline_policy_no_statements_with_full_access_check',
      reason: 'AWS documents cloudformation:* as the minimum of an execution role; here it holds for the stacks of the StackSets only.',
    });
    acknowledgeExecutionWildcards(role);
    return role;
  }
}

function problems(optInRegions: string[], identityProviders: string[]): Problems {
  return [
    ...identityProviders.flatMap(provider => shapeProblems('identityProviders', provider, /^(saml|oidc)-provider\/[^*?\s]+$/,
      'be "saml-provider/…" or "oidc-provider/…" without wildcards', 'name each provider')),
    ...optInRegions.flatMap(region =>
      shapeProblems('optInRegions', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be regions such as "eu-south-1"', 'take it from the region list of the account')),
    ...duplicateProblems('optInRegions', optInRegions, 'name each region once'),
  ];
}
