import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { StackSet, StackSetTargets } from '../../constructs/organization';
import { LogArchive, LogSource } from '../../constructs/logging';
import { stackSetName, TRAIL } from '../../core/naming';
import { LandingZoneProps } from '../landing-zone-props';
import { SECURITY_UNIT } from '../organizational-unit-path';
import { servicesOf } from '../services';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/** The log archive, in its own account: buckets nobody can empty, and the keys they are encrypted with. */
export class LogArchiveStack extends LandingZoneStack {
  /** Names of the StackSets. */
  public readonly stackSetNames: string[];

  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'LogArchive', 'log-archive', 'Landing zone: the write-once log archive in its own account', props);
    const { configuration, organization } = props;

    const stackSet = new StackSet(this, 'StackSet', {
      stackSetName: stackSetName('log-archive'),
      description: 'Landing zone: write-once buckets for logs, and their keys',
      targets: StackSetTargets.account(organization.logArchiveAccount, organization.unit(SECURITY_UNIT)),
      regions: [configuration.homeRegion],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const organizationId = stackSet.addParameter('OrganizationId', organization.organization.organizationId);
    new LogArchive(stackSet.template, 'LogArchive', {
      managementAccountId: configuration.managementAccountId,
      homeRegion: configuration.homeRegion,
      organizationId,
      sources: sourcesOf(configuration, organizationId, () => stackSet.addParameter('SecurityAccountId', organization.securityAccount.accountId)),
      retention: configuration.logArchive.retention,
      lifecycle: configuration.logArchive.lifecycle,
      readers: configuration.logArchive.readers,
    });
    this.stackSetNames = [stackSet.stackSetName];
  }
}

/** What the landing zone makes accounts send. */
function sourcesOf(configuration: LandingZoneProps, organizationId: string, securityAccountId: () => string): LogSource[] {
  const { managementAccountId, homeRegion, enabledOptInRegions } = configuration;
  const trailArn = `arn:${Aws.PARTITION}:cloudtrail:${homeRegion}:${managementAccountId}:trail/${TRAIL}`;
  return [
    LogSource.cloudTrail({ trailArn, managementAccountId, organizationId }),
    LogSource.config(organizationId),
    ...configuration.network ? [LogSource.logDelivery(organizationId)] : [],
    ...servicesOf(configuration).guardDuty ? [LogSource.guardDuty(securityAccountId(), enabledOptInRegions)] : [],
  ];
}
