import { ArnFormat } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { KeyArnLookup } from '../../constructs/encryption';
import { OrganizationTrail } from '../../constructs/logging';
import { TRAIL_KEY_ALIAS, trailBucketName } from '../../core/naming';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/** The one organization trail: every management event of every account and region into the log archive. */
export class TrailStack extends LandingZoneStack {
  public readonly trail: OrganizationTrail;

  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'Trail', 'trail', 'Landing zone: the organization trail', props);
    const archiveAccountId = props.organization.logArchiveAccount.accountId;

    // The key lies in the log archive account, where guardrails keep it alive: its ARN is known only once it exists.
    const key = new KeyArnLookup(this, 'Key', {
      aliasArn: this.formatArn({ service: 'kms', account: archiveAccountId, resource: TRAIL_KEY_ALIAS, arnFormat: ArnFormat.NO_RESOURCE_NAME }),
    });
    this.trail = new OrganizationTrail(this, 'Trail', {
      organization: props.organization.organization,
      bucketName: trailBucketName(archiveAccountId, props.configuration.homeRegion),
      keyArn: key.keyArn,
      ...props.configuration.trail,
    });
  }
}
