import { configuration } from '../../config/landing-zone';
import { GuardrailPlacement, GuardrailRollout, LandingZoneProps } from '../../lib';
import { GuardrailSet } from '../../lib/constructs/guardrails';
import { guardrailProblems, placementsOf } from '../../lib/landing-zone/configuration/guardrail-problems';
import { pathsOf } from '../../lib/landing-zone/configuration/organizational-unit-problems';
import { rehearse, Rehearsal } from '../../rehearsal';
import { synthesise } from '../app/synth';

const OF_NETWORKS = [GuardrailSet.NETWORK.id, GuardrailSet.PRIVATE_NETWORKS.id];

/** Units by the sets of networks that are placed on them. */
const placed = (props: LandingZoneProps) => Object.fromEntries(placementsOf(props).filter(({ set }) => OF_NETWORKS.includes(set.id))
  .map(placement => [placement.set.id, placement.placedOn(pathsOf(props))]));
const withNetworks = (organizationalUnits?: string[]): LandingZoneProps =>
  ({ ...configuration, network: { ...configuration.network!, organizationalUnits } });

test('units that get networks, and the one for trials, get the guardrails of networks', () => {
  expect(placed(configuration)).toEqual({ network: ['Workloads', 'PolicyStaging'], 'private-networks': ['Workloads', 'PolicyStaging'] });
  expect(placed(withNetworks(['Workloads/Production', 'Sandbox'])))
    .toEqual({ network: ['Workloads/Production', 'Sandbox', 'PolicyStaging'], 'private-networks': ['Workloads/Production', 'Sandbox', 'PolicyStaging'] });
});

test('units of infrastructure get none of them, although they get networks', () => {
  const props = withNetworks(['Infrastructure/Shared', 'Workloads']);

  expect(placed({ ...props, organizationalUnits: [...props.organizationalUnits!, { path: 'Infrastructure/Shared' }] }).network)
    .toEqual(['Workloads', 'PolicyStaging']);
});

test('without networks, or with placements of the user, there are none', () => {
  expect(placed({ ...configuration, network: undefined })).toEqual({});
  expect(placed({ ...configuration, guardrails: { placements: GuardrailPlacement.recommended() } })).toEqual({});
});

test('a unit that does not exist is told once, as a mistake of networks', () => {
  expect(guardrailProblems(withNetworks(['Wrkloads']))).toEqual([]);
});

test('an adopted organization tries them on its staging unit', () => {
  const placements = placementsOf(configuration).filter(({ set }) => OF_NETWORKS.includes(set.id));

  expect(placements.map(placement => GuardrailRollout.staged().targetsOf(placement.placedOn(pathsOf(configuration)))))
    .toEqual([['PolicyStaging'], ['PolicyStaging']]);
});

describe('the example organization', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearse(synthesise(), { faults: 'none' });
  }, 120_000);

  test('deploys with them, in every phase', () => {
    expect(rehearsal.failures).toEqual([]);
  });

  test.each([
    ['production', 'ec2:CreateInternetGateway', 'G50b'],
    ['production', 'ec2:CreateVpcBlockPublicAccessExclusion', 'G50b'],
    ['production', 'ec2:AssociateVpcCidrBlock', 'G50b'],
    ['production', 'ec2:ModifyTransitGatewayVpcAttachment', 'G50b'],
    ['development', 'ec2:CreateRoute', 'G50c'],
    ['development', 'ec2:ImportKeyPair', 'G52'],
    ['policy-staging', 'ec2:CreateVpcPeeringConnection', 'G50b'],
  ])('denies %s to %s', (account, action, id) => {
    const { decision } = rehearsal.simulate({ as: 'role/team', account, action });

    expect(decision).toMatchObject({ effect: 'explicit-deny', guardrails: expect.arrayContaining([expect.objectContaining({ id })]) });
  });

  test.each([
    ['network', 'ec2:CreateInternetGateway'], ['network', 'ec2:CreateTransitGateway'], ['network', 'ec2:CreateRoute'], ['sandbox', 'ec2:CreateInternetGateway'],
  ])('lets %s have %s', (account, action) => {
    expect(rehearsal.simulate({ as: 'role/team', account, action }).decision).toMatchObject({ effect: 'allow' });
  });

  test('lets no account take more addresses at once than a network has', () => {
    const pools = rehearsal.resources({ type: 'AWS::EC2::IPAMPool' }).filter(({ properties }) => properties.Locale !== undefined);

    expect(pools.map(({ properties }) => properties.Locale).sort()).toEqual([...configuration.governedRegions].sort());
    const limits = { AllocationMinNetmaskLength: 20, AllocationDefaultNetmaskLength: 20 };
    pools.forEach(({ properties }) => expect(properties).toMatchObject(limits));
  });

  test('says in an EC2 policy on units of workloads that the internet stays outside, and in none above the network account', () => {
    const policies = rehearsal.resources({ type: 'AWS::Organizations::Policy' }).filter(({ properties }) => JSON.stringify(properties.Content).includes('block_ingress'));
    const unit = (name: string) => rehearsal.resources({ type: 'AWS::Organizations::OrganizationalUnit' })
      .find(({ properties }) => properties.Name === name)!.physicalId;

    expect(policies.map(({ properties }) => properties.TargetIds)).toEqual([[unit('Workloads'), unit('PolicyStaging')]]);
  });
});
