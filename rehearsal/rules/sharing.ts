import { Rule } from '../aws/contract';

const CONSIDERATIONS = 'https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html';

/** What AWS Resource Access Manager asks of those who share. */
export const RAM = {
  SHARING_ENABLED: {
    id: 'ram/sharing-enabled',
    statement: 'Before resources are shared with the organization, a unit or an account of it, the management account has enabled sharing in RAM; trusted access alone is not enough.',
    source: 'https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs',
  },
  PRINCIPAL_EXISTS: {
    id: 'ram/principal-exists',
    statement: 'A resource is shared with accounts of the organization, with its units or with all of it; others need external principals to be allowed.',
    source: 'https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html',
  },
  RESOURCE_OWNED: {
    id: 'ram/resource-owned',
    statement: 'Only what the account owns can be shared, never what is shared with it, and a regional resource in its own Region only.',
    source: CONSIDERATIONS,
  },
  POOL_INTEGRATED: {
    id: 'ram/address-pool-integrated',
    statement: 'An address pool is shared in the home Region of its IPAM, by the account that the organization made administrator of IPAM.',
    source: 'https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html',
  },
} as const satisfies Record<string, Rule>;
