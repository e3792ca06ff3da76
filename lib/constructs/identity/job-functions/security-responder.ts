import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { inIam } from '../private/boundary-statements';
import { ISOLATION_POLICIES } from '../private/isolation';

/**
 * Ways to isolate that give nobody anything: no rule is made, no trust edited, no inline policy written. Two go both ways, since IAM has no
 * condition for the new group or status: an interface can be put into any group of its VPC, an open one too, and a key made active again.
 */
const ISOLATE = [
  // Groups of an interface, not ec2:ModifyInstanceAttribute: that would change user data, which an instance runs with its own role.
  new PolicyStatement({
    sid: 'IsolateHosts', resources: ['*'],
    actions: [
      'autoscaling:DetachInstances', 'ec2:CreateSecurityGroup', 'ec2:DisassociateIamInstanceProfile', 'ec2:ModifyNetworkInterfaceAttribute',
      'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress', 'elasticloadbalancing:DeregisterTargets', 'lambda:PutFunctionConcurrency',
    ],
  }),
  new PolicyStatement({
    sid: 'IsolateIdentities', actions: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'], resources: inIam('role/*', 'user/*'),
    conditions: { ArnLike: { 'iam:PolicyARN': ISOLATION_POLICIES } },
  }),
  new PolicyStatement({ sid: 'DeactivateKeys', actions: ['iam:UpdateAccessKey'], resources: inIam('user/*') }),
];

const EVIDENCE = [
  new PolicyStatement({
    sid: 'TakeEvidence', actions: ['ec2:CreateSnapshot', 'ec2:CreateSnapshots', 'rds:CreateDBClusterSnapshot', 'rds:CreateDBSnapshot'], resources: ['*'],
  }),
  new PolicyStatement({
    sid: 'LabelEvidence', actions: ['ec2:CreateTags'], resources: ['*'],
    conditions: { StringEquals: { 'ec2:CreateAction': ['CreateSecurityGroup', 'CreateSnapshot', 'CreateSnapshots'] } },
  }),
];

/** The policies of AWS that look, so that whatever is found can be looked at, and the few writes that contain an incident. */
export const SECURITY_RESPONDER: JobFunctionProps = {
  jobFunctionName: 'security-responder',
  description: 'Looks everywhere, isolates hosts and identities and takes snapshots; builds and deletes nothing',
  awsManagedPolicies: ['SecurityAudit'],
  boundary: PermissionsBoundary.ADMINISTRATOR,
  maxSessionDuration: Duration.hours(4),
  statements: [
    new PolicyStatement({
      sid: 'Investigate', resources: ['*'],
      actions: [
        'cloudtrail:LookupEvents', 'config:SelectResourceConfig', 'detective:Get*', 'detective:List*', 'detective:Search*', 'guardduty:ArchiveFindings', 'guardduty:Get*',
        'guardduty:List*', 'guardduty:UnarchiveFindings', 'inspector2:Get*', 'inspector2:List*', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetQueryResults',
        'logs:StartQuery', 'logs:StopQuery', 'securityhub:BatchUpdateFindings', 'securityhub:Get*', 'securityhub:List*',
      ],
    }),
    ...ISOLATE,
    ...EVIDENCE,
  ],
};
