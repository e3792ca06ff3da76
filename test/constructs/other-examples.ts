import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketMalwareProtection, GuardDutyAccount } from '../../lib/constructs/detection';
import { Account, AccountPlacementCheck, Organization } from '../../lib/constructs/organization';
import { Examples } from './control-tower';

function malwareProtection(stack: Stack): void {
  new BucketMalwareProtection(stack, 'Malware', { bucket: Bucket.fromBucketName(stack, 'Uploads', 'uploads') });
}

function placements(stack: Stack): void {
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-root' });
  new AccountPlacementCheck(stack, 'Placements', {
    organization, placements: [{ account: Account.fromAccountId(stack, 'Adopted', '333333333333'), parent: organization.root }],
  });
}

function detectorOfOneAccount(stack: Stack): void {
  new GuardDutyAccount(stack, 'Detector');
}

/** Constructs of other folders that acknowledge something, and that the example organization has not. */
export const OTHERS: Examples = { malwareProtection, placements, detectorOfOneAccount };
