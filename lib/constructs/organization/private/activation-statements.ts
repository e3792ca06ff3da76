import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { AcknowledgedWildcard } from '../../../core/inline-handler-role';
import { IOrganization } from '../organization';

/** What the activation is asked for, in AWS's names. */
export interface Activation {
  readonly organization: IOrganization;
  readonly policyTypes: string[];
  readonly services: string[];
  readonly serviceLinkedRoles: { readonly service: string; readonly roleName: string }[];
  readonly centralRootAccess: boolean;
  readonly stackSets: boolean;
  readonly resourceSharing: boolean;
}

export const ORGANIZATIONS_HAS_NO_RESOURCES: AcknowledgedWildcard = {
  resource: '*',
  reason: 'These actions act on the organization as a whole and know no resource type; trusted access is narrowed to the very services by a condition.',
};

const STACKSETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * The handler's permissions: each action it calls, no other.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
export function activationStatements(scope: IConstruct, wanted: Activation): PolicyStatement[] {
  return [
    ...policyTypes(scope, wanted),
    ...wanted.stackSets ? stackSets(scope) : [],
    ...wanted.resourceSharing ? resourceSharing(scope) : [],
    ...wanted.services.length > 0 ? trustedAccess(wanted.services) : [],
    ...wanted.serviceLinkedRoles.flatMap((role, index) => serviceLinkedRole(scope, role.service, role.roleName, index)),
    ...wanted.centralRootAccess ? centralRootAccess() : [],
  ];
}

function policyTypes(scope: IConstruct, wanted: Activation): PolicyStatement[] {
  if (wanted.policyTypes.length === 0) {
    return [];
  }
  const { organizationId, rootId } = wanted.organization;
  return [
    new PolicyStatement({ sid: 'ReadPolicyTypes', actions: ['organizations:ListRoots'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'EnablePolicyTypes',
      actions: ['organizations:EnablePolicyType'],
      resources: [Stack.of(scope).formatArn({ service: 'organizations', region: '', resource: 'root', resourceName: `${organizationId}/${rootId}` })],
      conditions: { StringEquals: { 'organizations:PolicyType': wanted.policyTypes } },
    }),
  ];
}

/**
 * CloudFormation enables the trusted access and creates the role with the caller's permissions.
 *
 * @see https://github.com/aws-samples/orgs-prescriptive-guidance/pull/1
 */
function stackSets(scope: IConstruct): PolicyStatement[] {
  const service = 'stacksets.cloudformation.amazonaws.com';
  return [
    new PolicyStatement({
      sid: 'ActivateStackSets',
      actions: ['cloudformation:DescribeOrganizationsAccess', 'cloudformation:ActivateOrganizationsAccess'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'TrustStackSets',
      actions: ['organizations:EnableAWSServiceAccess'],
      resources: ['*'],
      conditions: { StringEquals: { 'organizations:ServicePrincipal': STACKSETS } },
    }),
    new PolicyStatement({
      // No condition on iam:AWSServiceName: which name CloudFormation sends is not documented, and the ARN names one role anyway.
      sid: 'CreateStackSetsRole',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [roleArn(scope, `aws-service-role/${service}/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`)],
    }),
  ];
}

/**
 * RAM trusts itself and creates its role with the caller's permissions.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
 */
function resourceSharing(scope: IConstruct): PolicyStatement[] {
  const service = 'ram.amazonaws.com';
  const roleName = 'AWSServiceRoleForResourceAccessManager';
  const arn = roleArn(scope, `aws-service-role/${service}/${roleName}`);
  return [
    new PolicyStatement({
      sid: 'ShareWithOrganization',
      actions: ['ram:EnableSharingWithAwsOrganization', 'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'TrustSharing',
      actions: ['organizations:EnableAWSServiceAccess'],
      resources: ['*'],
      conditions: { StringEquals: { 'organizations:ServicePrincipal': service } },
    }),
    // IAM knows the path of a role that exists; for one that does not, it authorises the bare name.
    new PolicyStatement({ sid: 'ReadSharingRole', actions: ['iam:GetRole'], resources: [arn, roleArn(scope, roleName)] }),
    new PolicyStatement({
      sid: 'CreateSharingRole',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [arn],
      conditions: { StringEquals: { 'iam:AWSServiceName': service } },
    }),
  ];
}

function trustedAccess(services: string[]): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'ReadTrustedAccess', actions: ['organizations:ListAWSServiceAccessForOrganization'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'EnableTrustedAccess',
      actions: ['organizations:EnableAWSServiceAccess'],
      resources: ['*'],
      conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
    }),
  ];
}

function serviceLinkedRole(scope: IConstruct, service: string, roleName: string, index: number): PolicyStatement[] {
  const arn = roleArn(scope, `aws-service-role/${service}/${roleName}`);
  return [
    new PolicyStatement({
      sid: `ReadRole${index + 1}`,
      actions: ['iam:GetRole'],
      // IAM knows the path of a role that exists; for one that does not, it authorises the bare name.
      resources: [arn, roleArn(scope, roleName)],
    }),
    new PolicyStatement({
      sid: `CreateRole${index + 1}`,
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [arn],
      conditions: { StringEquals: { 'iam:AWSServiceName': service } },
    }),
  ];
}

function centralRootAccess(): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'CentralRootAccess',
      actions: ['iam:ListOrganizationsFeatures', 'iam:EnableOrganizationsRootCredentialsManagement', 'iam:EnableOrganizationsRootSessions'],
      resources: ['*'],
    }),
  ];
}

function roleArn(scope: IConstruct, pathAndName: string): string {
  return Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: pathAndName });
}
