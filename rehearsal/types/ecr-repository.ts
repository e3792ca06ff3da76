import { Operation, ResourceType } from '../aws/contract';
import { Repository } from '../aws/services/ecr';
import { findKey } from '../aws/services/kms';
import { ECR } from '../rules/containers';
import { given, givenAnew, changed, inert, permissions, TAGS, takenAway } from './permission';
import { serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { document, flag, physicalName, plannedName, record, text } from './values';

const MAX_NAME = 256;
const NO_IMAGES = inert('no image is pushed in the rehearsal');
const arnOf = ({ partition, region, accountId }: Operation, name: string) => `arn:${partition}:ecr:${region}:${accountId}:repository/${name}`;
const onSelf = (operation: Operation) => arnOf(operation, plannedName(operation, 'RepositoryName').toLowerCase());
const encryptionOf = ({ properties }: Operation) => record(properties, 'EncryptionConfiguration');
const onKey = (operation: Operation) => text(encryptionOf(operation), 'KmsKey')!;
const withKey = (operation: Operation) => text(encryptionOf(operation), 'KmsKey')?.startsWith('arn:') ?? false;

/** A repository of images. */
export const REPOSITORY: ResourceType = serviceType<Repository>({
  typeName: 'AWS::ECR::Repository',
  source: 'aws-ecr-repository',
  properties: {
    RepositoryName: 'interpreted', EncryptionConfiguration: 'interpreted', LifecyclePolicy: 'interpreted', RepositoryPolicyText: 'interpreted',
    EmptyOnDelete: 'interpreted', ImageScanningConfiguration: NO_IMAGES, ImageTagMutability: NO_IMAGES, ImageTagMutabilityExclusionFilters: NO_IMAGES,
    Tags: TAGS,
  },
  nested: { EncryptionConfiguration: ['EncryptionType', 'KmsKey'], LifecyclePolicy: ['LifecyclePolicyText'] },
  required: [],
  createOnly: ['RepositoryName', 'EncryptionConfiguration'],
  permissions: {
    create: [
      ...permissions(['ecr:CreateRepository'], onSelf), ...permissions(['ecr:TagResource'], onSelf, { when: given('Tags') }),
      ...permissions(['ecr:PutLifecyclePolicy'], onSelf, { when: given('LifecyclePolicy') }),
      ...permissions(['ecr:SetRepositoryPolicy'], onSelf, { when: given('RepositoryPolicyText') }),
      ...permissions(['kms:DescribeKey', 'kms:CreateGrant', 'kms:RetireGrant'], onKey, { when: withKey, context: () => ({ 'kms:GrantIsForAWSResource': 'true' }) }),
    ],
    update: [
      ...permissions(['ecr:DescribeRepositories'], onSelf),
      ...permissions(['ecr:PutLifecyclePolicy'], onSelf, { when: givenAnew('LifecyclePolicy') }), ...permissions(['ecr:DeleteLifecyclePolicy'], onSelf, { when: takenAway('LifecyclePolicy') }),
      ...permissions(['ecr:SetRepositoryPolicy'], onSelf, { when: givenAnew('RepositoryPolicyText') }), ...permissions(['ecr:DeleteRepositoryPolicy'], onSelf, { when: takenAway('RepositoryPolicyText') }),
      ...permissions(['ecr:PutImageScanningConfiguration'], onSelf, { when: changed('ImageScanningConfiguration') }),
      ...permissions(['ecr:PutImageTagMutability'], onSelf, { when: changed('ImageTagMutability') }),
      ...permissions(['ecr:TagResource', 'ecr:UntagResource', 'ecr:ListTagsForResource'], onSelf, { when: changed('Tags') }),
    ],
    delete: [...permissions(['ecr:DeleteRepository'], onSelf), ...permissions(['kms:RetireGrant'], onKey, { when: withKey })],
  },
  parts: ({ ecr }) => ecr.repositories,
  identify: operation => {
    const id = physicalName(operation, 'RepositoryName', MAX_NAME).toLowerCase();
    return { id, arn: arnOf(operation, id) };
  },
  settings: operation => {
    const { properties, world, region } = operation;
    valueChecks(operation, 'InvalidParameterException').like('RepositoryName', properties.RepositoryName, /^(?=.{2,256}$)[a-z0-9]+([._/-]+[a-z0-9]+)*$/, 'lower case letters and digits, with "-", "_", "." and "/" between them');
    const life = text(record(properties, 'LifecyclePolicy'), 'LifecyclePolicyText');
    operation.require(ECR.REPOSITORY, life === undefined || /^\s*\{\s*"rules"\s*:\s*\[/.test(life), `the lifecycle policy is ${life}`, 'write JSON with rules');
    const named = text(encryptionOf(operation), 'KmsKey');
    const key = named === undefined ? undefined : findKey(world, named, operation);
    operation.require(ECR.REPOSITORY, named === undefined || (key?.region === region && key.enabled), `the key ${named} is not usable in ${region}`, 'create it in the region of the repository');
    operation.requirePath(ECR.REPOSITORY, key?.origin, `the key ${named} may not exist yet`);
    return {
      keyArn: key?.arn, emptiesOnDelete: flag(properties, 'EmptyOnDelete') ?? false,
      policy: properties.RepositoryPolicyText === undefined ? undefined : document(properties, 'RepositoryPolicyText'),
    };
  },
  attributes: ({ arn, id }, { accountId, region }) => ({ Arn: arn, RepositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${id}` }),
});
