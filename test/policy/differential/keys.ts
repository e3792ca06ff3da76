/** How the values of a key compare. */
export type KeyType = 'string' | 'number' | 'date' | 'boolean' | 'ip' | 'arn' | 'binary';

/** A condition key: its type, its values, whether it has several at once. */
export interface Key {
  readonly type: KeyType;
  readonly values: readonly string[];
  readonly multivalued?: boolean;
  /** Set by AWS from the caller and never by the request. */
  readonly ofCaller?: boolean;
}

const DATES = ['2025-06-30T12:00:00Z', '2026-01-01T00:00:00Z', '2026-03-01T08:30:00Z', '2027-12-31T23:59:59Z'];
const ARNS = ['arn:aws:sns:eu-central-1:111111111111:alerts', 'arn:aws:s3:::data', 'arn:aws:cloudtrail:us-east-1:222222222222:trail/lz-trail'];
const TAG_KEYS = ['team', 'cost-center', 'Owner', 'dp:zone'];
const BOOLEANS = ['true', 'false'];

/** Keys that any request may have; those of services are in use where the target says so. */
export const KEYS: Readonly<Record<string, Key>> = {
  'aws:RequestedRegion': { type: 'string', values: ['eu-central-1', 'eu-west-1', 'us-east-1'] },
  'aws:PrincipalTag/team': { type: 'string', values: ['blue', 'red', 'Blue', 'bl*e'] },
  'aws:PrincipalTag/blob': { type: 'binary', values: ['QmluYXJ5', 'b3RoZXI=', 'Qmlu'] },
  'aws:SourceVpce': { type: 'string', values: ['vpce-0a', 'vpce-0b'] },
  'aws:UserAgent': { type: 'string', values: ['aws-cli/2.0', 'Boto3/1.34', 'aws-sdk-js/3'] },
  'aws:SourceAccount': { type: 'string', values: ['111111111111', '222222222222', '999999999999'] },
  'aws:SourceOrgID': { type: 'string', values: ['o-a1b2c3d4e5', 'o-z9y8x7w6v5'] },
  'aws:SourceIdentity': { type: 'string', values: ['jane', 'john'] },
  'aws:SourceIp': { type: 'ip', values: ['203.0.113.9', '203.0.114.200', '10.1.2.3', '2001:db8:1::1', '2001:db9::8'] },
  'aws:VpcSourceIp': { type: 'ip', values: ['10.1.2.3', '10.200.0.1'] },
  'aws:SourceArn': { type: 'arn', values: ARNS },
  'aws:CurrentTime': { type: 'date', values: DATES },
  'aws:TokenIssueTime': { type: 'date', values: DATES },
  'aws:MultiFactorAuthAge': { type: 'number', values: ['60', '900', '3599.5', '3600', '7200', '100000'] },
  'aws:MultiFactorAuthPresent': { type: 'boolean', values: BOOLEANS },
  'aws:SecureTransport': { type: 'boolean', values: BOOLEANS },
  'aws:ViaAWSService': { type: 'boolean', values: BOOLEANS },
  'aws:TagKeys': { type: 'string', values: TAG_KEYS, multivalued: true },
  'aws:CalledVia': { type: 'string', values: ['cloudformation.amazonaws.com', 'athena.amazonaws.com', ''], multivalued: true },
  'aws:PrincipalOrgPaths': { type: 'string', values: ['o-a1b2c3d4e5/r-ab12/ou-prod/', 'o-a1b2c3d4e5/r-ab12/ou-dev/'], multivalued: true },

  'aws:PrincipalArn': {
    type: 'arn', ofCaller: true,
    values: ['arn:aws:iam::111111111111:role/teams/developer', 'arn:aws:iam::111111111111:root', 'arn:aws:iam::111111111111:role/lz/lz-break-glass', 'arn:aws:iam::111111111111:user/people/jane'],
  },
  'aws:PrincipalAccount': { type: 'string', ofCaller: true, values: ['111111111111', '222222222222', '999999999999', 'anonymous'] },
  'aws:PrincipalOrgID': { type: 'string', ofCaller: true, values: ['o-a1b2c3d4e5', 'o-z9y8x7w6v5'] },
  'aws:PrincipalType': { type: 'string', ofCaller: true, values: ['AssumedRole', 'User', 'Account', 'FederatedUser', 'Anonymous'] },
  'aws:PrincipalIsAWSService': { type: 'boolean', ofCaller: true, values: BOOLEANS },
  'aws:PrincipalServiceName': { type: 'string', ofCaller: true, values: ['cloudtrail.amazonaws.com', 'lambda.amazonaws.com'] },
  'aws:PrincipalServiceNamesList': { type: 'string', ofCaller: true, values: ['cloudtrail.amazonaws.com', 'lambda.amazonaws.com'], multivalued: true },
  'aws:AssumedRoot': { type: 'boolean', ofCaller: true, values: BOOLEANS },
  'aws:username': { type: 'string', ofCaller: true, values: ['jane', 'john', 'mallory'] },
  'aws:userid': { type: 'string', ofCaller: true, values: ['111111111111', 'anonymous'] },
  'aws:ResourceAccount': { type: 'string', ofCaller: true, values: ['111111111111', '222222222222', '333333333333'] },
};

/** Keys of services. */
export const SERVICE_KEYS: Readonly<Record<string, Key>> = {
  's3:signatureAge': { type: 'number', values: ['1000', '60000', '600000'] },
  's3:TlsVersion': { type: 'number', values: ['1.1', '1.2', '1.3'] },
  's3:max-keys': { type: 'number', values: ['10', '1000'] },
  's3:prefix': { type: 'string', values: ['home/jane/', 'reports/blue', 'AWSLogs/', ''] },
  'kms:ViaService': { type: 'string', values: ['s3.eu-central-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
  'kms:CallerAccount': { type: 'string', values: ['111111111111', '222222222222'] },
  'aws:ResourceTag/team': { type: 'string', values: ['blue', 'red', ''] },
  'aws:RequestTag/team': { type: 'string', values: ['blue', 'red'] },
  'dynamodb:LeadingKeys': { type: 'string', values: ['jane', 'john', 'blue'], multivalued: true },
  'sts:ExternalId': { type: 'string', values: ['4711', '0815'] },
  'sts:RoleSessionName': { type: 'string', values: ['jane', 'build-1'] },
  'iam:PolicyARN': { type: 'arn', values: ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::111111111111:policy/lz/boundary'] },
  'ec2:InstanceType': { type: 'string', values: ['t3.micro', 'p5.48xlarge'] },
  'token.actions.githubusercontent.com:repository': { type: 'string', values: ['acme/app', 'acme/site'] },
  'token.actions.githubusercontent.com:ref': { type: 'string', values: ['refs/heads/main', 'refs/pull/7/merge'] },
};

export const keyOf = (name: string): Key => KEYS[name] ?? SERVICE_KEYS[name];
