import { Aws, Lazy } from 'aws-cdk-lib';
import { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Tier } from '../tier';
import { DelegatingVpc, importVpc } from './delegating-vpc';
import { PublishedReader } from './network-parameters';

/**
 * A VPC as the CDK imports it, each part of which is read when something asks for it. Whatever is read becomes a parameter of the template,
 * and one that nothing refers to is a warning of linters.
 *
 * @see https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md
 */
export function importDeferred(scope: DelegatingVpc, tiers: readonly Tier[], zones: number, published: PublishedReader): IVpc {
  const places = Array.from({ length: zones }, (_, zone) => zone);
  const each = () => places.map(() => UNREAD);
  const vpc = importVpc(scope, { vpcId: UNREAD, vpcCidrBlock: UNREAD, availabilityZones: each() },
    tiers.map(tier => ({ tier, subnetIds: each(), routeTableIds: each() })));
  defer(vpc, {
    vpcId: () => published.vpcId(),
    vpcArn: () => `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:vpc/${published.vpcId()}`,
    vpcCidrBlock: () => published.vpcCidrBlock(),
    availabilityZones: () => places.map(zone => published.availabilityZone(zone)),
  });
  tiers.forEach(({ tierName }) => subnetsOf(vpc, tierName, zones).forEach((subnet, zone) => defer(subnet, {
    subnetId: () => published.subnetId(tierName, zone),
    availabilityZone: () => published.availabilityZone(zone),
    routeTable: () => ({ get routeTableId() { return published.routeTableId(tierName, zone); } }),
  })));
  return vpc;
}

/** The subnets of a tier: a selection would read their ids at once. */
export const subnetsOf = (vpc: IVpc, tierName: string, zones: number): ISubnet[] =>
  Array.from({ length: zones }, (_, zone) => vpc.node.findChild(`${tierName}Subnet${zone + 1}`) as unknown as ISubnet);

/** What no getter stands before must not get into a template. */
const UNREAD = Lazy.string({
  produce: () => { throw new Error('a part of the network was used before it was read: ask the construct of the VPC or the subnet for it'); },
});

/** Members of the CDK's own constructs, which have no way to be given late. */
function defer<T extends object>(target: T, members: { readonly [M in keyof T]?: () => T[M] }): void {
  const getters = Object.entries<(() => unknown) | undefined>(members).map(([name, get]) => [name, { get, enumerable: true }] as const);
  Object.defineProperties(target, Object.fromEntries(getters));
}
