import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const REGIONAL = 'AccountBaseline/AccountRegional/Template';
const RECORDER = `${REGIONAL}/ConfigurationRecorder/Resource/Default`;
const FUNCTION = `${REGIONAL}/lz-config-recorder/Function/Resource`;
const ARCHIVE = 'LogArchive/StackSet/Template/LogArchive';
const AGGREGATOR = 'SecurityTooling/SecurityHome/Template/Aggregator/Resource';
const AGGREGATOR_ROLE = 'SecurityTooling/SecurityHome/Template/Aggregator/Role/Resource';
const PACKS = 'Compliance/EveryRegion/Template/Packs';
const FIRST_PACK = 'Compliance/HomeRegion/Template/Packs/identity';
const DELEGATION = 'Delegation/Security/Resource/Default';

/** Changes the code of the recorder's handler, in which the text stands. */
function changeCode(example: Mutant, ...changes: readonly (readonly [string, string])[]): void {
  const handler = example.at(FUNCTION);
  const code = handler.get<string>('Code.ZipFile');
  changes.forEach(([text]) => expect(code).toContain(text));
  handler.set('Code.ZipFile', changes.reduce((changed, [text, other]) => changed.replace(text, other), code));
}

/** Delegates a service to nobody. */
function keepBack(example: Mutant, service: string): void {
  const delegation = example.at(DELEGATION);
  const services = delegation.get<string[]>('Services');
  expect(services).toContain(service);
  delegation.set('Services', services.filter(name => name !== service));
}

/** Changes the template of a pack. */
function changePack(example: Mutant, path: string, change: (template: { Resources: Record<string, object> }) => void): void {
  const pack = example.at(path);
  const template = JSON.parse(pack.get<string>('TemplateBody')) as { Resources: Record<string, object> };
  change(template);
  pack.set('TemplateBody', JSON.stringify(template));
}

const recorder = (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: RECORDER });
const pack = (when: string, says: RegExp, edit: Mutation['edit'], at = FIRST_PACK): Mutation => ({ when, says, edit, at });

const RULE = (ConfigRuleName: string) => ({
  Type: 'AWS::Config::ConfigRule', Properties: { ConfigRuleName, Source: { Owner: 'AWS', SourceIdentifier: 'IAM_USER_MFA_ENABLED' } },
});

/** What AWS Config asks for. */
export const OF_CONFIG: Mutations = {
  'config/one-recorder': [
    recorder('the recorder is put once more under another name', /would be a second one/, example => changeCode(example,
      ['await start(recorder);', 'await config.send(new import_client_config_service.PutConfigurationRecorderCommand({ ConfigurationRecorder: '
        + '{ name: "second", roleARN: String(wanted.RoleArn), recordingGroup: { allSupported: true } } }));'])),
  ],
  'config/recorder-role': [
    recorder('the service-linked role of AWS Config is left out', /AWSServiceRoleForConfig of the recorder does not exist/, example => {
      const roles = example.at('AccountBaseline/AccountGlobal/Template/ServiceLinkedRoles/Resource/Default');
      const key = Object.keys(roles.definition.Properties!).find(name => JSON.stringify(roles.definition.Properties![name]).includes('config.amazonaws.com'))!;
      roles.set(key, roles.get<unknown[]>(key).filter(role => !JSON.stringify(role).includes('config.amazonaws.com')));
    }),
  ],
  'config/recording-group': [
    recorder('IAM is recorded without every type', /IAM is asked for without every type|of: every type/, example =>
      changeCode(example, ['allSupported: true, includeGlobalResourceTypes: global', 'allSupported: false, includeGlobalResourceTypes: true'])),
  ],
  'config/recorder-order': [
    recorder('the recorder is started before its channel', /no delivery channel for its recorder/, example =>
      changeCode(example, ['await deliver({', 'await start(recorder); await deliver({'])),
  ],
  'config/channel-bucket': [
    recorder('AWS Config may not write to the bucket', /must be allowed s3:PutObject/, example =>
      example.at(`${ARCHIVE}/Delivery/Policy`).removeStatement('PolicyDocument', 'ConfigWrites')),
    recorder('the prefix is not the organization', /must be allowed s3:PutObject/, example => example.at(RECORDER).set('KeyPrefix', 'elsewhere')),
  ],
  'config/channel-key': [
    recorder('AWS Config may not use the key', /must be allowed kms:GenerateDataKey/, example =>
      example.at(`${ARCHIVE}/DeliveryKey/Resource`).removeStatement('KeyPolicy', 'ConfigEncrypts')),
  ],
  'config/aggregator-administrator': [{
    when: 'AWS Config is not delegated to the security account', says: /administers config\.amazonaws\.com for nobody/, at: AGGREGATOR,
    edit: example => keepBack(example, 'config.amazonaws.com'),
  }],
  'config/aggregator-role': [
    { when: 'the role trusts another service', says: /does not trust/, at: AGGREGATOR, edit: example =>
      example.at(AGGREGATOR_ROLE).set('AssumeRolePolicyDocument.Statement', [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
      ]) },
    { when: 'the role may list no accounts', says: /may not organizations:ListAccounts/, at: AGGREGATOR, edit: example =>
      example.at(AGGREGATOR_ROLE).remove('ManagedPolicyArns') },
  ],
  'config/pack-administrator': [
    pack('packs are not delegated to the security account', /administers config-multiaccountsetup\.amazonaws\.com for nobody/, example =>
      keepBack(example, 'config-multiaccountsetup.amazonaws.com')),
  ],
  'config/pack-recorder': [
    pack('members have no recorder', /no recorder runs in .* in (?!management$)/, example =>
      Reflect.deleteProperty(example.template(REGIONAL).Resources, example.at(RECORDER).logicalId)),
    pack('recorders are not started', /no recorder runs/, example => changeCode(example, ['await start(recorder);', ''])),
  ],
  'config/pack-template': [
    pack('a pack has two rules of one name', /rules are named/, example =>
      changePack(example, `${PACKS}/network`, ({ Resources }) => { Resources.Twin = RULE('ec2-imdsv2-check'); }), `${PACKS}/network`),
    pack('a pack makes a bucket', /AWS::S3::Bucket/, example =>
      changePack(example, `${PACKS}/network`, ({ Resources }) => { Resources.Bucket = { Type: 'AWS::S3::Bucket' }; }), `${PACKS}/network`),
  ],
  'config/managed-rule': [
    pack('a rule of AWS has a typing error', /AWS has no rule IAM_USER_MFA_ENABELD/, example => changePack(example, `${PACKS}/network`, ({ Resources }) => {
      Resources.Typed = { ...RULE('typed'), Properties: { ConfigRuleName: 'typed', Source: { Owner: 'AWS', SourceIdentifier: 'IAM_USER_MFA_ENABELD' } } };
    }), `${PACKS}/network`),
  ],
  'config/pack-quota': [
    pack('a pack has more rules than there may be', /the pack has \d{3} rules/, example =>
      changePack(example, `${PACKS}/network`, ({ Resources }) => {
        Array.from({ length: 130 }, (_, i) => `r${i}`).forEach(name => { Resources[name.toUpperCase()] = RULE(name); });
      }), `${PACKS}/network`),
  ],
  'config/remediation-role': [
    pack('a remediation has a role that no account has', /role\/nobody does not exist/, example =>
      changePack(example, `${PACKS}/network`, ({ Resources }) => {
        const role = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/nobody' };
        Resources.Mending = { Type: 'AWS::Config::RemediationConfiguration', Properties: {
          ConfigRuleName: 'ec2-imdsv2-check', Parameters: { AutomationAssumeRole: { StaticValue: { Values: [role] } } },
        } };
      }), `${PACKS}/network`),
  ],
};
