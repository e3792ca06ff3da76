import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER } from '../principals';
import { Proof } from '../proof';

const tag = (tagKeys: string | string[], principalTag?: string) => ({
  action: 'sts:TagSession',
  resource: 'arn:aws:iam::222222222222:role/teams/app',
  resourceAccountId: MEMBER,
  context: { 'aws:TagKeys': tagKeys, ...(principalTag ? { [`aws:PrincipalTag/${principalTag}`]: 'value' } : {}) },
});

const POD_TAGS = ['eks-cluster-arn', 'eks-cluster-name', 'kubernetes-namespace', 'kubernetes-pod-uid'];
const CERTIFICATE_TAGS = ['x509Subject/CN', 'x509Issuer/O', 'x509SAN/DNS'];

export const SESSION_TAGS_PROOF: Proof = {
  guardrail: Guardrails.SESSION_TAGS,
  set: GuardrailSet.RECOMMENDED_RESOURCES,
  denied: [
    { title: 'of a partner to bring a reserved tag', by: 'trustedPartner', ...tag('lz:admin') },
    { title: 'of a partner to bring it in capitals, which conditions read alike', by: 'trustedPartner', ...tag('LZ:admin') },
    { title: 'of a partner to bring it in title case', by: 'trustedPartner', ...tag('Lz:admin') },
    { title: 'of a partner to bring it in mixed case', by: 'trustedPartner', ...tag('lZ:admin') },
    { title: 'of a partner to bring it among others', by: 'trustedPartner', ...tag(['project', 'lz:admin']) },
    { title: 'of a pipeline to bring a reserved tag', by: 'oidc', ...tag('lz:admin') },
    ...POD_TAGS.map(key => ({ title: `to pass for a pod by ${key}`, by: 'developer' as const, ...tag(key) })),
    ...CERTIFICATE_TAGS.map(key => ({ title: `to pass for a certificate by ${key}`, by: 'developer' as const, ...tag(key) })),
    { title: 'of a pod to pass for a certificate', by: 'developer', ...tag('x509Subject/CN', 'eks-cluster-arn') },
  ],
  allowed: [
    { title: 'of a partner to bring a tag of its own', by: 'trustedPartner', ...tag('project') },
    { title: 'of a developer to set a tag', by: 'developer', ...tag('project') },
    { title: 'of the platform to set a reserved tag', by: 'breakGlass', ...tag('lz:admin') },
    { title: 'of our identity provider to set a reserved tag', by: 'saml', ...tag('lz:admin') },
    { title: 'of a pipeline to bring a tag of its own', by: 'oidc', ...tag('project') },
    { title: 'of EKS to tag a pod', by: 'podIdentity', ...tag(POD_TAGS) },
    { title: 'of EKS to hand on a reserved tag', by: 'podIdentity', ...tag('lz:team') },
    { title: 'of a pod to hand its tags on', by: 'developer', ...tag(POD_TAGS, 'eks-cluster-arn') },
    { title: 'of Roles Anywhere to tag a certificate', by: 'rolesAnywhere', ...tag(CERTIFICATE_TAGS) },
    { title: 'of a certificate to hand its tags on', by: 'developer', ...tag(CERTIFICATE_TAGS, 'x509Subject/CN') },
    { title: 'of a certificate without common name to hand its tags on', by: 'developer', ...tag(CERTIFICATE_TAGS, 'x509Issuer/CN') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...tag('lz:admin') },
  ],
  exempt: [],
};
