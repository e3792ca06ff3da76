import { LandingZoneProps } from '../lib';

/**
 * The example organization: a management account and six members, two governed regions.
 *
 * This file is what you edit. `npm run typecheck` and `npx cdk synth` check it; neither needs credentials.
 */
export const configuration: LandingZoneProps = {
  managementAccountId: '111111111111',
  homeRegion: 'eu-central-1',
  governedRegions: ['eu-central-1', 'eu-west-1'],

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
};
