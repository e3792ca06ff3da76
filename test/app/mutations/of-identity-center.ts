import { Mutation, Mutations } from './mutation';

const ADMINISTRATOR = 'Identity/PermissionSet-administrator/Resource';
const DEVELOPER = 'Identity/PermissionSet-developer/Resource';
const NETWORK = 'Identity/PermissionSet-network/Resource';
const BILLING = 'Identity/PermissionSet-billing/Resource';
/** The one of the network account; its id is a hash of what it assigns. */
const ASSIGNMENT = 'Identity/Assignments/Inee4ac22186a6';
/** The one of the management account. */
const MANAGEMENT_ASSIGNMENT = 'Identity/Assignments/In8d6b5595daa2';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const SECURITY = 'SecurityCore/StackSet/Template';

/** A mutation that sets one property. */
const setting = (at: string, property: string, value: unknown, when: string, says: RegExp): Mutation =>
  ({ at, when, says, edit: example => example.at(at).set(property, value) });

/** Mutations of permission sets and assignments. */
export const OF_IDENTITY_CENTER: Mutations = {
  'sso/instance': [
    setting(ADMINISTRATOR, 'InstanceArn', 'arn:aws:sso:::instance/ssoins-1', 'the ARN of the instance is cut', /ssoins-1" is no ARN of an instance/),
    setting(DEVELOPER, 'InstanceArn', INSTANCE.replace('1234', '9876'), 'a permission set is of another instance', /the instance of the organization is .*ssoins-1234567890abcdef in eu-central-1/),
  ],
  'sso/management-account': [{
    when: 'a member account makes permission sets', added: 'Reader', says: /\d{12} does not administer IAM Identity Center/,
    edit: example => {
      example.template(SECURITY).Resources.Reader = { Type: 'AWS::SSO::PermissionSet', Properties: { InstanceArn: INSTANCE, Name: 'reader' } };
    },
  }],
  'sso/permission-set-shape': [
    setting(DEVELOPER, 'SessionDuration', 'PT13H', 'a session is longer than twelve hours', /lz-developer has the session PT13H/),
    setting(DEVELOPER, 'Name', 'lz-administrator', 'two permission sets have one name', /a permission set called lz-administrator exists already/),
  ],
  'sso/inline-policy-size': [{
    when: 'an inline policy is too long', at: DEVELOPER, says: /the inline policy of lz-developer has \d{5} characters/,
    edit: example => example.at(DEVELOPER).statements('InlinePolicy')
      .push({ Effect: 'Allow', Action: Array.from({ length: 800 }, (_, i) => `logs:Action${i}`), Resource: '*' }),
  }],
  'sso/managed-policies': [setting(BILLING, 'ManagedPolicies', Array.from({ length: 11 }, () => 'arn:aws:iam::aws:policy/SecurityAudit'),
    'a permission set has eleven managed policies', /lz-billing has 11 managed policies/)],
  'sso/boundary': [
    setting(BILLING, 'PermissionsBoundary.ManagedPolicyArn', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'a permission set has two boundaries', /the boundary is {.*ManagedPolicyArn/),
    setting(BILLING, 'PermissionsBoundary', {}, 'a boundary names no policy', /the boundary is {}/),
  ],
  'sso/policies-in-account': [
    setting(NETWORK, 'PermissionsBoundary.CustomerManagedPolicyReference.Path', '/', 'a boundary has no path', /policy\/lz-\w+-boundary, which does not exist in \d{12}/),
  ],
  'sso/assignment': [
    setting(ASSIGNMENT, 'PrincipalId', 'developers', 'an assignment names a group by its name', /GROUP developers is no user or group by its id/),
    setting(ASSIGNMENT, 'TargetId', '999999999999', 'an assignment is for an account of others', /999999999999 is no active account/),
    setting(ASSIGNMENT, 'PermissionSetArn', 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000', 'an assignment gives what is not there', /there is no permission set/),
  ],
  'sso/unassigned-first': [{
    when: 'an assignment outlives its permission set', at: BILLING, phase: 'destruction', says: /permission set lz-billing is assigned in 111111111111/,
    edit: example => { example.at(MANAGEMENT_ASSIGNMENT).definition.DeletionPolicy = 'Retain'; },
  }],
};
