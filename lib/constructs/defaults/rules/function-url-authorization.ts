import { demand, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const FUNCTION_URL_AUTHORIZATION: RuleDefinition = {
  id: 'function-url-authorization',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Function URLs ask who calls',
  remedy: 'take AWS_IAM, or put an API with an authorizer in front',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  cfnTypes: ['AWS::Lambda::Url'],
  problems: ({ properties }) => demand(properties, 'AuthType', 'be AWS_IAM', type => type === 'AWS_IAM' || isUnknown(type)),
};
