import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DefaultVpcRemoval, DefaultVpcRemovalRole } from '../../../lib/constructs/network';
import { occupyDefaultVpc, vpcsOf } from '../../../rehearsal/aws/services/ec2-networks';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, OTHER_REGION, WORKLOAD, worldWith, writesOf } from '../deployed';

function synthesize() {
  const stack = new Stack(new App(), 'Stack');
  const removal = new DefaultVpcRemoval(stack, 'Removal');
  return { stack, removal, template: Template.fromStack(stack) };
}

describe('defaults', () => {
  test('has no IAM resource, since it goes to many regions', () => {
    const { template } = synthesize();
    template.resourceCountIs('Custom::DefaultVpcRemoval', 1);
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('tells what is left', () => {
    const { stack, removal } = synthesize();
    expect(stack.resolve(removal.left)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Left'] });
  });

  test('has a role that looks, and deletes VPCs, subnets and internet gateways of the account only', () => {
    const stack = new Stack(new App(), 'Stack');
    new DefaultVpcRemovalRole(stack, 'Role');
    const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    const statements: { Action: string | string[]; Resource: unknown }[] = role.Properties.Policies[0].PolicyDocument.Statement;
    const deletions = statements.filter(({ Action }) => [Action].flat().some(action => /Delete|Detach/.test(action)));
    expect(deletions.flatMap(({ Action }) => Action)).toEqual(['ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway', 'ec2:DeleteSubnet', 'ec2:DeleteVpc']);
    deletions.flatMap(({ Resource }) => Resource).forEach(resource => expect(JSON.stringify(resource)).toContain('{"Ref":"AWS::AccountId"}'));
  });
});

describe('options', () => {
  test('has none: a default VPC that is used is left in any case', () => {
    expect(DefaultVpcRemoval.length).toBe(2);
  });
});

describe('import', () => {
  test('needs no import: AWS made the VPC', () => {
    synthesize().template.resourceCountIs('AWS::EC2::VPC', 0);
  });
});

describe('validation', () => {
  test('fails for a second one in the template, whose function would be the same', () => {
    const stack = new Stack(new App(), 'Stack');
    new DefaultVpcRemoval(stack, 'One');
    expect(() => new DefaultVpcRemoval(stack, 'One')).toThrow(/already a Construct with name 'One'/);
  });
});

describe('deployed', () => {
  const into = (world: World) => deploy(world,
    { account: WORKLOAD, build: stack => { new DefaultVpcRemovalRole(stack, 'Role'); } },
    ...[HOME, OTHER_REGION].map(region => ({ account: WORKLOAD, region, build: (stack: Stack) => { new DefaultVpcRemoval(stack, 'Removal'); } })));
  const vpcIn = (world: World, region: string) => vpcsOf(world, { accountId: WORKLOAD, region });

  test('removes the default VPC of each region, and writes nothing when it runs again', async () => {
    const world = worldWith();
    const id = expect.any(String);
    expect(vpcIn(world, HOME)).toMatchObject([{ isDefault: true, subnets: [id, id, id], internetGateways: [id] }]);
    const deployment = await into(world);
    expect([vpcIn(world, HOME), vpcIn(world, OTHER_REGION)]).toEqual([[], []]);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test.each([
    ['NetworkInterfaces', 'eni-1'], ['SecurityGroups', 'sg-1'], ['RouteTables', 'rtb-1'], ['NetworkAcls', 'acl-1'], ['VpcEndpoints', 'vpce-1'],
    ['VpcPeeringConnections', 'pcx-1'], ['VpnGateways', 'vgw-1'],
  ])('leaves a default VPC with %s whole, and removes that of the other region', async (list, id) => {
    const world = worldWith();
    occupyDefaultVpc(world, { accountId: WORKLOAD, region: HOME }, list, id);
    const before = vpcIn(world, HOME);
    await into(world);
    expect(vpcIn(world, HOME)).toEqual(before);
    expect(vpcIn(world, OTHER_REGION)).toEqual([]);
  });
});
