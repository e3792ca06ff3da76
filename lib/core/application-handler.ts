import { Duration, Stack } from 'aws-cdk-lib';
import { IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { throwProblems } from './errors';
import { AcknowledgedWildcard } from './inline-handler-role';
import { acknowledgeNist } from './nist-exceptions';
import { oneOfItsKind } from './one-of-its-kind';
import { codeProblems, HandlerFunctionProps, newHandlerFunction, newHandlerLogGroup, ServiceToken, writeLogs } from './private/handler-function';

/** Properties of a handler that applications deploy. */
export interface ApplicationHandlerProps extends HandlerFunctionProps {
  /** Exactly what the code calls, whoever asks for it; its own log group is added, and `allow` adds what one of them needs. */
  readonly statements: PolicyStatement[];

  /** Wildcards in those statements, each with its reason. */
  readonly acknowledgedWildcards?: readonly AcknowledgedWildcard[];
}

/**
 * An `InlineHandler` of application teams: one for each stack that needs it, and CloudFormation makes up the names of its function, role
 * and log group. Those of an `InlineHandler` are the platform's, and guardrails keep everybody else from them. It works in stacks of the
 * platform too, but not in templates that go to many regions with one role.
 */
export class ApplicationHandler extends Construct implements ServiceToken {
  /**
   * The handler of that id in the stack of the scope, made by whoever asks first.
   *
   * @param scope who needs it
   * @param id the same for all of them
   * @param props the same for all of them
   */
  public static of(scope: IConstruct, id: string, props: ApplicationHandlerProps): ApplicationHandler {
    return oneOfItsKind(Stack.of(scope), id, stack => new ApplicationHandler(stack, id, props));
  }

  public readonly serviceToken: string;
  public readonly serviceTimeout: Duration;
  public readonly role: IRole;

  private readonly policy = new PolicyDocument();

  private constructor(scope: Construct, id: string, props: ApplicationHandlerProps) {
    super(scope, id);
    throwProblems(this, codeProblems(props.code));
    const logGroup = newHandlerLogGroup(this);
    this.allow(...props.statements, writeLogs(logGroup));
    const role = new Role(this, 'Role', {
      description: props.description,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { handler: this.policy },
    });
    acknowledgeNist(role, 'IAMNoInlinePolicy');
    props.acknowledgedWildcards?.forEach(({ resource, reason }) => acknowledgeWildcards(role, [resource], reason));
    const { serviceToken, serviceTimeout } = newHandlerFunction(this, props, { role, logGroup });
    this.serviceToken = serviceToken;
    this.serviceTimeout = serviceTimeout;
    this.role = role;
  }

  /** Lets it do more, for one of those who use it. */
  public allow(...statements: readonly PolicyStatement[]): void {
    this.policy.addStatements(...statements);
  }
}
