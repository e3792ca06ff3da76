import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SecureVpc, VpcAddresses } from '../../lib/constructs/network';
import { networkOf } from '../rehearsal/network/rehearsed';
import { RehearsedNetwork } from '../../rehearsal';
import '../../testing';

let network: RehearsedNetwork;
beforeAll(async () => {
  network = await networkOf(stack => {
    const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
    vpc.tier('app').allowTo(vpc.tier('data'), ec2.Port.POSTGRES);
  });
});

describe('toReach', () => {
  test('holds for what is reachable, and under not for what is not', () => {
    expect(network).toReach({ from: 'app', to: 'data', port: 5432 });
    expect(network).not.toReach({ from: 'web', to: 'data', port: 5432 });
    expect(network).not.toReach({ from: 'internet', to: 'data', port: 5432 });
  });

  test('fails, and shows the way as far as it comes', () => {
    expect(() => expect(network).toReach({ from: 'web', to: 'data', port: 5432 }))
      .toThrow(/expect\(network\)\.toReach: web to data on tcp 5432: refused, security-group-egress .*\n {3}✗ security-group-egress/);
    expect(() => expect(network).not.toReach({ from: 'app', to: 'data', port: 5432 })).toThrow(/expect\(network\)\.not\.toReach: app to data on tcp 5432: reachable/);
  });

  test('fails under not too when there is no such place', () => {
    expect(() => expect(network).not.toReach({ from: 'web', to: 'date', port: 5432 })).toThrow('did you mean data?');
  });

  test('asks for a network', () => {
    expect(() => expect({}).toReach({ from: 'web', to: 'data', port: 5432 })).toThrow('\'expect\' must get a network');
  });
});
