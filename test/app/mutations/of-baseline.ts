import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const REGIONAL = 'AccountBaseline/AccountRegional/Template';
const ENCRYPTION = `${REGIONAL}/EbsEncryption/Resource/Default`;
const ENCRYPTION_FUNCTION = `${REGIONAL}/lz-ebs-encryption/Function/Resource`;
const SESSIONS = `${REGIONAL}/SessionManager/Resource/Default`;
const HOST_ROLE = 'AccountBaseline/AccountGlobal/Template/SessionManager/HostManagement/Resource';
const ACTIVATION = 'Organization/Activation/Resource/Default';
const CONTACTS = 'Operations/Contacts/Resource/Default';

/** How the handler looks at a key before it names it to EC2. */
const LOOKS = 'const arn = await usableKey(wanted);';

const ofSessions = (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: SESSIONS });

/** Takes Account Management out of a list of services. */
function leaveOut(example: Mutant, path: string, property: string): void {
  const services = example.at(path).get<string[]>(property);
  expect(services).toContain('account.amazonaws.com');
  example.at(path).set(property, services.filter(service => service !== 'account.amazonaws.com'));
}

/** Changes the preferences of Session Manager. */
const preferring = (changes: object): Mutation['edit'] => example => {
  const preferences = JSON.parse(example.at(SESSIONS).get<string>('Preferences')) as { inputs: object };
  example.at(SESSIONS).set('Preferences', JSON.stringify({ ...preferences, inputs: { ...preferences.inputs, ...changes } }));
};

/** Mutations of what every account gets besides roles and recorders: contacts, encryption of volumes, sessions. */
export const OF_BASELINE: Mutations = {
  'account/trusted-access': [{
    when: 'the organization does not trust Account Management', says: /does not trust account\.amazonaws\.com, so \d{12} is out of reach/, at: CONTACTS,
    edit: example => leaveOut(example, ACTIVATION, 'TrustedServices'),
  }],
  'ec2/ebs-default-key': [{
    when: 'volumes are given a key that does not exist', says: /the key alias\/none is not usable in /, at: ENCRYPTION,
    edit: example => {
      const code = example.at(ENCRYPTION_FUNCTION).get<string>('Code.ZipFile');
      expect(code).toContain(LOOKS);
      example.at(ENCRYPTION_FUNCTION).set('Code.ZipFile', code.replace(LOOKS, 'const arn = wanted;'));
      example.at(ENCRYPTION).set('KeyId', 'alias/none');
    },
  }],
  'ssm/host-management-role': [
    ofSessions('the role of hosts trusts another service', /ssm\.amazonaws\.com cannot assume service-role\/lz-host-management of /, example =>
      example.at(HOST_ROLE).set('AssumeRolePolicyDocument.Statement.0.Principal.Service', 'ec2.amazonaws.com')),
    ofSessions('the role of hosts has another name', /role service-role\/lz-host-management does not exist in /, example => example.at(HOST_ROLE).set('RoleName', 'lz-hosts')),
  ],
  'ssm/session-log-group': [
    ofSessions('sessions ask for a key that their log group lacks', /the log group \/lz\/session-manager has no customer managed key/, preferring({ cloudWatchEncryptionEnabled: true })),
    ofSessions('sessions are logged to a group that does not exist', /the log group \/nowhere does not exist in /, preferring({ cloudWatchLogGroupName: '/nowhere' })),
  ],
};
