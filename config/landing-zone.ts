import { detection, identity, LandingZonePreset, LandingZoneProps, network, organization } from '../lib';

/**
 * The example organization: a management account and seven members, two governed regions.
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
    { name: 'network', email: 'aws+network@example.com', organizationalUnit: 'Infrastructure' },
    { name: 'policy-staging', email: 'aws+policy-staging@example.com', organizationalUnit: 'PolicyStaging' },
  ],

  breakGlass: {
    trustedUserArns: ['arn:aws:iam::111111111111:user/break-glass-1', 'arn:aws:iam::111111111111:user/break-glass-2'],
  },

  // Who signs in by IAM Identity Center and does what where, groups by their ids. Its instance is enabled by hand, once the organization is
  // there: leave this out of the first deployment of a new one.
  access: {
    identityCenter: {
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      assignments: [
        { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b01', jobFunction: identity.JobFunction.ADMINISTRATOR, organizationalUnits: ['Infrastructure', 'Sandbox'] },
        { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b02', jobFunction: identity.JobFunction.DEVELOPER, organizationalUnits: ['Workloads'] },
        { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b03', jobFunction: identity.JobFunction.SECURITY_RESPONDER, organizationalUnits: ['Root'] },
        { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b04', jobFunction: identity.JobFunction.NETWORK, accounts: ['network'] },
        { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b05', jobFunction: identity.JobFunction.BILLING, accounts: ['Management'] },
      ],
    },
  },

  // A VPC in each workload account and region, attached to a transit gateway; addresses by IPAM, so that none overlap.
  network: {
    account: 'network',
    pattern: network.NetworkPattern.transitGateway(),
    addresses: { cidrBlock: '10.0.0.0/8' },
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
