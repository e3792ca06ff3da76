import { Stack } from 'aws-cdk-lib';
import {
  AccountAnalyzer, ConfigurationRecorder, EventForwarding, RecordingMode, SecurityEventBus, SecurityEvents,
} from '../../constructs/detection';
import { EbsEncryptionByDefault } from '../../constructs/encryption';
import { DefaultVpcRemoval, SessionManagerDefaults } from '../../constructs/network';
import { RecordingFrequency } from '../../controls';
import { deliveryBucketName } from '../../core/naming';
import { watchedAmong } from '../alert-choices';
import { LandingZoneProps } from '../landing-zone-props';
import { notOfRoot } from '../root-lockdown';
import { servicesOf } from '../services';

/** What the regional part of the baseline is told, as its template knows it. */
export interface AccountRegionalProps {
  readonly configuration: LandingZoneProps;
  readonly organizationId: string;
  readonly logArchiveAccountId: string;
  readonly securityAccountId: string;
  /** ARN of the key of the delivery bucket in the log archive. */
  readonly deliveryKeyArn: string;
}

/**
 * What an account gets in every baseline region: no IAM at all, it uses the roles of the global part by their names.
 *
 *     seen        the recorder of AWS Config, events forwarded to the security account, an external-access analyzer
 *     settings    EBS encryption, no default VPC, Session Manager
 *
 * @returns the forwarding of events, for what else is watched
 */
export function addAccountRegional(template: Stack, props: AccountRegionalProps): EventForwarding {
  const { configuration, securityAccountId } = props;
  const { baseline, homeRegion } = configuration;
  const daily = servicesOf(configuration).recordingFrequency === RecordingFrequency.DAILY;

  new AccountAnalyzer(template, 'ExternalAccess');
  new ConfigurationRecorder(template, 'ConfigurationRecorder', {
    bucketName: deliveryBucketName(props.logArchiveAccountId, homeRegion),
    keyArn: props.deliveryKeyArn,
    keyPrefix: props.organizationId,
    homeRegion,
    recordingMode: daily ? RecordingMode.DAILY : RecordingMode.CONTINUOUS,
    excludedResourceTypes: configuration.detection?.unrecordedResourceTypes,
  });
  new EbsEncryptionByDefault(template, 'EbsEncryption', { key: baseline?.ebsKey });
  if (!baseline?.keepDefaultVpcs) {
    new DefaultVpcRemoval(template, 'DefaultVpcRemoval');
  }
  new SessionManagerDefaults(template, 'SessionManager', baseline?.sessionManager);
  return new EventForwarding(template, 'EventForwarding', {
    busArn: SecurityEventBus.busArn(securityAccountId, homeRegion),
    events: watchedAmong(notOfRoot(SecurityEvents.ofEveryAccount()), configuration.alerts),
  });
}
