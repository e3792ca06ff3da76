import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(name => `PublicAccessBlockConfiguration.${name}`);

export const BUCKET_PUBLIC_ACCESS: RuleDefinition = {
  id: 'bucket-public-access',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Buckets block public access, all four ways',
  remedy: 'block it, and publish by a CloudFront distribution with an origin access control',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties }) => BLOCKS.flatMap(path => demandTrue(properties, path)),
  fillings: () => Object.fromEntries(BLOCKS.map(path => [path, true])),
};
