import { EditableResource } from './editable-resource';
import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const TRAIL = 'Trail/Trail/Resource';
const ROLE = 'Trail/Trail/Role/Resource';
const LOOKUP = 'Trail/Key/Resource/Default';
const ACTIVATION = 'Organization/Activation/Resource/Default';
const POLICY = 'LogArchive/StackSet/Template/LogArchive/Trail/Policy';
const KEY = 'LogArchive/StackSet/Template/LogArchive/TrailKey/Resource';

/** A mutation that the trail is refused for. */
const refused = (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: TRAIL });

/** A mutation after which alarms no longer see everything. */
const blind = (when: string, says: RegExp, edit: (trail: EditableResource) => void): Mutation =>
  ({ when, says, at: TRAIL, phase: 'alerts', edit: example => edit(example.at(TRAIL)) });

/** CloudTrail writes for the folder whose resource holds the text, and no longer. */
function forbidWriting(example: Mutant, folder: string): void {
  const statement = example.at(POLICY).statement('PolicyDocument', 'TrailWrites');
  const kept = (statement.Resource as unknown[]).filter(resource => !JSON.stringify(resource).includes(folder));
  expect(kept).toHaveLength(1);
  statement.Resource = kept;
}

/** Five trails more; the bucket and the key take any of them. */
function addTrails(example: Mutant): void {
  [...example.at(POLICY).statements('PolicyDocument'), ...example.at(KEY).statements('KeyPolicy')].forEach(({ Condition = {} }) => {
    Reflect.deleteProperty(Condition.StringEquals ?? {}, 'aws:SourceArn');
  });
  const { logicalId, definition } = example.at(TRAIL);
  Array.from({ length: 5 }, (_, i) => `further${i}`).forEach((name, i, names) => {
    const properties = { ...definition.Properties, TrailName: name };
    const waits = [...definition.DependsOn!, i === 0 ? logicalId : names[i - 1]];
    example.template('Trail').Resources[name] = { ...definition, Properties: properties, DependsOn: waits };
  });
}

/** Gives the role its policy by a resource of its own, for which nothing waits. */
function splitRolePolicy(example: Mutant): void {
  const role = example.at(ROLE);
  const [policy] = role.get<Record<string, unknown>[]>('Policies');
  role.remove('Policies');
  example.template('Trail').Resources.APolicy = { Type: 'AWS::IAM::Policy', Properties: { ...policy, Roles: [{ Ref: role.logicalId }] } };
  // before the trail by luck: it stands before it in the template
  const { Resources } = example.template('Trail');
  const trail = example.at(TRAIL);
  Reflect.deleteProperty(Resources, trail.logicalId);
  Resources[trail.logicalId] = trail.definition;
}

/** Mutations of the trail and of what it needs. */
export const OF_THE_TRAIL: Mutations = {
  'cloudtrail/management-account': [{
    when: 'a member account makes an organization trail', added: 'Second', says: /is neither/,
    edit: example => {
      const properties = { TrailName: 'second', S3BucketName: 'any', IsLogging: true, IsOrganizationTrail: true };
      example.template('LogArchive/StackSet/Template').Resources.Second = { Type: 'AWS::CloudTrail::Trail', Properties: properties };
    },
  }],
  'cloudtrail/trusted-access': [refused('trusted access for CloudTrail is off', /trusted access for cloudtrail.amazonaws.com is off/,
    example => example.at(ACTIVATION).set('TrustedServices', ['access-analyzer.amazonaws.com', 'iam.amazonaws.com']))],
  'cloudtrail/service-linked-role': [refused('CloudTrail has no service-linked role', /AWSServiceRoleForCloudTrail is missing/,
    example => example.at(ACTIVATION).set('ServiceLinkedRoles', []))],
  'cloudtrail/bucket-exists': [
    refused('the bucket does not exist', /bucket nowhere does not exist/, example => example.at(TRAIL).set('S3BucketName', 'nowhere')),
    refused('the stack of the trail does not wait for that of the bucket', /nothing declares that .* exists before Trail/, example => {
      const log = example.artifactId('LogArchive');
      const { dependencies } = example.artifact('Trail');
      expect(dependencies).toContain(log);
      example.artifact('Trail').dependencies = dependencies.filter(id => id !== log);
    }),
  ],
  'cloudtrail/bucket-acl-check': [refused('CloudTrail may not read the ACL of the bucket', /must be allowed s3:GetBucketAcl/,
    example => example.at(POLICY).removeStatement('PolicyDocument', 'TrailChecksBucket'))],
  'cloudtrail/bucket-write': [refused('CloudTrail may not write for the management account', /AWSLogs\/111111111111\//,
    example => forbidWriting(example, '/AWSLogs/111111111111/*'))],
  'cloudtrail/bucket-write-organization': [refused('CloudTrail may not write for the organization', /AWSLogs\/o-/,
    example => forbidWriting(example, 'OrganizationId'))],
  'cloudtrail/key-usable': ['TrailEncrypts', 'TrailChecksKey'].map(sid => refused(`the key policy is without ${sid}`, /CloudTrail must be allowed kms:/,
    example => example.at(KEY).removeStatement('KeyPolicy', sid))),
  'cloudtrail/key-in-bucket-region': [
    refused('a key of another account is named by its alias', /is the alias of a key in another account/,
      example => example.at(TRAIL).set('KMSKeyId', example.at(LOOKUP).get('AliasArn'))),
    refused('the key does not exist', /must be an enabled key in eu-central-1/,
      example => example.at(TRAIL).set('KMSKeyId', 'arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000')),
  ],
  'cloudtrail/log-group': [
    refused('a log group comes without a role', /role undefined/, example => example.at(TRAIL).remove('CloudWatchLogsRoleArn')),
    refused('the log group does not exist', /does not exist in 111111111111 eu-central-1/,
      example => example.at(TRAIL).set('CloudWatchLogsLogGroupArn', 'arn:aws:logs:eu-central-1:111111111111:log-group:none:*')),
  ],
  'cloudtrail/log-role-assumable': [refused('CloudTrail may not assume the role', /cloudtrail.amazonaws.com cannot assume/,
    example => example.at(ROLE).set('AssumeRolePolicyDocument.Statement.0.Principal', { Service: 'ec2.amazonaws.com' }))],
  'cloudtrail/log-role-writes': [
    refused('the role may not write the streams of the organization', /logs:CreateLogStream/,
      example => example.at(ROLE).get<unknown[]>('Policies.0.PolicyDocument.Statement.0.Resource').shift()),
    refused('the trail does not wait for the policy of the role', /policy WriteTrail of the role may come later/, splitRolePolicy),
  ],
  'cloudtrail/events': [
    refused('an insight has a name that CloudTrail does not know', /'InsightType' is ApiCallRate/,
      example => example.at(TRAIL).set('InsightSelectors', [{ InsightType: 'ApiCallRate' }])),
    refused('a trail of every region does not say that global services are in it', /'IncludeGlobalServiceEvents' is not/,
      example => example.at(TRAIL).remove('IncludeGlobalServiceEvents')),
    refused('events are selected in both ways', /both 'EventSelectors' and 'AdvancedEventSelectors'/,
      example => example.at(TRAIL).set('EventSelectors', [{ ReadWriteType: 'All' }])),
    refused('events are selected by no category', /'eventCategory' of selector "Management events" equals Managment/,
      example => example.at(TRAIL).set('AdvancedEventSelectors.0.FieldSelectors.0.Equals', ['Managment'])),
  ],
  'cloudtrail/feeds-alarms': [
    blind('a trail records one region', /lz-organization-trail writes, and it records eu-central-1 alone/, trail => trail.set('IsMultiRegionTrail', false)),
    blind('a trail records one account', /and it records the account 111111111111 alone/, trail => trail.set('IsOrganizationTrail', false)),
    blind('a trail leaves out what only reads', /and it leaves out what is read from iam\.amazonaws\.com/,
      trail => trail.get<object[]>('AdvancedEventSelectors.0.FieldSelectors').push({ Field: 'readOnly', Equals: ['false'] })),
    blind('a trail leaves out a service', /and it leaves out what is read from kms\.amazonaws\.com/,
      trail => trail.get<object[]>('AdvancedEventSelectors.0.FieldSelectors').push({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] })),
  ],
  'cloudtrail/trail-quota': [{ when: 'a region has a sixth trail', added: 'further4', says: /has 5 trails/, edit: addTrails }],
};
