import { PublicPrincipals } from '../../identity';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const PUBLIC_PRINCIPAL: RuleDefinition = {
  id: 'public-principal',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'No policy lets everybody in',
  remedy: 'name who may, or publish by something that asks who is there',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
  problems: resource => PublicPrincipals._problemsOf(resource).map(({ property, problem }) => `'${property}' ${problem}`),
};
