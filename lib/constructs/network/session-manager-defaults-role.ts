import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName, HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE, SESSION_LOG_GROUP } from '../../core/naming';
import { HostManagementRole, HostManagementRoleProps } from './host-management-role';

/** The role of the functions behind `SessionManagerDefaults`, and that of instances, in the template that goes once into each account. */
export class SessionManagerDefaultsRole extends Construct {
  public constructor(scope: Construct, id: string, props: HostManagementRoleProps = {}) {
    super(scope, id);
    new HostManagementRole(this, 'HostManagement', props);
    const inAnyRegion = (rest: string) => `arn:${Aws.PARTITION}:${rest}`;
    const logGroups = inAnyRegion(`logs:*:${Aws.ACCOUNT_ID}:log-group:*`);
    const sessionLogs = inAnyRegion(`logs:*:${Aws.ACCOUNT_ID}:log-group:${SESSION_LOG_GROUP}:*`);
    const preferences = inAnyRegion(`ssm:*:${Aws.ACCOUNT_ID}:document/SSM-SessionManagerRunShell`);
    const settings = ['documents/console/public-sharing-permission', 'managed-instance/default-ec2-instance-management-role']
      .map(setting => inAnyRegion(`ssm:*:${Aws.ACCOUNT_ID}:servicesetting/ssm/${setting}`));
    const reason = 'One role serves the functions of every region; what it may change is named.';
    InlineHandlerRole.forEveryRegion(this, 'Default', {
      functionName: functionName('session-manager-defaults'),
      statements: [
        new PolicyStatement({ sid: 'FindLogGroup', actions: ['logs:DescribeLogGroups'], resources: [logGroups] }),
        new PolicyStatement({
          sid: 'KeepLogGroup', actions: ['logs:AssociateKmsKey', 'logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: [sessionLogs],
        }),
        new PolicyStatement({
          sid: 'KeepPreferences',
          actions: ['ssm:CreateDocument', 'ssm:GetDocument', 'ssm:UpdateDocument', 'ssm:UpdateDocumentDefaultVersion'],
          resources: [preferences],
        }),
        new PolicyStatement({ sid: 'KeepSettings', actions: ['ssm:GetServiceSetting', 'ssm:UpdateServiceSetting'], resources: settings }),
        new PolicyStatement({
          sid: 'GiveRoleToHosts',
          actions: ['iam:PassRole'],
          resources: [inAnyRegion(`iam::${Aws.ACCOUNT_ID}:role${HOST_MANAGEMENT_PATH}${HOST_MANAGEMENT_ROLE}`)],
          conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
        }),
      ],
      acknowledgedWildcards: [logGroups, sessionLogs, preferences, ...settings].map(resource => ({ resource, reason })),
    });
  }
}
