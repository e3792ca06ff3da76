import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { AcknowledgedWildcard } from '../../../core/inline-handler-role';
import { RegionalService, REGIONAL_SERVICES } from './regional-services';

/** What the delegation is asked for, in AWS's names. */
export interface Delegation {
  readonly accountId: string;
  /** Service principals that AWS Organizations registers. */
  readonly services: string[];
  /** Service principals whose own API designates the administrator. */
  readonly regionalServices: string[];
}

/** Wildcards of the statements, each with its reason. */
export function delegationWildcards(scope: IConstruct, { accountId, regionalServices }: Delegation): AcknowledgedWildcard[] {
  return [
    {
      resource: accountArn(scope, accountId),
      reason: 'The wildcard stands for the id of the organization, and the account that follows it is in one organization only.',
    },
    ...regionalServices.length === 0 ? [] : [{
      resource: '*',
      reason: 'The administrator of a service is a setting of the organization, and these actions know no resource type; what is written is narrowed by a condition.',
    }],
  ];
}

/**
 * The handler's permissions: each action it calls, and what the services call with its permissions.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html
 */
export function delegationStatements(scope: IConstruct, wanted: Delegation): PolicyStatement[] {
  const account = accountArn(scope, wanted.accountId);
  const principals = [...wanted.services, ...wanted.regionalServices].sort();
  const regional = wanted.regionalServices.map(service => REGIONAL_SERVICES[service]);
  return [
    ...wanted.services.length === 0 ? [] : [
      new PolicyStatement({ sid: 'ReadDelegation', actions: ['organizations:ListDelegatedServicesForAccount'], resources: [account] }),
    ],
    new PolicyStatement({
      sid: 'Delegate',
      actions: ['organizations:RegisterDelegatedAdministrator'],
      resources: [account],
      conditions: { StringEquals: { 'organizations:ServicePrincipal': principals } },
    }),
    ...regional.length === 0 ? [] : [...designation(wanted.regionalServices, regional), ...serviceLinkedRoles(scope, regional)],
  ];
}

/** The services read the organization and trust themselves on behalf of whoever designates their administrator. */
function designation(principals: string[], services: RegionalService[]): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'Designate', actions: services.flatMap(service => service.actions), resources: ['*'] }),
    new PolicyStatement({
      sid: 'ReadOrganization',
      actions: [
        'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:DescribeOrganizationalUnit',
        'organizations:ListAccounts', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'TrustServices',
      actions: ['organizations:EnableAWSServiceAccess'],
      resources: ['*'],
      conditions: { StringEquals: { 'organizations:ServicePrincipal': principals } },
    }),
  ];
}

function serviceLinkedRoles(scope: IConstruct, services: RegionalService[]): PolicyStatement[] {
  const roles = services.flatMap(({ serviceLinkedRole }) => serviceLinkedRole ?? []);
  return roles.map((role, index) => new PolicyStatement({
    sid: `CreateServiceLinkedRole${index === 0 ? '' : index + 1}`,
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${role.service}/${role.roleName}` })],
    conditions: { StringEquals: { 'iam:AWSServiceName': role.service } },
  }));
}

const accountArn = (scope: IConstruct, accountId: string) =>
  Stack.of(scope).formatArn({ service: 'organizations', region: '', resource: 'account', resourceName: `*/${accountId}` });
