import { NAME_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** The naming contract puts every analyzer of the platform under this prefix; archive rules are named below their analyzer. */
const PLATFORM_ANALYZERS = [`arn:*:access-analyzer:*:*:analyzer/${NAME_PATTERN}`];

/**
 * Who opens a resource to the outside is found out, and cannot archive the finding unseen. Analyzers of teams are theirs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html
 */
export const ACCESS_ANALYZER_PROTECTED = new Guardrail({
  id: 'G34',
  title: 'The platform\'s analyzers keep looking',
  intent: 'Nobody but the platform deletes or changes an analyzer named lz-*, or archives what it found.',
  threat: 'An administrator shares a bucket with a stranger and archives the finding before anybody sees it.',
  adoption: 'Access that is intended is archived by rules that the platform deploys. Teams analyze as they like with analyzers of other names.',
  breaks: 'People who archive findings of the platform\'s analyzers in the console.',
  belongsTo: GuardrailScope.units(),
  compliance: cis('2.18', '2.19', '1.19'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'access-analyzer:ApplyArchiveRule', 'access-analyzer:CreateArchiveRule', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:UpdateAnalyzer',
      'access-analyzer:UpdateArchiveRule', 'access-analyzer:UpdateFindings',
    ],
    resources: PLATFORM_ANALYZERS,
  }],
});
