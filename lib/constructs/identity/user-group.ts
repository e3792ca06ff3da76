import { Stack } from 'aws-cdk-lib';
import { CfnGroup, CfnManagedPolicy, IManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { mfaStatements } from './private/mfa-statements';

/** Properties of a group of IAM users. */
export interface UserGroupProps {
  /** The name of the group, unique in the account: 1 to 128 letters, digits and +=,.@_-. Not "lz-…": that prefix is the platform's. */
  readonly groupName: string;

  /**
   * Managed policies of AWS or of your own, at most 8: two are the group's own.
   *
   * @default - none
   */
  readonly managedPolicies?: IManagedPolicy[];

  /**
   * What else its users may do once they have MFA; it becomes a managed policy.
   *
   * @default - nothing
   */
  readonly statements?: PolicyStatement[];
}

/**
 * IAM users who have nothing but what their groups have, and nothing at all before they have MFA: without it they see themselves, change
 * their password, enrol a device and get a session with it. Access keys are denied even with MFA.
 *
 * For people without an identity provider only, in accounts without guardrail G12; the README says why federation is better. Policies are
 * managed ones, none is inline. Its users come by `IamUser`; put `IamUsers.refuse` over the app, so that no policy gets around the group.
 *
 * A policy of a resource that names a user is still bound by this deny. Break-glass users need no group: the role asks for MFA itself.
 *
 * The name is fixed: one per account, in one Region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials
 */
export class UserGroup extends Construct {
  /** The name of the group; it waits for the group and its policies. */
  public readonly groupName: string;

  /** The ARN of the group. */
  public readonly groupArn: string;

  public constructor(scope: Construct, id: string, props: UserGroupProps) {
    super(scope, id);
    const { managedPolicies = [], statements = [] } = props;
    throwProblems(this, groupProblems(props));

    const attached = managedPolicies.map(policy => policy.managedPolicyArn);
    const own = statements.length === 0 ? [] : [new CfnManagedPolicy(this, 'Policy', {
      description: `What users of ${props.groupName} may do with MFA`, policyDocument: new PolicyDocument({ statements }),
    })];
    const group = new CfnGroup(this, 'Resource', {
      groupName: props.groupName,
      managedPolicyArns: [...[mfaPolicyOf(this), ...own].map(policy => policy.ref), ...attached],
    });

    this.groupName = group.ref;
    this.groupArn = group.attrArn;
  }
}

/** The same for every group, so a stack has it once. */
function mfaPolicyOf(scope: Construct): CfnManagedPolicy {
  const stack = Stack.of(scope);
  const id = 'SelfServiceMfa';
  return stack.node.tryFindChild(id) as CfnManagedPolicy | undefined ?? acknowledged(new CfnManagedPolicy(stack, id, {
    description: 'Nothing without MFA but to enrol it',
    policyDocument: new PolicyDocument({ statements: mfaStatements(), minimize: false }),
  }));
}

function acknowledged(policy: CfnManagedPolicy): CfnManagedPolicy {
  acknowledge(policy, {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: 'The password policy and the list of devices have no ARN; the other statements for all resources deny.',
  }, {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:mfa/*]',
    reason: 'A user names his device himself, in the console. Making one gives nothing: only his own user can be given it.',
  });
  return policy;
}

/** 10 managed policies of a group, two of which are made here. */
const MAX_MANAGED_POLICIES = 8;

function groupProblems({ groupName, managedPolicies = [], statements = [] }: UserGroupProps): Problems {
  return [
    ...shapeProblems('groupName', groupName, /^[\w+=,.@-]{1,128}$/, 'have 1 to 128 letters, digits and +=,.@_-', 'choose another name'),
    ...shapeProblems('groupName', groupName, /^(?!lz-)/, 'not begin with "lz-"', 'that prefix is the platform\'s: choose another name'),
    ...managedPolicies.length > MAX_MANAGED_POLICIES
      ? [`'managedPolicies' must be at most ${MAX_MANAGED_POLICIES}, got ${managedPolicies.length}: put statements into 'statements'`] : [],
    ...statements.some(statement => statement.hasPrincipal)
      ? ["'statements' must have no principal, got one that has: the users of the group are the principals"] : [],
  ];
}
