import { networkShareName } from '../../../core/naming';

/**
 * What the network account's resources are called in their tag Name: `NetworkLookup` finds them by it. Tags stay in the account that sets
 * them, so nobody else can lend a resource such a name.
 */
export const NAME_TAG = 'Name';

export const addressPoolTag = (region: string) => networkShareName(`addresses-${region}`);
export const TRANSIT_GATEWAY_TAG = networkShareName('transit-gateway');
/** The one VPC whose subnets are shared. */
export const SHARED_VPC_TAG = networkShareName('shared');
/** By this tag the CDK finds subnets of a kind; `SecureVpc` writes the name of the tier into it. */
export const TIER_TAG = 'aws-cdk:subnet-name';
