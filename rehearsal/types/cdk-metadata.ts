import { ResourceType } from '../aws/contract';
import { inert } from './permission';

/** What the CDK adds to each stack unless `versionReporting` is false: CloudFormation takes it and makes nothing, with no permission. */
export const CDK_METADATA: ResourceType = {
  typeName: 'AWS::CDK::Metadata',
  source: 'https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html',
  properties: { Analytics: inert('tells AWS which constructs are used') },
  required: [],
  createOnly: [],
  permissions: { create: [], update: [], delete: [] },
  create: ({ logicalId }) => ({ physicalId: logicalId, attributes: {} }),
  update: ({ logicalId }) => ({ physicalId: logicalId, attributes: {} }),
  delete: () => undefined,
};
