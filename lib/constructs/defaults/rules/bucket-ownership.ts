import { demand, isGiven, itemsOf, propertyAt } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const rulesOf = (properties: unknown): unknown => propertyAt(properties, 'OwnershipControls.Rules');

/** CloudFront's older logs are written by access lists. */
const isLogged = (owner: unknown): boolean => owner === 'ObjectWriter' || owner === 'BucketOwnerPreferred';

export const BUCKET_OWNERSHIP: RuleDefinition = {
  id: 'bucket-ownership',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Objects belong to the owner of their bucket, and access lists say nothing',
  remedy: 'leave OwnershipControls out, and AccessControl too',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties }) => isGiven(properties.AccessControl) ? [] : itemsOf(rulesOf(properties) ?? [{}])
    .flatMap(one => demand(one, 'ObjectOwnership', 'be BucketOwnerEnforced', owner => owner === 'BucketOwnerEnforced' || isLogged(owner))),
  // An access list that somebody wrote needs the older ownership; who is let in by it is looked at by public-principal.
  fillings: ({ properties }): Fillings => isGiven(properties.AccessControl) ? {} : { 'OwnershipControls.Rules': [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
};
