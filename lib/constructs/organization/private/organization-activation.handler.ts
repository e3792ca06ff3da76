import { ActivateOrganizationsAccessCommand, CloudFormationClient, DescribeOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import {
  EnableOrganizationsRootCredentialsManagementCommand, EnableOrganizationsRootSessionsCommand, IAMClient, ListOrganizationsFeaturesCommand,
} from '@aws-sdk/client-iam';
import {
  EnableAWSServiceAccessCommand, EnablePolicyTypeCommand, ListAWSServiceAccessForOrganizationCommand, ListRootsCommand,
  OrganizationsClient, PolicyType,
} from '@aws-sdk/client-organizations';
import { EnableSharingWithAwsOrganizationCommand, RAMClient } from '@aws-sdk/client-ram';
import { retry, serve, sleep, strings } from '../../../core/custom-resource.handler';
import { ensureServiceLinkedRole, hasRole } from '../../../core/service-linked-role.handler';

const organizations = new OrganizationsClient({});
const cloudFormation = new CloudFormationClient({});
const iam = new IAMClient({});
const ram = new RAMClient({});

/** Enabling a policy type or StackSets takes seconds, at worst minutes; both together end before the function does. */
const POLL_SECONDS = 5;
const POLLS = 72;

export const handler = serve(async ({ ResourceProperties: wanted }) => {
  await enablePolicyTypes(String(wanted.RootId), strings(wanted.PolicyTypes));
  if (String(wanted.StackSets) === 'true') {
    await activateStackSets();
  }
  if (String(wanted.ResourceSharing) === 'true') {
    await enableResourceSharing();
  }
  await enableTrustedAccess(strings(wanted.TrustedServices));
  for (const role of (wanted.ServiceLinkedRoles ?? []) as { Service: string; RoleName: string }[]) {
    await ensureServiceLinkedRole(iam, role.Service, role.RoleName);
  }
  if (String(wanted.CentralRootAccess) === 'true') {
    await enableCentralRootAccess();
  }
  return { physicalResourceId: 'organization-activation' };
});

async function enablePolicyTypes(rootId: string, types: string[]): Promise<void> {
  if (types.length === 0) {
    return;
  }
  const known = await policyTypeStatus(rootId);
  for (const type of types.filter(name => known.get(name) === undefined || known.get(name) === 'PENDING_DISABLE')) {
    console.log(`enabling policy type ${type}`);
    await retry(() => organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: type as PolicyType })));
  }
  await untilEnabled(rootId, types);
}

/** EnablePolicyType is asynchronous: a policy that is created before its type is enabled is refused. */
async function untilEnabled(rootId: string, types: string[]): Promise<void> {
  for (let poll = 1; ; poll++) {
    const known = await policyTypeStatus(rootId);
    const pending = types.filter(type => known.get(type) !== 'ENABLED');
    if (pending.length === 0) {
      return;
    }
    if (poll === POLLS) {
      throw new Error(`policy types ${pending.join(', ')} are not enabled after ${(POLLS * POLL_SECONDS) / 60} minutes: deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

async function policyTypeStatus(rootId: string): Promise<Map<string, string>> {
  const { Roots } = await retry(() => organizations.send(new ListRootsCommand({})));
  const root = Roots?.find(({ Id }) => Id === rootId);
  if (!root) {
    throw new Error(`this account's organization has no root ${rootId}: deploy from its management account, or correct the id`);
  }
  return new Map(root.PolicyTypes?.map(({ Type, Status }) => [String(Type), String(Status)]));
}

/** EnableAWSServiceAccess for StackSets succeeds too, but leaves StackSets unable to deploy: only this call activates them. */
async function activateStackSets(): Promise<void> {
  const { Status } = await retry(() => cloudFormation.send(new DescribeOrganizationsAccessCommand({})));
  if (Status !== 'ENABLED') {
    console.log('activating StackSets');
    await retry(() => cloudFormation.send(new ActivateOrganizationsAccessCommand({})));
    await untilStackSetsEnabled();
  }
}

/** A service-managed StackSet that is created before StackSets know the organization is refused. */
async function untilStackSetsEnabled(): Promise<void> {
  for (let poll = 1; ; poll++) {
    const { Status } = await retry(() => cloudFormation.send(new DescribeOrganizationsAccessCommand({})));
    if (Status === 'ENABLED') {
      return;
    }
    if (poll === POLLS) {
      throw new Error(`StackSets are ${Status} after ${(POLLS * POLL_SECONDS) / 60} minutes, not ENABLED: deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

/** RAM does not tell whether sharing is on: it is where RAM is trusted and has its role. Trusted access alone leaves the role out. */
async function enableResourceSharing(): Promise<void> {
  if ((await trustedServices()).has('ram.amazonaws.com') && await hasRole(iam, 'AWSServiceRoleForResourceAccessManager')) {
    return;
  }
  console.log('enabling resource sharing with the organization');
  const { returnValue } = await retry(() => ram.send(new EnableSharingWithAwsOrganizationCommand({})));
  if (returnValue === false) {
    throw new Error('AWS Resource Access Manager did not enable sharing with the organization: deploy again');
  }
}

async function enableTrustedAccess(services: string[]): Promise<void> {
  const enabled = services.length > 0 ? await trustedServices() : new Set();
  for (const service of services.filter(name => !enabled.has(name))) {
    console.log(`trusting ${service}`);
    await retry(() => organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: service })));
  }
}

async function trustedServices(): Promise<Set<string | undefined>> {
  const found = new Set<string | undefined>();
  let token: string | undefined;
  do {
    const page = await retry(() => organizations.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken: token })));
    page.EnabledServicePrincipals?.forEach(({ ServicePrincipal }) => found.add(ServicePrincipal));
    token = page.NextToken;
  } while (token);
  return found;
}

/** Needs trusted access of IAM, so it comes after that. */
async function enableCentralRootAccess(): Promise<void> {
  const { EnabledFeatures = [] } = await retry(() => iam.send(new ListOrganizationsFeaturesCommand({})));
  if (!EnabledFeatures.includes('RootCredentialsManagement')) {
    await retry(() => iam.send(new EnableOrganizationsRootCredentialsManagementCommand({})));
  }
  if (!EnabledFeatures.includes('RootSessions')) {
    await retry(() => iam.send(new EnableOrganizationsRootSessionsCommand({})));
  }
}
