import { detection, LandingZonePreset, LandingZoneProps, organization } from '../lib';

/**
 * The example organization: a management account and six members, two governed regions.
 *
 * This file is what you edit. `npm run typecheck` and `npx cdk synth` check it; neither needs credentials.
 */
export const configuration: LandingZoneProps = {
  managementAccountId: '111111111111',
  homeRegion: 'eu-central-1',
  governedRegions: ['eu-central-1', 'eu-west-1'],

  // Every service, so that the rehearsal shows all of them. `npm run estimate` prints what each preset costs a month.
  preset: LandingZonePreset.COMPLETE,

  organizationalUnits: [
    { path: 'Security' },
    { path: 'Infrastructure' },
    { path: 'Workloads/Production' },
    { path: 'Workloads/NonProduction' },
    { path: 'Sandbox' },
    { path: 'Suspended' },
    { path: 'PolicyStaging' },
  ],

  logArchive: {
    account: { name: 'log-archive', email: 'aws+log-archive@example.com' },
  },
  security: {
    account: { name: 'security', email: 'aws+security@example.com' },
    policyDelegation: {
      policyTypes: [organization.PolicyType.SERVICE_CONTROL_POLICY, organization.PolicyType.RESOURCE_CONTROL_POLICY],
      organizationalUnits: ['PolicyStaging'],
    },
  },
  accounts: [
    { name: 'production', email: 'aws+production@example.com', organizationalUnit: 'Workloads/Production' },
    { name: 'development', email: 'aws+development@example.com', organizationalUnit: 'Workloads/NonProduction' },
    { name: 'sandbox', email: 'aws+sandbox@example.com', organizationalUnit: 'Sandbox' },
    { name: 'policy-staging', email: 'aws+policy-staging@example.com', organizationalUnit: 'PolicyStaging' },
  ],

  breakGlass: {
    trustedUserArns: ['arn:aws:iam::111111111111:user/break-glass-1', 'arn:aws:iam::111111111111:user/break-glass-2'],
  },

  alerts: {
    critical: [detection.AlertSubscription.email('security-on-call@example.com')],
    high: [detection.AlertSubscription.email('security@example.com')],
  },
  contacts: {
    security: { name: 'Security team', title: 'Security operations', email: 'security@example.com', phone: '+49 30 5550100' },
    operations: { name: 'Platform team', title: 'Cloud operations', email: 'platform@example.com', phone: '+49 30 5550101' },
    billing: { name: 'Finance team', title: 'Accounts payable', email: 'finance@example.com', phone: '+49 30 5550102' },
  },
  costs: { monthlyBudget: 2_500 },
};
