import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';
import { reservedTagKeys } from './reserved-tag-keys';

/** Tags by which AWS says which pod or which certificate a session belongs to. */
const EKS_TAGS = ['eks-cluster-arn', 'eks-cluster-name', 'kubernetes-*'];
const CERTIFICATE_TAGS = ['x509Issuer/*', 'x509SAN/*', 'x509Subject/*'];

/** A service sets them; a session that has them may hand them on, as transitive tags are. */
function setByService(tagKeys: string[], ...marks: string[]): GuardrailStatement {
  return {
    actions: ['sts:TagSession'],
    conditions: {
      'ForAnyValue:StringLike': { 'aws:TagKeys': tagKeys },
      BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] },
      Null: Object.fromEntries(marks.map(mark => [`aws:PrincipalTag/${mark}`, ['true']])),
    },
  };
}

/**
 * Session tags decide about access, so who sets them decides about access. Who comes by SAML is spared: there the identity provider of the
 * organization sets them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export const SESSION_TAGS = new ParameterizedGuardrail({
  id: 'G65',
  title: 'Strangers do not tag sessions',
  intent: 'Tags that decide about access, and those that AWS gives to pods and certificates, are not brought along by others.',
  threat: 'A partner assumes a role with the tag that opens every door, or passes for a pod of another cluster.',
  adoption: 'Roles that partners or pipelines assume with session tags under \'reservedTagPrefix\' need tags of another name. '
    + 'A prefix of more than three letters is compared as it is written, a shorter one in upper and lower case.',
  breaks: 'Partners and pipelines outside the organization that set tags under \'reservedTagPrefix\', and whoever imitates tags of EKS or Roles Anywhere.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ organizationId, reservedTagPrefix = 'lz:' }) => [
    {
      actions: ['sts:TagSession'],
      conditions: {
        'ForAnyValue:StringLike': { 'aws:TagKeys': reservedTagKeys(reservedTagPrefix) },
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': [organizationId] },
        BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] },
        Null: { 'saml:aud': ['true'] },
      },
    },
    setByService(EKS_TAGS, 'eks-cluster-arn'),
    setByService(CERTIFICATE_TAGS, 'x509Issuer/CN', 'x509Subject/CN'),
  ],
});
