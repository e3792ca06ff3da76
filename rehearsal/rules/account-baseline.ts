import { Rule } from '../aws/contract';

const SYSTEMS_MANAGER = 'https://docs.aws.amazon.com/systems-manager/latest/userguide';

/** What AWS Account Management asks of contacts. */
export const ACCOUNT = {
  TRUSTED_ACCESS: {
    id: 'account/trusted-access',
    statement: 'The contacts of a member account are managed from the management account only once the organization trusts account.amazonaws.com.',
    source: 'https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html',
  },
} as const satisfies Record<string, Rule>;

/** What Amazon EC2 asks of the settings of an account and region. */
export const EC2 = {
  EBS_DEFAULT_KEY: {
    id: 'ec2/ebs-default-key',
    statement: 'The default key of EBS is enabled and in its region, and encryption by default is on before it is chosen: EC2 looks at the key only later, when volumes fail.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyEbsDefaultKmsKeyId.html',
  },
} as const satisfies Record<string, Rule>;

/** What Systems Manager asks of its settings and of the preferences of Session Manager. */
export const SSM = {
  HOST_MANAGEMENT_ROLE: {
    id: 'ssm/host-management-role',
    statement: 'The role that Systems Manager gives to instances exists in the account and trusts ssm.amazonaws.com.',
    source: `${SYSTEMS_MANAGER}/fleet-manager-default-host-management-configuration.html`,
  },
  SESSION_LOG_GROUP: {
    id: 'ssm/session-log-group',
    statement: 'The log group that the preferences of Session Manager name exists, under a customer managed key if they ask for encryption: otherwise sessions are refused.',
    source: `${SYSTEMS_MANAGER}/session-manager-logging.html`,
  },
} as const satisfies Record<string, Rule>;

/** What Parameter Store asks of parameters. */
export const SSM_PARAMETERS = {
  NAME: {
    id: 'ssm/parameter-name',
    statement: 'The name of a parameter exists once in an account and region, has letters, digits and _.-/ in at most 15 levels, and does not begin with aws or ssm.',
    source: `${SYSTEMS_MANAGER}/sysman-paramstore-su-create.html`,
  },
  VALUE: {
    id: 'ssm/parameter-value',
    statement: 'The value of a parameter has 1 to 4,096 characters (advanced: 8,192), and matches its pattern.',
    source: `${SYSTEMS_MANAGER}/parameter-store-advanced-parameters.html`,
  },
} as const satisfies Record<string, Rule>;
