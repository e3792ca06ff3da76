import { Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName, HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE, SESSION_LOG_GROUP } from '../../core/naming';
import { Problems, wholeRangeProblems } from '../../core/validation';
import { CODE } from './private/session-manager-defaults.bundle';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html */
const IDLE_MINUTES = { min: 1, max: 60 };
const SESSION_MINUTES = { min: 1, max: 1440 };

/** Properties of the defaults. */
export interface SessionManagerDefaultsProps {
  /**
   * Whether the preferences of each account and region stay exactly as they are found, and no log group is made: for an organization whose
   * accounts have preferences of their own. Then there is nothing to say about keys, retention and durations.
   *
   * @default false - sessions are logged; what an account has chosen itself is kept, as said at the construct
   */
  readonly leavePreferences?: boolean;

  /**
   * A customer managed key of the region for what is typed, on its way and in the log group. The policy of the key must let the instances'
   * roles and the people decrypt with it, and logs.<region>.amazonaws.com encrypt.
   *
   * @default - TLS on the way, and the key of CloudWatch Logs in the log group
   */
  readonly keyArn?: string;

  /**
   * How long what was typed is kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: RetentionDays;

  /**
   * After how long without a key press a session ends, 1 to 60 whole minutes.
   *
   * @default Duration.minutes(20) - as AWS has it
   */
  readonly idleSessionTimeout?: Duration;

  /**
   * After how long a session ends in any case, 1 to 1,440 whole minutes.
   *
   * @default - sessions end when they are idle
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Whether Systems Manager manages EC2 instances that have no instance profile, with the role `HostManagementRole`. It needs IMDSv2.
   *
   * @default true - nobody then opens SSH to get into an instance
   */
  readonly hostManagement?: boolean;
}

/**
 * Systems Manager's settings of the account and region:
 *
 * - sessions of Session Manager are logged to the log group "/lz/session-manager", keystroke by keystroke, and end when idle
 * - instances without an instance profile are managed, so that people reach them without SSH keys and open ports
 * - documents cannot be shared with the world
 *
 * An account has these settings already, so they are taken over, not created: the preferences get a new version around what the account
 * chose itself. Its key, the user that sessions run as and the shell profile stay; an account that logs sessions already, to a bucket or a
 * log group of its own, goes on logging them there and nowhere else. Durations are set. The old preferences stand in the log of the
 * function.
 *
 * Instances that have an instance profile of their own need there what `HostManagementRole` has for the log group; without it their
 * sessions fail, in an adopted account that did not log them before: give it to them first, or set `leavePreferences`. Deletion leaves all
 * of it. For templates that go to many regions: the roles stand in the account's global template, `SessionManagerDefaultsRole`.
 *
 * CloudFormation's AWS::SSM::ServiceSetting is not used: its deletion would go back to AWS's default, which allows public documents.
 *
 * Session Manager costs nothing; CloudWatch Logs takes about USD 0.50 to 0.63 per GB of what is typed and shown.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export class SessionManagerDefaults extends Construct {
  /** The log group of the sessions, the same name in every account and region. */
  public readonly logGroupName: string;

  public constructor(scope: Construct, id: string, props: SessionManagerDefaultsProps = {}) {
    super(scope, id);
    const { retention = RetentionDays.ONE_YEAR, idleSessionTimeout = Duration.minutes(20), hostManagement = true } = props;
    throwProblems(this, [
      ...wholeRangeProblems('idleSessionTimeout', 'minutes', idleSessionTimeout.toMinutes({ integral: false }), IDLE_MINUTES),
      ...props.maxSessionDuration
        ? wholeRangeProblems('maxSessionDuration', 'minutes', props.maxSessionDuration.toMinutes({ integral: false }), SESSION_MINUTES) : [],
      ...props.leavePreferences ? leftProblems(props) : [],
      ...retention === RetentionDays.INFINITE ? ["'retention' must end, got INFINITE: choose a number of years"] : [],
    ]);

    const handler = InlineHandler.of(this, {
      functionName: functionName('session-manager-defaults'),
      description: 'Sets the preferences of Session Manager and settings of Systems Manager',
      code: CODE,
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SessionManagerDefaults',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        ...!props.leavePreferences && {
          LogGroup: { Name: SESSION_LOG_GROUP, RetentionInDays: retention, KmsKeyId: props.keyArn },
          Preferences: Stack.of(this).toJsonString(preferences(props.keyArn, idleSessionTimeout, props.maxSessionDuration)),
        },
        Settings: [
          { Id: settingArn('documents/console/public-sharing-permission'), Value: 'Disable' },
          ...hostManagement
            ? [{ Id: settingArn('managed-instance/default-ec2-instance-management-role'), Value: `${HOST_MANAGEMENT_PATH.slice(1)}${HOST_MANAGEMENT_ROLE}` }]
            : [],
        ],
      },
    });

    this.logGroupName = SESSION_LOG_GROUP;
  }
}

const settingArn = (setting: string): string => `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:servicesetting/ssm/${setting}`;

/** The content of the document SSM-SessionManagerRunShell: numbers are texts there. */
function preferences(keyArn: string | undefined, idle: Duration, longest: Duration | undefined): Record<string, unknown> {
  return {
    schemaVersion: '1.0',
    description: 'Document to hold regional settings for Session Manager',
    sessionType: 'Standard_Stream',
    inputs: {
      s3BucketName: '',
      s3KeyPrefix: '',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: SESSION_LOG_GROUP,
      // asks for a log group under a customer managed key: without one, every session would be refused
      cloudWatchEncryptionEnabled: keyArn !== undefined,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: keyArn ?? '',
      runAsEnabled: false,
      runAsDefaultUser: '',
      idleSessionTimeout: String(idle.toMinutes()),
      maxSessionDuration: longest ? String(longest.toMinutes()) : '',
      shellProfile: { windows: '', linux: '' },
    },
  };
}

/** What would be said about preferences that nobody sets. */
function leftProblems({ keyArn, retention, idleSessionTimeout, maxSessionDuration }: SessionManagerDefaultsProps): Problems {
  const said = Object.entries({ keyArn, retention, idleSessionTimeout, maxSessionDuration }).filter(([, value]) => value !== undefined);
  return said.map(([prop]) => `'${prop}' must be left out with 'leavePreferences', got a value: leave one of the two out`);
}
