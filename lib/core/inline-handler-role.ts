import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { ROLE_PATH } from './naming';
import { acknowledgeNist } from './nist-exceptions';
import { markAsRole } from './private/handler-roles';

/** A resource with a wildcard that a statement of the handler cannot do without. */
export interface AcknowledgedWildcard {
  /** As the statement has it; tokens may stand in it. */
  readonly resource: string;

  /** Why IAM offers nothing narrower. */
  readonly reason: string;
}

/** What a handler may do. */
export interface HandlerPermissions {
  /** Name of the function and of its role: from the naming contract. */
  readonly functionName: string;

  /** Exactly what the code calls; its own log group is added. */
  readonly statements: PolicyStatement[];

  /** Wildcards in those statements, each with its reason. */
  readonly acknowledgedWildcards?: readonly AcknowledgedWildcard[];
}

/**
 * The role of the function of the same name, in every region of the account.
 *
 * A handler makes its own, except in a template that goes to many regions: a named role exists once in an account, so there
 * `InlineHandlerRole.forEveryRegion` stands in the account's global template, and the handler says `roleInAccount`.
 *
 * The policy is inline (no race with an attachment), the path is the one that guardrails exempt and protect.
 */
export class InlineHandlerRole extends Construct {
  /** The role of a handler that runs in many regions of the account: it may write to its log group in each. */
  public static forEveryRegion(scope: Construct, id: string, props: HandlerPermissions): InlineHandlerRole {
    const role = new InlineHandlerRole(scope, id, props);
    role.allow(writeLogsInAnyRegion(props.functionName));
    return role;
  }

  public readonly role: Role;

  private readonly statements: PolicyStatement[] = [];
  private readonly policy = new PolicyDocument();

  public constructor(scope: Construct, id: string, props: HandlerPermissions) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName: props.functionName,
      path: ROLE_PATH,
      description: `Of the function ${props.functionName}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { handler: this.policy },
    });
    acknowledgeNist(this.role, 'IAMNoInlinePolicy');
    this.allow(props);
    markAsRole(this, props.functionName);
  }

  /** Adds what is not allowed yet. Statement ids are unique in a policy: the second one of a name gets a number. */
  public allow({ statements, acknowledgedWildcards = [] }: Pick<HandlerPermissions, 'statements' | 'acknowledgedWildcards'>): void {
    for (const statement of statements.filter(wanted => !this.allows(wanted))) {
      const namesakes = this.statements.filter(({ sid }) => sid === statement.sid).length;
      this.statements.push(statement);
      this.policy.addStatements(namesakes === 0 ? statement : statement.copy({ sid: `${statement.sid}${namesakes + 1}` }));
    }
    for (const { resource, reason } of acknowledgedWildcards) {
      acknowledgeWildcards(this.role, [resource], reason);
    }
  }

  private allows(wanted: PolicyStatement): boolean {
    const text = (statement: PolicyStatement) => JSON.stringify(this.role.stack.resolve(statement.toStatementJson()));
    return this.statements.some(statement => text(statement) === text(wanted));
  }
}

function writeLogsInAnyRegion(functionName: string): Pick<HandlerPermissions, 'statements' | 'acknowledgedWildcards'> {
  const resource = `arn:${Aws.PARTITION}:logs:*:${Aws.ACCOUNT_ID}:log-group:/aws/lambda/${functionName}:*`;
  return {
    statements: [new PolicyStatement({ sid: 'WriteOwnLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [resource] })],
    acknowledgedWildcards: [
      { resource, reason: 'The function runs in every baseline region under one role; the log group is its own, and Lambda names the streams.' },
    ],
  };
}
