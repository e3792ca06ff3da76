import { IamUsers } from '../../identity';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const IAM_USER: RuleDefinition = {
  id: 'iam-user',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'IAM users have what their groups have: no key, no policy of their own, no readable password',
  remedy: 'let people and pipelines assume a role',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  cfnTypes: [
    'AWS::IAM::UserPolicy',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::AccessKey',
    'AWS::IAM::User',
  ],
  problems: resource => IamUsers._problemsOf(resource).map(problem => `it must not ${problem}`),
};
