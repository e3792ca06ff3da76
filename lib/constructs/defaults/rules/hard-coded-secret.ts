import { secretsIn } from '../private/secrets-in-text';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const HARD_CODED_SECRET: RuleDefinition = {
  id: 'hard-coded-secret',
  theme: SecurityTheme.CREDENTIALS,
  title: 'No secret stands in a template',
  remedy: 'put it into Secrets Manager, and name it by a dynamic reference or fetch it at run time; then change it, since it is known',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  problems: ({ properties, cfnType }) => secretsIn(properties, cfnType).map(({ path, kind }) => `'${path}' must not hold ${kind}, got one as text`),
};
