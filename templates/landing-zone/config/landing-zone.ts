import { detection, LandingZonePreset, LandingZoneProps } from 'cdk-secure-landing-zone';

/** This file is what you edit: `npm test` checks it, without credentials. */
export const configuration: LandingZoneProps = {
  managementAccountId: '%managementAccount%',
  homeRegion: '%homeRegion%',
  // Everything else is denied, but for global services.
  governedRegions: ['%homeRegion%'],

  // What costs money: ESSENTIAL, STANDARD or COMPLETE. `npx landing-zone estimate` prints each.
  preset: LandingZonePreset.ESSENTIAL,

  // Names and addresses of accounts never change; each address must be new to AWS.
  logArchive: { account: { name: 'log-archive', email: 'aws+log-archive@%emailDomain%' } },
  security: { account: { name: 'security', email: 'aws+security@%emailDomain%' } },
  accounts: [
    { name: 'production', email: 'aws+production@%emailDomain%', organizationalUnit: 'Workloads/Production' },
    { name: 'development', email: 'aws+development@%emailDomain%', organizationalUnit: 'Workloads/NonProduction' },
  ],

  // IAM users of the management account, at least two, each with MFA, who may enter every account in an emergency.
  breakGlass: {
    trustedUserArns: [
      'arn:aws:iam::%managementAccount%:user/break-glass-1',
      'arn:aws:iam::%managementAccount%:user/break-glass-2',
    ],
  },

  // Who is called.
  alerts: { critical: [detection.AlertSubscription.email('security@%emailDomain%')] },
};
