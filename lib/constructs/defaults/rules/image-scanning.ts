import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const IMAGE_SCANNING: RuleDefinition = {
  id: 'image-scanning',
  theme: SecurityTheme.LOGGING,
  title: 'Images are scanned when they are pushed',
  remedy: 'leave ScanOnPush out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1',
  cfnTypes: ['AWS::ECR::Repository'],
  problems: ({ properties }) => demandTrue(properties, 'ImageScanningConfiguration.ScanOnPush'),
  fillings: () => ({ 'ImageScanningConfiguration.ScanOnPush': true }),
};
