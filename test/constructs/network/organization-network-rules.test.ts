import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, Stack, Validations } from 'aws-cdk-lib';
import {
  AddressPools, HubEgress, NetworkFirewallPolicy, NetworkHub, NetworkHubRole, NetworkPattern, NetworkSpoke, SharePrincipal,
} from '../../../lib/constructs/network';

const principals = [SharePrincipal.organization('arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5')];
const logArchive = { logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' };
const common = { organizationRange: '10.0.0.0/8', organizationId: 'o-a1b2c3d4e5', logArchive };
const inspected = NetworkPattern.transitGateway({ egress: HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) }) });

/** What functions of the landing zone contradict, wherever they stand: the table of exceptions has them. */
const OF_FUNCTIONS = /CT\.(CLOUDWATCH\.PR\.3|LAMBDA\.PR\.3)/;

/** Findings as the report lists them. */
function findingsOf(app: App): readonly string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    return (error as Error).message.match(/\[CT\.[^\]]+\].*/g) ?? [];
  }
}

test('the network of an organization passes the rules of Control Tower, but for what its functions contradict', () => {
  const app = new App();
  Validations.of(app).addPlugins(new CfnGuardValidator());
  const stack = new Stack(app, 'Checked', { env: { account: '111122223333', region: 'eu-central-1' } });
  new NetworkHubRole(stack, 'Roles', { managementAccountId: '111111111111' });
  new AddressPools(stack, 'Pools', { cidrBlock: '10.0.0.0/8', regions: ['eu-central-1'], principals });
  new NetworkHub(stack, 'Hub', { pattern: inspected, principals, ...common });
  const other = new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
  new NetworkHub(other, 'Shared', { pattern: NetworkPattern.sharedSubnets(), principals, ...common, ipamPoolId: 'ipam-pool-1' });
  new NetworkSpoke(other, 'Spoke', { pattern: NetworkPattern.transitGateway(), ...common, ipamPoolId: 'ipam-pool-1', transitGatewayId: 'tgw-1' });
  expect(findingsOf(app).filter(finding => !OF_FUNCTIONS.test(finding))).toEqual([]);
});
