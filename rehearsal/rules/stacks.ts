import { Rule } from '../aws/contract';

const USER_GUIDE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';
const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** What CloudFormation asks of every stack. */
export const STACKS = {
  TEMPLATE_LIMITS: {
    id: 'cloudformation/template-limits',
    statement: 'A template has at most 1,000,000 bytes, 500 resources, 200 parameters, 200 outputs and 200 mappings.',
    source: `${USER_GUIDE}/cloudformation-limits.html`,
  },
  EXPORT_UNIQUE: {
    id: 'cloudformation/export-unique',
    statement: 'No two stacks of an account and region export one name.',
    source: `${REFERENCE}/outputs-section-structure.html`,
  },
  EXPORT_IN_USE: {
    id: 'cloudformation/export-in-use',
    statement: 'An export that another stack imports is neither changed nor removed.',
    source: `${USER_GUIDE}/using-cfn-stack-exports.html`,
  },
  EVIDENCE_NOT_REPLACED: {
    id: 'cloudformation/evidence-not-replaced',
    statement: 'An update replaces nothing that a deletion keeps, no trail, StackSet, alias of a key or organization policy: their create-only properties stay as they are.',
    source: `${REFERENCE}/aws-attribute-updatereplacepolicy.html; create-only properties: CloudFormation registry schemas`,
  },
  SERVICE_TOKEN: {
    id: 'cloudformation/service-token',
    statement: 'The function behind a custom resource exists first, and the template or the order of the stacks says so.',
    source: `${REFERENCE}/aws-resource-cloudformation-customresource.html`,
  },
  CUSTOM_RESOURCE_RESPONSE: {
    id: 'cloudformation/custom-resource-response',
    statement: 'A handler answers once, in time, by PUT without content type, with status, ids and at most 4,096 bytes.',
    source: `${USER_GUIDE}/crpg-ref-responses.html; github.com/binxio/cfn-secret-provider/issues/3 (the address is signed for an empty content type)`,
  },
} as const satisfies Record<string, Rule>;
