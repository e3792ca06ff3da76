import { Port } from 'aws-cdk-lib/aws-ec2';
import { Egress, InboundInternet, Ipv6, SecureVpc, SecureVpcProps, Tier, TierReach, VpcAddresses } from '../../../lib/constructs/network';
import { RehearsedNetwork } from '../../../rehearsal';
import { networkOf } from '../../rehearsal/network/rehearsed';

const OUTSIDE = '198.51.100.7';
const TIERS = ['web', 'app', 'data', 'queue'];

/** Web, app and data as everybody has them, and a tier that nobody named in a rule. */
const network = (props: Partial<SecureVpcProps> = {}, act: (network: SecureVpc) => void = () => undefined): Promise<RehearsedNetwork> =>
  networkOf(stack => {
    const tiers = [Tier.web(), Tier.app(), Tier.data(), Tier.custom('queue', { reach: TierReach.ISOLATED })];
    const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), availabilityZones: 2, tiers, ...props });
    vpc.tier('web').allowTo(vpc.tier('app'), Port.tcp(8443));
    vpc.tier('app').allowTo(vpc.tier('data'), Port.POSTGRES);
    act(vpc);
  });

const reaches = (rehearsed: RehearsedNetwork, source: string, destination: string, port: number): boolean =>
  rehearsed.canReach(source, destination, port).reachable;

describe('reachability', () => {
  test('nothing reaches the data tier but the app tier, and that at its port alone', async () => {
    const rehearsed = await network({ internet: InboundInternet.loadBalancers(), egress: Egress.nat() });
    expect(TIERS.filter(tier => reaches(rehearsed, tier, 'data', 5432))).toEqual(['app']);
    expect([22, 443, 5433].filter(port => reaches(rehearsed, 'app', 'data', port))).toEqual([]);
    expect(reaches(rehearsed, 'internet', 'data', 5432)).toBe(false);
    expect(reaches(rehearsed, 'data', 'app', 5432)).toBe(false);
  });

  test('the internet reaches the web tier where it is let in, at the port that is opened, and no other tier', async () => {
    const open = await network({ internet: InboundInternet.loadBalancers() }, vpc => vpc.tier('web').allowFromInternet(Port.HTTPS));
    expect(TIERS.filter(tier => reaches(open, 'internet', tier, 443))).toEqual(['web']);
    expect(reaches(open, 'internet', 'web', 22)).toBe(false);
    const closed = await network();
    expect(TIERS.filter(tier => reaches(closed, 'internet', tier, 443))).toEqual([]);
  });

  test('the routes keep a tier in that its security group lets out', async () => {
    const out = (vpc: SecureVpc) => vpc.tiers.forEach(tier => tier.allowToInternet(Port.HTTPS));
    const none = await network({}, out);
    expect(TIERS.filter(tier => reaches(none, tier, OUTSIDE, 443))).toEqual([]);
    const nat = await network({ egress: Egress.nat() }, out);
    expect(TIERS.filter(tier => reaches(nat, tier, OUTSIDE, 443))).toEqual(['app']);
  });

  test('IPv6 is as closed as IPv4', async () => {
    const rehearsed = await network({ ipv6: Ipv6.dualStack(), egress: Egress.nat() }, vpc => {
      vpc.tiers.forEach(tier => tier.allowToInternet(Port.HTTPS));
    });
    expect(TIERS.filter(tier => reaches(rehearsed, tier, '2001:db8::1', 443))).toEqual(['app']);
    expect(TIERS.filter(tier => reaches(rehearsed, 'internet', tier, 443))).toEqual([]);
  });

  test('what wears the default security group talks to nobody', async () => {
    const rehearsed = await network();
    const place = { securityGroup: 'default', tier: 'app' };
    expect(rehearsed.canReach(place, place, 443).reachable).toBe(false);
    expect(rehearsed.canReach(place, 'data', 5432).reachable).toBe(false);
  });
});
