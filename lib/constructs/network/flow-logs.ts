import { Aws } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { deliveryBucketName } from '../../core/naming';
import { accountIdProblems, regionProblems } from '../../core/validation';
import { FlowLogGroup } from './private/flow-log-group';

/**
 * What is told of a connection: the default of AWS, and what an investigation asks for then - which instance and subnet, which side opened
 * the connection, what was behind a NAT gateway, which way it went.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const VPC_FIELDS = [
  'version', 'account-id', 'interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'packets', 'bytes', 'start', 'end', 'action',
  'log-status', 'vpc-id', 'subnet-id', 'instance-id', 'tcp-flags', 'type', 'pkt-srcaddr', 'pkt-dstaddr', 'region', 'az-id',
  'pkt-src-aws-service', 'pkt-dst-aws-service', 'flow-direction', 'traffic-path',
];

/** The log archive of the organization, as an account that logs to it knows it. */
export interface LogArchiveDestination {
  /** The account of the log archive. */
  readonly logArchiveAccountId: string;

  /** The home region, where its bucket is. Logs of other regions go there too. */
  readonly homeRegion: string;
}

/** A log group for flow logs. */
export interface FlowLogGroupOptions {
  /**
   * How long they are kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: RetentionDays;

  /**
   * The ARN of the customer managed key that encrypts the group. Its policy must let logs.<region>.amazonaws.com use it.
   *
   * @default - a new key for this group
   */
  readonly keyArn?: string;
}

/** Where flow logs go, made in a scope. */
type Destination = (scope: Construct) => Partial<FlowLogTarget>;

interface FlowLogTarget {
  readonly logDestinationType: string;
  readonly logDestination: string;
  readonly deliverLogsPermissionArn: string;
  /** Spelled as CloudFormation has it: CDK passes it on as it is. */
  readonly destinationOptions: Record<string, unknown>;
}

/**
 * Where a VPC or a transit gateway logs who talked to whom: every connection, accepted and rejected, each minute.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class FlowLogs {
  /**
   * To the delivery bucket of the log archive, as Parquet files under Hive-compatible prefixes by hour: what Athena reads at the least
   * cost. Nothing else is made, no role either, so it fits templates that go to many accounts and regions. The log archive must take
   * vended logs, `LogSource.logDelivery`.
   *
   * Costs about USD 0.25 per GB of logs, and 0.03 per GB for Parquet, beside S3.
   *
   * @param archive the log archive
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  public static logArchive(archive: LogArchiveDestination): FlowLogs {
    const { logArchiveAccountId, homeRegion } = archive;
    throwProblems(undefined, [
      ...accountIdProblems('logArchiveAccountId', logArchiveAccountId),
      ...regionProblems('homeRegion', homeRegion),
    ]);
    return FlowLogs.bucket(`arn:${Aws.PARTITION}:s3:::${deliveryBucketName(logArchiveAccountId, homeRegion)}`);
  }

  /**
   * To a bucket of one's own, as `logArchive` does. Its policy, and that of its key, must let delivery.logs.amazonaws.com write below
   * "AWSLogs/".
   *
   * @param bucketArn the bucket, without a prefix
   */
  public static bucket(bucketArn: string): FlowLogs {
    return new FlowLogs(() => ({
      logDestinationType: 's3',
      logDestination: bucketArn,
      destinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: true, PerHourPartition: true },
    }));
  }

  /**
   * To a log group of the account, encrypted, with a role that can write to it and to nothing else. For VPCs of app stacks: a template that
   * goes to many regions holds no role.
   *
   * Costs about USD 0.50 per GB, and USD 1 a month for the key, unless one is given.
   *
   * @param options how long, and under which key
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
   */
  public static logGroup(options: FlowLogGroupOptions = {}): FlowLogs {
    return new FlowLogs(scope => {
      const group = new FlowLogGroup(scope, 'FlowLogGroup', options);
      return { logDestinationType: 'cloud-watch-logs', logDestination: group.streamsArn, deliverLogsPermissionArn: group.roleArn };
    });
  }

  private constructor(private readonly destination: Destination) {}

  /**
   * Logs a VPC: each of its network interfaces, those of tomorrow too.
   *
   * @param scope where the flow log stands; once in a scope
   * @param vpc the id of the VPC
   */
  public addToVpc(scope: Construct, vpc: string): CfnFlowLog {
    return new CfnFlowLog(scope, 'FlowLog', {
      resourceId: vpc,
      resourceType: 'VPC',
      trafficType: 'ALL',
      maxAggregationInterval: 60,
      logFormat: format(VPC_FIELDS),
      ...this.destination(scope),
    });
  }

  /**
   * Logs a transit gateway: each packet between its attachments. Its log knows no accepted and rejected, and the fields are those that AWS
   * chooses.
   *
   * @param scope where the flow log stands; once in a scope
   * @param transitGateway the id of the transit gateway
   * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
   */
  public addToTransitGateway(scope: Construct, transitGateway: string): CfnFlowLog {
    return new CfnFlowLog(scope, 'FlowLog', {
      resourceId: transitGateway,
      resourceType: 'TransitGateway',
      maxAggregationInterval: 60,
      ...this.destination(scope),
    });
  }
}

const format = (fields: readonly string[]): string => fields.map(field => `\${${field}}`).join(' ');
