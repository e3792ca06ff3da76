import { Quotas, WorldOptions } from './options';
import { AccessAnalyzerState, initialAccessAnalyzer } from './services/access-analyzer';
import { AccountManagementState, initialAccountManagement } from './services/account';
import { BackupState, initialBackup } from './services/backup';
import { CloudFormationState, initialCloudFormation } from './services/cloudformation';
import { ApiDestinationsState, initialApiDestinations } from './services/api-destinations';
import { CloudTrailState, initialCloudTrail } from './services/cloudtrail';
import { ConfigState, initialConfig } from './services/config';
import { CostManagementState, initialCostManagement } from './services/cost-management';
import { DetectiveState, initialDetective } from './services/detective';
import { DynamoDbState, initialDynamoDb } from './services/dynamodb';
import { ComputeState, initialCompute } from './services/ec2-compute';
import { Ec2State, initialEc2 } from './services/ec2';
import { EfsState, initialEfs } from './services/efs';
import { EventBridgeState, initialEventBridge } from './services/eventbridge';
import { GuardDutyState, initialGuardDuty } from './services/guardduty';
import { IamState, initialIam } from './services/iam';
import { initialNetworks, NetworkState } from './services/networks';
import { initialPasswordPolicies, PasswordPolicyState } from './services/iam-password-policy';
import { IdentityCenterState, initialIdentityCenter } from './services/identity-center';
import { initialInspector, InspectorState } from './services/inspector2';
import { initialKinesis, KinesisState } from './services/kinesis';
import { initialKms, KmsState } from './services/kms';
import { initialLambda, LambdaState } from './services/lambda';
import { initialLogs, LogsState } from './services/logs';
import { initialMacie, MacieState } from './services/macie2';
import { initialNetworkFirewall, NetworkFirewallState } from './services/network-firewall';
import { initialOrganizations, OrganizationsState } from './services/organization-state';
import { initialRam, RamState } from './services/ram';
import { initialRds, RdsState } from './services/rds';
import { initialRegionalAdministrators, RegionalAdministratorsState } from './services/regional-administrators';
import { initialResolver, ResolverState } from './services/resolver';
import { initialS3, S3State } from './services/s3';
import { initialSecrets, SecretsState } from './services/secrets-manager';
import { initialSecurityHub, SecurityHubState } from './services/security-hub';
import { CloudWatchState, initialCloudWatch } from './services/cloudwatch';
import { initialSns, SnsState } from './services/sns';
import { initialSqs, SqsState } from './services/sqs';
import { initialSsm, SsmState } from './services/ssm';
import { initialTransitGateways, TransitGatewayState } from './services/transit-gateways';
import { initialVpn, VpnState } from './services/vpn';
import { AcmState, initialAcm } from './services/acm';
import { ApiGatewayState, initialApiGateway } from './services/api-gateway';
import { ApplicationAutoScalingState, initialApplicationAutoScaling } from './services/application-auto-scaling';
import { CloudFrontState, initialCloudFront } from './services/cloudfront';
import { CognitoState, initialCognito } from './services/cognito';
import { EcrState, initialEcr } from './services/ecr';
import { EcsState, initialEcs } from './services/ecs';
import { ElbState, initialElb } from './services/elb';
import { initialLogDeliveryPairs, LogDeliveryPairsState } from './services/log-delivery-pairs';
import { initialRoute53, Route53State } from './services/route53';
import { initialWafv2, Wafv2State } from './services/wafv2';

/** All that the world remembers, as plain data. */
export interface WorldState {
  /** Virtual milliseconds. */
  clock: number;
  /** How many deployments began: accounts are created one by one in each of them. */
  deployments: number;
  /** How often each seed of an id was drawn. */
  readonly identifiers: Map<string, number>;
  /** What the engine keeps of each stack, by stack id. */
  readonly stacks: Map<string, unknown>;
  /** Quotas that AWS raised. */
  readonly quotas: Quotas;
  /** Services that regions do not have, as `macie2/ca-west-1`. */
  readonly notOffered: readonly string[];
  readonly organizations: OrganizationsState;
  readonly iam: IamState;
  readonly kms: KmsState;
  readonly s3: S3State;
  readonly eventBridge: EventBridgeState;
  readonly sqs: SqsState;
  readonly sns: SnsState;
  readonly cloudwatch: CloudWatchState;
  readonly apiDestinations: ApiDestinationsState;
  readonly cloudtrail: CloudTrailState;
  readonly logs: LogsState;
  readonly lambda: LambdaState;
  readonly cloudformation: CloudFormationState;
  readonly accessAnalyzer: AccessAnalyzerState;
  readonly accountManagement: AccountManagementState;
  readonly dynamoDb: DynamoDbState;
  readonly compute: ComputeState;
  readonly backup: BackupState;
  readonly rds: RdsState;
  readonly secrets: SecretsState;
  readonly efs: EfsState;
  readonly kinesis: KinesisState;
  readonly ec2: Ec2State;
  readonly networks: NetworkState;
  readonly passwordPolicies: PasswordPolicyState;
  readonly ssm: SsmState;
  readonly securityHub: SecurityHubState;
  readonly regionalAdministrators: RegionalAdministratorsState;
  readonly guardDuty: GuardDutyState;
  readonly identityCenter: IdentityCenterState;
  readonly inspector: InspectorState;
  readonly macie: MacieState;
  readonly detective: DetectiveState;
  readonly costManagement: CostManagementState;
  readonly config: ConfigState;
  readonly ram: RamState;
  readonly networkFirewall: NetworkFirewallState;
  readonly transitGateways: TransitGatewayState;
  readonly resolver: ResolverState;
  readonly vpn: VpnState;
  readonly acm: AcmState;
  readonly apiGateway: ApiGatewayState;
  readonly applicationAutoScaling: ApplicationAutoScalingState;
  readonly cloudFront: CloudFrontState;
  readonly cognito: CognitoState;
  readonly ecr: EcrState;
  readonly ecs: EcsState;
  readonly elb: ElbState;
  readonly logDeliveryPairs: LogDeliveryPairsState;
  readonly route53: Route53State;
  readonly wafv2: Wafv2State;
}

/** The state before anything was deployed: a management account, without an organization. */
export function initialState(options: WorldOptions): WorldState {
  return {
    clock: 0,
    deployments: 0,
    quotas: options.quotas ?? {},
    notOffered: options.notOffered ?? [],
    identifiers: new Map(),
    stacks: new Map(),
    organizations: initialOrganizations(options),
    iam: initialIam(),
    kms: initialKms(),
    s3: initialS3(),
    eventBridge: initialEventBridge(),
    sqs: initialSqs(),
    sns: initialSns(),
    cloudwatch: initialCloudWatch(),
    apiDestinations: initialApiDestinations(),
    cloudtrail: initialCloudTrail(),
    logs: initialLogs(),
    lambda: initialLambda(),
    cloudformation: initialCloudFormation(),
    accessAnalyzer: initialAccessAnalyzer(),
    accountManagement: initialAccountManagement(),
    dynamoDb: initialDynamoDb(),
    compute: initialCompute(),
    backup: initialBackup(),
    rds: initialRds(),
    secrets: initialSecrets(),
    efs: initialEfs(),
    kinesis: initialKinesis(),
    ec2: initialEc2(),
    networks: initialNetworks(),
    passwordPolicies: initialPasswordPolicies(),
    ssm: initialSsm(),
    securityHub: initialSecurityHub(),
    regionalAdministrators: initialRegionalAdministrators(),
    guardDuty: initialGuardDuty(),
    identityCenter: initialIdentityCenter(),
    inspector: initialInspector(),
    macie: initialMacie(),
    detective: initialDetective(),
    costManagement: initialCostManagement(),
    config: initialConfig(),
    ram: initialRam(),
    networkFirewall: initialNetworkFirewall(),
    transitGateways: initialTransitGateways(),
    resolver: initialResolver(),
    vpn: initialVpn(),
    ...initialEdge(),
  };
}

/** What serves requests and runs containers. */
function initialEdge(): Pick<WorldState,
  'acm' | 'apiGateway' | 'applicationAutoScaling' | 'cloudFront' | 'cognito' | 'ecr' | 'ecs' | 'elb' | 'logDeliveryPairs' | 'route53' | 'wafv2'
> {
  return {
    acm: initialAcm(),
    apiGateway: initialApiGateway(),
    applicationAutoScaling: initialApplicationAutoScaling(),
    cloudFront: initialCloudFront(),
    cognito: initialCognito(),
    ecr: initialEcr(),
    ecs: initialEcs(),
    elb: initialElb(),
    logDeliveryPairs: initialLogDeliveryPairs(),
    route53: initialRoute53(),
    wafv2: initialWafv2(),
  };
}
