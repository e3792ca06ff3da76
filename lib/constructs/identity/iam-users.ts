import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../core/rendered-resources';
import { isWaived, waive } from './private/waivers';

/**
 * Refuses at synth what gives an IAM user more than his groups have, wherever it comes from: policies of his own, access keys, and a
 * password that stands in the template.
 *
 *     AWS::IAM::UserPolicy, Policies of a user               inline: nobody else sees it, and no other user has it
 *     ManagedPolicyArns of a user, Users of a policy          past the groups, and past the MFA that they ask for
 *     AWS::IAM::AccessKey                                     a secret that lasts, and an attribute of the template
 *     LoginProfile with a password as text                    a secret that the template tells
 *
 * Keys that exist already are watched by AWS Config's rule ACCESS_KEYS_ROTATED and by `iam-user-no-policies-check`, which the landing zone
 * turns on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export class IamUsers {
  /** Id of the rule, as acknowledgements of CDK and cdk-nag name it. */
  public static readonly RULE_ID = 'IamUsers::Refused';

  /**
   * Makes the synthesis fail when something below the scope gives a user a policy, a key or a readable password. Errors name the construct
   * and the remedy, all at once.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public static refuse(scope: IConstruct): void {
    scope.node.addValidation({
      validate: () => [...new Set(renderedResources(scope, Object.keys(RULES))
        .filter(({ construct }) => !isWaived(construct, IamUsers.RULE_ID))
        .flatMap(resource => RULES[resource.cfnType](resource).map(problem =>
          `"${resource.construct.node.path}" (${resource.cfnType}) must not ${problem}, or give the reason by IamUsers.acknowledge`)))],
    });
  }

  /**
   * What is refused, acknowledged or not: secure defaults know waivers of their own, which have an owner and an end.
   *
   * @internal
   */
  public static _problemsOf(resource: RenderedResource): readonly string[] {
    return RULES[resource.cfnType]?.(resource) ?? [];
  }

  /**
   * Lets a construct, and what is in it, have what `refuse` refuses: the rule `iam-user` of `SecureDefaults` is waived by a
   * `SecurityWaiver` alone.
   *
   * @param construct the narrowest one
   * @param reason why it may, in a sentence that a reviewer accepts; 10 to 1,000 characters
   */
  public static acknowledge(construct: IConstruct, reason: string): void {
    waive(construct, IamUsers.RULE_ID, reason);
  }

  private constructor() {}
}

type Rule = (resource: RenderedResource) => readonly string[];

const INTO_GROUP = 'put it into a UserGroup';

const attached: Rule = ({ properties }) => isGiven(properties.Users)
  ? [`be attached to users, got ${JSON.stringify(properties.Users)}: ${INTO_GROUP}`] : [];

const RULES: Readonly<Record<string, Rule>> = {
  'AWS::IAM::UserPolicy': ({ properties }) => [`give a user an inline policy, got user ${JSON.stringify(properties.UserName)}: ${INTO_GROUP}`],
  'AWS::IAM::Policy': attached,
  'AWS::IAM::ManagedPolicy': attached,
  'AWS::IAM::AccessKey': ({ properties }) =>
    [`make an access key, got user ${JSON.stringify(properties.UserName)}: let people assume a role, and pipelines a DeploymentIdentity`],
  'AWS::IAM::User': ({ properties }) => [
    ...isGiven(properties.Policies) ? [`have inline policies, got ${(properties.Policies as unknown[]).length}: ${INTO_GROUP}`] : [],
    ...isGiven(properties.ManagedPolicyArns) ? [`have policies of its own, got ${JSON.stringify(properties.ManagedPolicyArns)}: ${INTO_GROUP}`] : [],
    ...isReadable(properties.LoginProfile as Readonly<Record<string, unknown>> | undefined)
      ? ['tell its password, got one as text: give the first password by hand, or by a dynamic reference'] : [],
  ],
};

const isGiven = (value: unknown): boolean => Array.isArray(value) ? value.length > 0 : value !== undefined;

/** A dynamic reference or an intrinsic is no text. */
const isReadable = (profile?: Readonly<Record<string, unknown>>): boolean =>
  typeof profile?.Password === 'string' && !/\{\{resolve:|^<.*>$/.test(profile.Password);
