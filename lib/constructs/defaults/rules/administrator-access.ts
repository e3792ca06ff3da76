import { isGiven, itemsOf, shown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { givesEverything, givingEverything } from '../private/whole-power';
import { SecurityTheme } from '../security-theme';

type Properties = Readonly<Record<string, unknown>>;

const documentsOf = ({ PolicyDocument: document, Policies: inline }: Properties): readonly unknown[] =>
  [document, ...itemsOf(inline).map(policy => policy.PolicyDocument)].filter(isGiven);

export const ADMINISTRATOR_ACCESS: RuleDefinition = {
  id: 'administrator-access',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Nobody in an application may do everything, or everything with identities, which is the same',
  remedy: 'name the actions and the resources',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1',
  cfnTypes: [
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::RolePolicy',
    'AWS::IAM::UserPolicy',
    'AWS::IAM::GroupPolicy',
    'AWS::IAM::Role',
    'AWS::IAM::User',
    'AWS::IAM::Group',
  ],
  problems: ({ properties }) => [
    ...documentsOf(properties).filter(givesEverything)
      .map(document => `'PolicyDocument' must not allow every action on every resource, or every one of IAM, got ${shown(document)}`),
    ...givingEverything(properties.ManagedPolicyArns).map(arn => `'ManagedPolicyArns' must not have ${arn.split('/').at(-1)}, got ${shown(arn)}`),
  ],
};
