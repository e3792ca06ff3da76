import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { TagPolicyContent } from '../policy-content/tag-policy-content';
import { TagRule } from '../policy-content/tag-rule';
import { ParameterizedContent } from '../private/parameterized-content';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

const CLASSIFICATION: TagRule = { tagKey: DATA_CLASSIFICATION_TAG, tagValues: ['public', 'internal', 'confidential', 'restricted'] };

/**
 * One tag for the class of data, in one spelling and with known values, and what other tags an organization asks for. It reports and
 * refuses nothing, until a parameter names the resource types for which it shall.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html
 */
export const DATA_CLASSIFICATION = new ParameterizedContent({
  id: 'G73',
  title: 'Data has a class',
  intent: 'Resources say what class their data is of, everywhere by the same tag and the same values.',
  threat: 'Nobody knows where restricted data lies, so nobody can protect it more than the rest.',
  adoption: 'Look at the compliance report of Tag Editor before \'enforcedFor\' of \'dataClassification\' names a resource type. '
    + 'A tag policy refuses wrong values and lets resources without the tag pass.',
  breaks: 'Nothing before \'enforcedFor\' names resource types; then whoever sets the tag in another spelling or to another value.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.TAG_POLICY,
  exemptions: NO_ONE,
  contains: ({ dataClassification = CLASSIFICATION, requiredTags = [] }) =>
    new TagPolicyContent({ tags: [dataClassification, ...requiredTags] }).content,
});
