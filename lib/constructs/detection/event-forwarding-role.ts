import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EVENT_FORWARDING_ROLE, ROLE_PATH } from '../../core/naming';

/** Properties of the role. */
export interface EventForwardingRoleProps {
  /** The ARN of the bus in the security account: the only one that the role may send to. */
  readonly busArn: string;
}

/**
 * The role with which the rules of an account, in all its regions, send events to the bus in the security account.
 *
 * Only EventBridge may assume it, and only for rules of this account. It belongs into the account's global template, since its name is
 * fixed. Roles are free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class EventForwardingRole extends Construct {
  /** The role. */
  public readonly role: Role;

  public constructor(scope: Construct, id: string, props: EventForwardingRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      roleName: EVENT_FORWARDING_ROLE,
      path: ROLE_PATH,
      description: 'Rules send security events to the bus of the security account',
      assumedBy: new ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
      inlinePolicies: {
        Forward: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [props.busArn] })] }),
      },
    });
  }
}
