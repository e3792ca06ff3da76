import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const BREAK_GLASS = 'AccountBaseline/AccountGlobal/Template/BreakGlass/Resource';
const DEVELOPER_BOUNDARY = 'AccountBaseline/AccountGlobal/Template/DeveloperBoundary/Resource';
const ARCHIVE = 'LogArchive/StackSet/Template/LogArchive';
const TRAIL_BUCKET = `${ARCHIVE}/Trail/Resource`;
const ACCESS_LOGS = `${ARCHIVE}/AccessLogs/Resource`;
const ACCESS_LOGS_POLICY = `${ARCHIVE}/AccessLogs/Policy`;
const TRAIL_POLICY = `${ARCHIVE}/Trail/Policy`;
const LOG_GROUP_KEY = 'Trail/Trail/LogGroupKey/Resource';
const LOG_GROUP = 'Trail/Trail/LogGroup/Resource';
const FUNCTION = 'Trail/lz-key-arn-lookup/Function/Resource';
const REGIONAL = 'AccountBaseline/AccountRegional/Template';
const ANALYZER = 'AWS::AccessAnalyzer::Analyzer';

/** A role of the account of the template, which does not exist. */
const NOBODY = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/nobody' } };
const ADMINISTRATOR = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' };

/** Lets a policy of a resource name a role of its account that does not exist. */
const naming = (at: string, policy: string): Mutation => ({
  when: 'it names a role that does not exist', at, says: /role\/nobody, which does not exist/,
  edit: example => example.at(at).statements(policy).push({ Effect: 'Allow', Principal: NOBODY, Action: policy.startsWith('Assume') ? 'sts:AssumeRole' : '*', Resource: policy.startsWith('Assume') ? undefined : '*' }),
});

/** A mutation that sets one property. */
const setting = (at: string, property: string, value: unknown, when: string, says: RegExp): Mutation =>
  ({ at, when, says, edit: example => example.at(at).set(property, value) });

/** Turns a reference into the text that it stands for, which declares nothing. */
function writeOut(example: Mutant, at: string, property: string, text: string): void {
  example.at(at).set(property, { 'Fn::Sub': text });
  example.at(at).definition.DependsOn = [];
}

/** Mutations of what lies in an account: roles, keys, buckets, log groups, functions, analyzers. */
export const OF_ACCOUNTS: Mutations = {
  'iam/role-name-unique': [{
    when: 'a named role goes to two regions of an account', at: 'SecurityCore/StackSet/Template/GuardDutyRole/Resource/Role/Resource',
    says: /role lz-guardduty-organization exists already in \d{12}: the template runs in a second region/,
    edit: example => example.at('SecurityCore/StackSet/Resource').set('StackInstancesGroup.0.Regions', ['eu-central-1', 'eu-west-1']),
  }],
  'iam/policy-name-unique': [{
    when: 'a named policy goes to two regions of an account', at: DEVELOPER_BOUNDARY,
    says: /policy lz-developer-boundary exists already in \d{12}: the template runs in a second region/,
    edit: example => example.at('AccountBaseline/AccountGlobal/Resource').set('StackInstancesGroup.0.Regions', ['eu-central-1', 'eu-west-1']),
  }],
  'iam/trust-principals-exist': [naming(BREAK_GLASS, 'AssumeRolePolicyDocument')],
  'iam/trust-policy-size': [setting(BREAK_GLASS, 'AssumeRolePolicyDocument.Statement.0.Condition.ArnEquals',
    { 'aws:PrincipalArn': Array.from({ length: 50 }, (_, i) => `arn:aws:iam::111111111111:user/break-glass-${i}`) }, 'a trust policy is too long', /the trust policy has \d{4} characters/)],
  'iam/policy-size': [{
    when: 'a boundary is too long', at: DEVELOPER_BOUNDARY, says: /the managed policy has \d{4,5} characters, 6144 are allowed/,
    edit: example => example.at(DEVELOPER_BOUNDARY).statements('PolicyDocument')
      .push({ Effect: 'Deny', Action: Array.from({ length: 500 }, (_, i) => `logs:Action${i}`), Resource: '*' }),
  }, {
    when: 'inline policies are too long', at: 'Trail/Trail/Role/Resource', says: /10240 are allowed/,
    edit: example => example.at('Trail/Trail/Role/Resource').statements('Policies.0.PolicyDocument')
      .push({ Effect: 'Allow', Action: Array.from({ length: 800 }, (_, i) => `logs:Action${i}`), Resource: '*' }),
  }],
  'iam/policy-grammar': [{
    when: 'a policy of a role names a principal', at: 'Trail/Trail/Role/Resource', says: /Principal/,
    edit: example => { example.at('Trail/Trail/Role/Resource').statements('Policies.0.PolicyDocument')[0].Principal = { AWS: '*' }; },
  }],
  'iam/managed-policies': [setting(BREAK_GLASS, 'ManagedPolicyArns', Array.from({ length: 11 }, () => ADMINISTRATOR), 'a role has eleven managed policies', /11 managed policies/)],
  'kms/key-policy-lockout': [{
    when: 'nobody may change the key policy again', at: LOG_GROUP_KEY, says: /could not change the key policy again/,
    edit: example => example.at(LOG_GROUP_KEY).removeStatement('KeyPolicy', 'AdministratorsManage'),
  }],
  'kms/key-policy-principals-exist': [naming(`${ARCHIVE}/TrailKey/Resource`, 'KeyPolicy')],
  'kms/alias-name': [
    setting('Trail/Trail/LogGroupKey/Alias/Resource', 'AliasName', 'alias/aws/logs', 'an alias takes a name of AWS', /alias\/aws\/logs/),
    setting(`${ARCHIVE}/DeliveryKey/Alias/Resource`, 'AliasName', 'alias/lz/trail', 'two keys have one alias', /alias\/lz\/trail exists already/),
  ],
  'kms/key-settings': [setting(LOG_GROUP_KEY, 'PendingWindowInDays', 5, 'a key is gone after five days', /'PendingWindowInDays' is 5/)],
  's3/object-lock-versioning': [setting(TRAIL_BUCKET, 'VersioningConfiguration.Status', 'Suspended', 'a locked bucket has no versions', /versioning is Suspended/)],
  's3/object-lock-retention': [
    setting(TRAIL_BUCKET, 'ObjectLockConfiguration.Rule.DefaultRetention', { Mode: 'GOVERNANCE' }, 'a retention has no end', /'DefaultRetention' is {"Mode":"GOVERNANCE"}/),
    setting(TRAIL_BUCKET, 'ObjectLockEnabled', false, 'a retention is without Object Lock', /without 'ObjectLockEnabled'/),
  ],
  's3/access-log-target': [
    setting(TRAIL_BUCKET, 'LoggingConfiguration.DestinationBucketName', 'nowhere', 'access logs go nowhere', /nowhere does not exist/),
    {
      when: 'a bucket does not wait for that of its access logs', at: TRAIL_BUCKET, says: /nothing declares that LogArchiveAccessLogs\w+ exists before/,
      edit: example => writeOut(example, TRAIL_BUCKET, 'LoggingConfiguration.DestinationBucketName', 'lz-access-logs-${AWS::AccountId}-${AWS::Region}'),
    },
  ],
  's3/access-log-target-unlocked': [{
    when: 'access logs go to a bucket with a KMS key', at: TRAIL_BUCKET, says: /has a KMS key/,
    edit: example => example.at(ACCESS_LOGS).set('BucketEncryption', example.at(TRAIL_BUCKET).get('BucketEncryption')),
  }],
  's3/access-log-delivery': [{
    when: 'S3 may not deliver access logs', at: TRAIL_BUCKET, phase: 'log-delivery', says: /S3 must be allowed to deliver the access logs of lz-trail-/,
    edit: example => example.at(ACCESS_LOGS_POLICY).removeStatement('PolicyDocument', 'S3WritesAccessLogs'),
  }],
  's3/policy-principals-exist': [naming(TRAIL_POLICY, 'PolicyDocument')],
  's3/no-public-policy': [{
    when: 'a bucket policy lets everybody read', at: TRAIL_POLICY,
    edit: example => example.at(TRAIL_POLICY).statements('PolicyDocument')
      .push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::lz-trail-${AWS::AccountId}-${AWS::Region}/*' } }),
  }],
  's3/bucket-empty': [{
    when: 'the trail bucket goes with its stack', at: TRAIL_BUCKET, phase: 'destruction', says: /logs were delivered to lz-trail-/,
    edit: example => ['LogArchive/StackSet/Resource', TRAIL_BUCKET].forEach(path => {
      example.at(path).definition.DeletionPolicy = 'Delete';
    }),
  }],
  'logs/key-usable': [{
    when: 'CloudWatch Logs may not use the key', at: LOG_GROUP, says: /CloudWatch Logs cannot use the key/,
    edit: example => example.at(LOG_GROUP_KEY).removeStatement('KeyPolicy', 'LogGroupEncrypts'),
  }],
  'logs/retention': [setting(LOG_GROUP, 'RetentionInDays', 42, 'a retention is none that CloudWatch Logs offers', /'RetentionInDays' is 42/)],
  'lambda/role-assumable': [
    {
      when: 'Lambda may not assume the role', at: FUNCTION, says: /lambda.amazonaws.com cannot assume/,
      edit: example => example.at('Trail/lz-key-arn-lookup/Default/Role/Resource').set('AssumeRolePolicyDocument.Statement.0.Principal', { Service: 'ec2.amazonaws.com' }),
    },
    {
      when: 'a function does not wait for its role', at: FUNCTION, says: /nothing declares that lzkeyarnlookupRole\w+ exists before/,
      edit: example => writeOut(example, FUNCTION, 'Role', 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/lz/lz-key-arn-lookup'),
    },
  ],
  'lambda/code-size': [{
    when: 'the code is longer than 4 MB once it is put together', at: FUNCTION, says: /4000000 are allowed/,
    edit: example => {
      example.template('Trail').Parameters!.Padding = { Type: 'String', Default: '/'.repeat(4_000) };
      example.at(FUNCTION).set('Code.ZipFile', { 'Fn::Join': ['', Array.from({ length: 1_100 }, () => ({ Ref: 'Padding' }))] });
    },
  }],
  'access-analyzer/one-per-region': [
    {
      when: 'an account has two analyzers in a region', added: 'Second', says: /lz-external-access exists already in \d{12}/,
      edit: example => {
        const waits = [example.at(`${REGIONAL}/ExternalAccess/Resource/Default`).logicalId];
        example.template(REGIONAL).Resources.Second = { Type: ANALYZER, Properties: { AnalyzerName: 'second', Type: 'ACCOUNT' }, DependsOn: waits };
      },
    },
    {
      when: 'a handler does not look for the analyzer that is there', at: `${REGIONAL}/ExternalAccess/Resource/Default`, says: /found exists already in \d{12}/,
      edit: example => {
        const handler = example.at(`${REGIONAL}/lz-account-analyzer/Function/Resource`);
        const code = handler.get<string>('Code.ZipFile');
        expect(code).toContain('found === void 0) {');
        handler.set('Code.ZipFile', code.replace('found === void 0) {', 'true) {'));
        example.template(REGIONAL).Resources.Found = { Type: ANALYZER, Properties: { AnalyzerName: 'found', Type: 'ACCOUNT' } };
        example.at(`${REGIONAL}/ExternalAccess/Resource/Default`).definition.DependsOn = ['Found'];
      },
    },
  ],
  'access-analyzer/organization-analyzer': [{
    when: 'any account analyses the organization', added: 'Organization', says: /delegated: false/,
    edit: example => {
      example.template(REGIONAL).Resources.Organization = { Type: ANALYZER, Properties: { AnalyzerName: 'all', Type: 'ORGANIZATION' } };
    },
  }],
};
