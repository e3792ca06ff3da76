import { App, Stack } from 'aws-cdk-lib';
import { guardrails, organization } from 'cdk-secure-landing-zone';

/**
 * Guardrails alone, for an organization that exists: nothing of it is touched but the policies that are attached to two of its units.
 * It is deployed to the management account.
 */
export const app = new App();
const stack = new Stack(app, 'Guardrails', { env: { account: '111111111111', region: 'eu-central-1' } });

const acme = organization.Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
const staging = organization.OrganizationalUnit.fromOrganizationalUnitId(stack, 'Staging', 'ou-a1b2-11111111');
const workloads = organization.OrganizationalUnit.fromOrganizationalUnitId(stack, 'Workloads', 'ou-a1b2-22222222');

// Enables what is not enabled yet, and disables nothing.
const { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } = organization.PolicyType;
const activation = new organization.OrganizationActivation(stack, 'Activation', {
  organization: acme,
  policyTypes: [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY],
  trustedServices: [],
  centralRootAccess: false,
  stackSets: false,
});

/** A rule of our own, beside those of the catalogue. */
const noMarketplace = new guardrails.Guardrail({
  id: 'ACME-1',
  title: 'No marketplace subscriptions',
  intent: 'Software is bought by procurement.',
  threat: 'A team subscribes to a product whose terms nobody read.',
  policyType: SERVICE_CONTROL_POLICY,
  statements: [{ actions: ['aws-marketplace:Subscribe'] }],
});

const parameters = { governedRegions: ['eu-central-1', 'eu-west-1'], organizationId: acme.organizationId };

// New ones are tried on staging first; `targets` is what a promotion changes.
new guardrails.GuardrailPolicies(stack, 'Foundation', {
  set: guardrails.GuardrailSet.FOUNDATION.including(noMarketplace),
  targets: [organization.PolicyTarget.organizationalUnit(staging)],
  policyNamePrefix: 'acme',
  parameters,
  activation,
});
new guardrails.GuardrailPolicies(stack, 'Transport', {
  set: guardrails.GuardrailSet.TRANSPORT,
  targets: [organization.PolicyTarget.organizationalUnit(staging), organization.PolicyTarget.organizationalUnit(workloads)],
  policyNamePrefix: 'acme',
  parameters,
  activation,
});
