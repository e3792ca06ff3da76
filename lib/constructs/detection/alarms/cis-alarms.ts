import { list, listOf } from '../private/filter-pattern';
import { SecurityAlarm } from '../security-alarm';
import { Severity } from '../severity';

/**
 * The filters that CIS AWS Foundations Benchmark 7.0 lists in 5.1 to 5.15, apart from 5.3, which is among those of root.
 *
 * Names and order of the events are those of the benchmark, since auditors' tools compare the text; the brackets are ours where the
 * benchmark has none and so lets the source count for one branch only. 5.9 is low, since the platform's own recorder function raises it in
 * every region of every account that joins: what anybody else does there is an alarm of its own, `recorder-changes`.
 */
export const CIS_ALARMS: SecurityAlarm[] = [
  new SecurityAlarm({
    id: 'unauthorized-api-calls',
    severity: Severity.LOW,
    description: 'Many calls of the organization were denied within five minutes.',
    pattern: '{ (($.errorCode = *UnauthorizedOperation) || ($.errorCode = AccessDenied*)) && ($.sourceIPAddress != delivery.logs.amazonaws.com) && ($.eventName != HeadBucket) }',
    cis: ['5.1'],
    threshold: 25,
  }),
  new SecurityAlarm({
    id: 'sign-in-without-mfa',
    severity: Severity.HIGH,
    description: 'An IAM user signed in to the console without MFA.',
    pattern: '{ ($.eventName = ConsoleLogin) && ($.additionalEventData.MFAUsed != Yes) && ($.userIdentity.type = IAMUser) && ($.responseElements.ConsoleLogin = Success) }',
    cis: ['5.2'],
  }),
  new SecurityAlarm({
    id: 'iam-policy-changes',
    severity: Severity.LOW,
    description: 'An IAM policy was changed, attached or detached.',
    pattern: list('DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy',
      'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
      'AttachGroupPolicy', 'DetachGroupPolicy'),
    cis: ['5.4'],
  }),
  new SecurityAlarm({
    id: 'trail-changes',
    severity: Severity.HIGH,
    description: 'A trail was created, changed, deleted, started or stopped.',
    pattern: list('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'),
    cis: ['5.5'],
  }),
  new SecurityAlarm({
    id: 'authentication-failures',
    severity: Severity.HIGH,
    description: 'Many sign-ins to the console failed within five minutes.',
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    cis: ['5.6'],
    threshold: 10,
  }),
  new SecurityAlarm({
    id: 'key-deletion',
    severity: Severity.HIGH,
    description: 'A key was disabled, or its deletion was scheduled.',
    pattern: listOf('kms', 'DisableKey', 'ScheduleKeyDeletion'),
    cis: ['5.7'],
  }),
  new SecurityAlarm({
    id: 'bucket-policy-changes',
    severity: Severity.LOW,
    description: 'The policy, ACL, CORS, lifecycle or replication of a bucket was changed.',
    pattern: listOf('s3', 'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy',
      'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'),
    cis: ['5.8'],
  }),
  new SecurityAlarm({
    id: 'config-changes',
    severity: Severity.LOW,
    description: 'A recorder or a delivery channel of AWS Config was changed or stopped.',
    pattern: listOf('config', 'StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'),
    cis: ['5.9'],
  }),
  new SecurityAlarm({
    id: 'security-group-changes',
    severity: Severity.LOW,
    description: 'A security group or one of its rules was changed.',
    pattern: list('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup', 'ModifySecurityGroupRules'),
    cis: ['5.10'],
  }),
  new SecurityAlarm({
    id: 'network-acl-changes',
    severity: Severity.LOW,
    description: 'A network ACL was changed.',
    pattern: list('CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation'),
    cis: ['5.11'],
  }),
  new SecurityAlarm({
    id: 'network-gateway-changes',
    severity: Severity.LOW,
    description: 'A customer gateway or an internet gateway was changed.',
    pattern: list('CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway'),
    cis: ['5.12'],
  }),
  new SecurityAlarm({
    id: 'route-table-changes',
    severity: Severity.LOW,
    description: 'A route table was changed.',
    pattern: listOf('ec2', 'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute',
      'DisassociateRouteTable'),
    cis: ['5.13'],
  }),
  new SecurityAlarm({
    id: 'vpc-changes',
    severity: Severity.LOW,
    description: 'A VPC or a peering connection was changed.',
    pattern: list('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink'),
    cis: ['5.14'],
  }),
  new SecurityAlarm({
    id: 'organization-changes',
    severity: Severity.HIGH,
    description: 'Accounts, units or policies of the organization were changed.',
    pattern: listOf('organizations', 'AcceptHandshake', 'AttachPolicy', 'CancelHandshake', 'CreateAccount', 'CreateOrganization', 'CreateOrganizationalUnit',
      'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'EnableAllFeatures', 'EnablePolicyType',
      'InviteAccountToOrganization', 'LeaveOrganization', 'DetachPolicy', 'DisablePolicyType', 'MoveAccount', 'RemoveAccountFromOrganization',
      'UpdateOrganizationalUnit', 'UpdatePolicy'),
    cis: ['5.15'],
  }),
];
