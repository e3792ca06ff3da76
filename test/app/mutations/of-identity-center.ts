import { addingOf } from './adding';
import { Mutation, Mutations } from './mutation';

const ADMINISTRATOR = 'Identity/PermissionSet-administrator/Resource';
const NETWORK = 'Identity/PermissionSet-network/Resource';
const BILLING = 'Identity/PermissionSet-billing/Resource';
/** The ids of assignments are hashes of what they assign: the network account's, and the management account's. */
const ASSIGNMENT = 'Identity/Assignments/Inee4ac22186a6';
const MANAGEMENT_ASSIGNMENT = 'Identity/Assignments/In8d6b5595daa2';

const PERMISSION_SET = 'AWS::SSO::PermissionSet';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const MEMBER = 'SecurityCore/StackSet/Template';

const adding = addingOf(PERMISSION_SET, { InstanceArn: INSTANCE, Name: 'reader' });

/** A mutation that sets one property. */
const setting = (at: string, property: string, value: unknown, when: string, says: RegExp): Mutation =>
  ({ at, when, says, edit: example => example.at(at).set(property, value) });

/** Mutations of permission sets and assignments. */
export const OF_IDENTITY_CENTER: Mutations = {
  'sso/instance': [
    setting(ADMINISTRATOR, 'InstanceArn', 'arn:aws:sso:::instance/ssoins-1', 'the ARN of the instance is cut', /ssoins-1" is no ARN of an instance/),
    adding('permission sets are of two instances', /the instance of the organization is .*ssoins-1234567890abcdef in eu-central-1/,
      {}, { Name: 'other', InstanceArn: INSTANCE.replace('1234', '9876') }),
  ],
  'sso/management-account': [{
    when: 'a member account makes permission sets', added: 'Reader', says: /\d{12} does not administer IAM Identity Center/,
    edit: example => {
      example.template(MEMBER).Resources.Reader = { Type: PERMISSION_SET, Properties: { InstanceArn: INSTANCE, Name: 'reader' } };
    },
  }],
  'sso/permission-set-shape': [
    adding('a session is longer than twelve hours', /reader has the session PT13H/, { SessionDuration: 'PT13H' }),
    adding('two permission sets have one name', /a permission set called reader exists already/, {}, {}),
  ],
  'sso/inline-policy-size': [adding('an inline policy is too long', /the inline policy of reader has 1\d{4} characters/, {
    InlinePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: Array.from({ length: 800 }, (_, i) => `logs:Action${i}`), Resource: '*' }] },
  })],
  'sso/managed-policies': [adding('a permission set has eleven managed policies', /reader has 11 managed policies/, {
    ManagedPolicies: Array.from({ length: 11 }, () => READ_ONLY),
  })],
  'sso/boundary': [
    adding('a permission set has two boundaries', /the boundary is {.*ManagedPolicyArn/, {
      PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'lz-developer-boundary', Path: '/lz/' }, ManagedPolicyArn: READ_ONLY },
    }),
    adding('a boundary names no policy', /the boundary is {}/, { PermissionsBoundary: {} }),
  ],
  'sso/policies-in-account': [{
    when: 'a boundary is named without its path', at: ASSIGNMENT, says: /policy\/lz-\w+-boundary, which does not exist in \d{12}/,
    edit: example => example.at(NETWORK).remove('PermissionsBoundary.CustomerManagedPolicyReference.Path'),
  }],
  'sso/assignment': [
    setting(ASSIGNMENT, 'PrincipalId', 'developers', 'an assignment names a group by its name', /GROUP developers is no user or group by its id/),
    setting(ASSIGNMENT, 'TargetId', '999999999999', 'an assignment is for an account of others', /999999999999 is no active account/),
  ],
  'sso/unassigned-first': [{
    when: 'an assignment outlives its permission set', at: BILLING, phase: 'destruction', says: /permission set lz-billing is assigned in 111111111111/,
    edit: example => { example.at(MANAGEMENT_ASSIGNMENT).definition.DeletionPolicy = 'Retain'; },
  }],
};
