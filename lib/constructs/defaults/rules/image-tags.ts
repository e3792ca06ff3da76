import { demand, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const IMAGE_TAGS: RuleDefinition = {
  id: 'image-tags',
  theme: SecurityTheme.RECOVERY,
  title: 'A tag of an image means the same image for ever',
  remedy: 'leave ImageTagMutability out, and push under a new tag',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2',
  cfnTypes: ['AWS::ECR::Repository'],
  problems: ({ properties }) => demand(properties, 'ImageTagMutability', 'be IMMUTABLE', value => /^IMMUTABLE/.test(String(value)) || isUnknown(value)),
  fillings: () => ({ ImageTagMutability: 'IMMUTABLE' }),
};
