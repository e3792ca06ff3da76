import { adding } from './adding';
import { ResourceDefinition } from './editable-resource';
import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const GLOBAL = 'AccountBaseline/AccountGlobal/Template';
const BREAK_GLASS = `${GLOBAL}/BreakGlass/Resource`;
const SUPPORT = `${GLOBAL}/Support/Resource`;
const DEVELOPER_BOUNDARY = `${GLOBAL}/DeveloperBoundary/Resource`;

const [USER, GROUP, ROLE, OIDC] = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::OIDCProvider'];

const groups = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) =>
  [`Group${i + 1}`, { Type: GROUP, Properties: { GroupName: `group-${i + 1}` } }]));

const trusting = (principal: object): object =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
const roleArn = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}` });
const role = (RoleName: string, principal: object): ResourceDefinition =>
  ({ Type: ROLE, Properties: { RoleName, AssumeRolePolicyDocument: trusting(principal) } });
const READS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }] };
const policyArn = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${name}` });

const bounded = (when: string, says: RegExp, edit: (example: Mutant) => void): Mutation => ({ when, says, edit, at: SUPPORT });
const provider = (Url: string): ResourceDefinition => ({ Type: OIDC, Properties: { Url, ClientIdList: ['sts.amazonaws.com'] } });

/** Mutations of users, groups, providers and boundaries; those of roles and their policies are among the accounts. */
export const OF_IDENTITY: Mutations = {
  'iam/trust-cycle': [
    {
      when: 'a role trusts itself', at: BREAK_GLASS, says: /role\/lz\/lz-break-glass names the role itself/,
      edit: example => example.at(BREAK_GLASS).statements('AssumeRolePolicyDocument')
        .push({ Effect: 'Allow', Principal: { AWS: roleArn('lz/lz-break-glass') }, Action: 'sts:AssumeRole' }),
    },
    adding('two roles trust each other', /role\/two and .*role\/one name each other/, {
      One: role('one', { AWS: roleArn('two') }), Two: { ...role('two', { AWS: roleArn('one') }), DependsOn: ['One'] },
    }),
  ],
  'iam/boundary-exists': [
    bounded('the boundary of a role does not exist', /policy\/lz\/nothing does not exist in \d{12}/, example =>
      example.at(SUPPORT).set('PermissionsBoundary', policyArn('${AWS::AccountId}:policy/lz/nothing'))),
    bounded('the boundary of a role is of another account', /111111111111:policy\/lz\/lz-developer-boundary does not exist in \d{12}/, example =>
      example.at(SUPPORT).set('PermissionsBoundary', policyArn('111111111111:policy/lz/lz-developer-boundary'))),
    bounded('a role does not wait for its boundary', /nothing declares that DeveloperBoundary\w+ exists before/, example =>
      example.at(SUPPORT).removeDependency(example.at(DEVELOPER_BOUNDARY))),
  ],
  'iam/user-name-unique': [adding('two users have one name, in upper and lower case', /user alice exists already in 111111111111/, {
    Alice: { Type: USER, Properties: { UserName: 'alice' } }, Twin: { Type: USER, Properties: { UserName: 'ALICE' } },
  })],
  'iam/group-name-unique': [adding('two groups have one name', /group team exists already in 111111111111/, {
    Team: { Type: GROUP, Properties: { GroupName: 'team' } }, Twin: { Type: GROUP, Properties: { GroupName: 'team' } },
  })],
  'iam/no-access-keys': [adding('a user gets a key that lasts', /AccessKey makes a key of user robot/, {
    Robot: { Type: USER, Properties: { UserName: 'robot' } }, AccessKey: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Robot' } } },
  })],
  'iam/attached-entities': [
    adding('users do not wait for the group that they are put into', /nothing declares that Team exists before/, {
      Team: { Type: GROUP, Properties: { GroupName: 'team' } },
      Bob: { Type: USER, Properties: { UserName: 'bob' } },
      Addition: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'team', Users: [{ Ref: 'Bob' }] } },
    }),
    adding('a policy is attached to a user who does not exist', /user nobody does not exist in 111111111111/, {
      Attached: { Type: 'AWS::IAM::UserPolicy', Properties: { UserName: 'nobody', PolicyName: 'p', PolicyDocument: READS } },
    }),
  ],
  'iam/groups': [
    adding('a user is in eleven groups', /user eve is in 11 groups/, {
      ...groups(11), Eve: { Type: USER, Properties: { UserName: 'eve', Groups: Object.keys(groups(11)).map(Ref => ({ Ref })) } },
    }),
    adding('an account has 301 groups', /111111111111 would have 301 groups/, groups(301)),
  ],
  'iam/provider-unique': [adding('two providers have one address', /oidc-provider\/gitlab\.com exists already/, {
    Provider: provider('https://gitlab.com'), Twin: provider('https://gitlab.com'),
  })],
  'iam/provider-address': [adding('a provider has an address without TLS', /'Url' is "http:\/\/gitlab\.com"/, { Provider: provider('http://gitlab.com') })],
  'iam/instance-profile-role': [adding('an instance profile has two roles', /'Roles' has 2 roles/, {
    One: role('one', { Service: 'ec2.amazonaws.com' }), Two: role('two', { Service: 'ec2.amazonaws.com' }),
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'One' }, { Ref: 'Two' }] } },
  })],
};
