import { configuration } from '../config/landing-zone';
import { AccountConfiguration, LandingZoneProps } from '../lib';

/** The example organization with further accounts, so that it has `members` member accounts in all. */
export function organizationOf(members: number): LandingZoneProps {
  const own = configuration.accounts ?? [];
  const further = Array.from({ length: members - own.length - 2 }, (_, i): AccountConfiguration => ({
    name: `workload-${i}`,
    email: `aws+workload-${i}@example.com`,
    organizationalUnit: i % 2 ? 'Workloads/Production' : 'Workloads/NonProduction',
  }));
  // A part of the range for each region that holds a network for each account.
  const network = { ...configuration.network!, addresses: { cidrBlock: '10.0.0.0/8', regionNetmaskLength: 10 } };
  return { ...configuration, accounts: [...own, ...further], network };
}
