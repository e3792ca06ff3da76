import { ArnFormat } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlertTopics, SecurityAlarms } from '../../constructs/detection';
import { KeyArnLookup } from '../../constructs/encryption';
import { OrganizationTrail, TrailDataEvents } from '../../constructs/logging';
import { DELIVERY_KEY_ALIAS, TRAIL_KEY_ALIAS, trailBucketName } from '../../core/naming';
import { choicesAmong } from '../alert-choices';
import { LandingZoneProps } from '../landing-zone-props';
import { servicesOf } from '../services';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/**
 * The one organization trail: every management event of every account and region into the log archive, and into a log group whose metric
 * filters see all of them.
 *
 *     keys of the archive ──► trail ──► log group ──► metric filters ──► alarms ──► topics by severity
 */
export class TrailStack extends LandingZoneStack {
  public readonly trail: OrganizationTrail;

  /** The topics of the management account. */
  public readonly topics: AlertTopics;

  /** The alarms on the log group of the trail. */
  public readonly alarms: SecurityAlarms;

  /** ARN of the key of the delivery bucket in the log archive. */
  public readonly deliveryKeyArn: string;

  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'Trail', 'trail', 'Landing zone: the organization trail, and alarms on it', props);
    const { configuration } = props;
    const archiveAccountId = props.organization.logArchiveAccount.accountId;

    // The keys lie in the log archive account, where guardrails keep them alive: their ARNs are known only once they exist.
    const key = this.keyOf('Key', archiveAccountId, TRAIL_KEY_ALIAS);
    this.deliveryKeyArn = this.keyOf('DeliveryKey', archiveAccountId, DELIVERY_KEY_ALIAS).keyArn;
    this.trail = new OrganizationTrail(this, 'Trail', {
      organization: props.organization.organization,
      bucketName: trailBucketName(archiveAccountId, configuration.homeRegion),
      keyArn: key.keyArn,
      ...trailSettings(configuration),
    });
    this.topics = new AlertTopics(this, 'Alerts', { subscriptions: configuration.alerts, runbookUrl: configuration.alerts.runbookUrl });
    this.alarms = this.alarmsOn(configuration, archiveAccountId, props.organization.securityAccount.accountId);
  }

  private keyOf(id: string, account: string, resource: string): KeyArnLookup {
    return new KeyArnLookup(this, id, {
      aliasArn: this.formatArn({ service: 'kms', account, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME }),
    });
  }

  /** Those on root users are part of `RootLockdown`. */
  private alarmsOn(configuration: LandingZoneProps, archiveAccountId: string, securityAccountId: string): SecurityAlarms {
    const alarms = [
      ...SecurityAlarms.CIS, ...SecurityAlarms.ADDITIONAL, SecurityAlarms.logArchiveTampering(archiveAccountId),
      SecurityAlarms.alertKeyTampering([configuration.managementAccountId, securityAccountId]),
    ];
    return new SecurityAlarms(this, 'SecurityAlarms', {
      logGroup: this.trail.logGroup,
      topics: this.topics,
      alarms,
      runbookUrl: configuration.alerts.runbookUrl,
      ...choicesAmong(alarms, configuration.alerts),
    });
  }
}

/** What the preset chooses, unless the configuration of the trail says otherwise. */
function trailSettings(configuration: LandingZoneProps) {
  const { trailDataEvents, trailLogRetentionDays } = servicesOf(configuration);
  return {
    dataEvents: trailDataEvents.map(type => type === 'AWS::S3::Object' ? TrailDataEvents.s3Objects() : TrailDataEvents.of(type)),
    logRetention: trailLogRetentionDays,
    ...configuration.trail,
  };
}
