import { demand, isGiven, itemsOf, propertyAt, shown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

type Properties = Readonly<Record<string, unknown>>;

const documentsOf = ({ PolicyDocument: document, Policies: inline }: Properties): readonly unknown[] =>
  [document, ...itemsOf(inline).map(policy => policy.PolicyDocument)].filter(isGiven);

const givesEverything = (document: unknown): boolean => itemsOf(propertyAt(document, 'Statement')).some(({ Effect, Action, NotAction, Resource, Condition }) =>
  Effect === 'Allow' && !isGiven(Condition) && [Resource].flat().includes('*') && ([Action].flat().some(action => /^\*(:\*)?$/.test(String(action))) || isGiven(NotAction)));

export const ADMINISTRATOR_ACCESS: RuleDefinition = {
  id: 'administrator-access',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Nobody in an application may do everything',
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
    ...documentsOf(properties).filter(givesEverything).map(document => `'PolicyDocument' must not allow every action on every resource, got ${shown(document)}`),
    ...demand(properties, 'ManagedPolicyArns', 'not have AdministratorAccess',
      arns => ![arns ?? []].flat().some(arn => /(^|\/)AdministratorAccess$/.test(String(arn)))),
  ],
};
