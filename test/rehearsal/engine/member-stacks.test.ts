import { Origin, Rule } from '../../../rehearsal/aws/contract';
import { MemberStackDone, stacksOf } from '../../../rehearsal/engine';
import { assembly, deployment, emptyWorld, failureOf, handler, MEMBER, REGION, StackSpec, stackSetType, thing, Things } from './fakes';

const RULE: Rule = { id: 'test/order', statement: 'A comes first.', source: 'this test' };
const stackSet = (url = 'member.json', attributes: object = {}) => ({ Type: 'Test::StackSet', Properties: { Url: url, Account: MEMBER }, ...attributes });
const member = { A: thing('a', { Color: { Ref: 'Color' }, Size: { Ref: 'AWS::AccountId' } }) };
/** A handler that names what it made, and fails when it made it. */
const FAILS = `exports.handler = async ({ RequestType, ResponseURL, StackId, RequestId, LogicalResourceId }) => {
  const Status = RequestType === 'Create' ? 'FAILED' : 'SUCCESS';
  const body = JSON.stringify({ StackId, RequestId, LogicalResourceId, Status, Reason: 'because', PhysicalResourceId: 'id' });
  await fetch(ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body });
};`;

describe('the stack of a StackSet', () => {
  test('is deployed in the account and region, with its template from the assets', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const done: MemberStackDone[] = [];
    await deployment(world, things, assembly({ one: { resources: { Set: stackSet() } } }, { 'member.json': member }), { listener: { memberStackDone: event => done.push(event) } }).deploy();
    expect(things.things.get('a')).toMatchObject({ account: MEMBER, color: 'red' });
    expect(done).toEqual([{ stackSetName: 'set', accountId: MEMBER, region: REGION, action: 'created' }]);
    expect(stacksOf(world).find(({ accountId }) => accountId === MEMBER)).toMatchObject({ stackSet: { name: 'set', origin: { logicalId: 'Set' } } });
    expect(world.calls.find(({ action }) => action === 'test:CreateThing')).toMatchObject({ caller: `role stacksets-exec-1 of ${MEMBER}` });
  });

  test('is updated and deleted with the StackSet', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const of = (color: string, sets = true) => assembly({ one: { resources: sets ? { Set: stackSet(`${color}.json`), X: thing('x') } : { X: thing('x') } } },
      { [`${color}.json`]: { A: thing('a', { Color: color }) } });
    await deployment(world, things, of('red')).deploy();
    await deployment(world, things, of('blue')).deploy();
    expect(things.things.get('a')!.color).toBe('blue');
    await deployment(world, things, of('blue', false)).deploy();
    expect(things.events).toEqual(['create a', 'create x', 'update a', 'delete a']);
  });

  test('that fails is rolled back and fails the StackSet, which names the resource in the member template', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    things.failing.add('create a');
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: { Set: stackSet() } } }, { 'member.json': member })).deploy());
    expect(details).toMatchObject({ message: 'InternalFailure: create a fails', constructPath: 'Set/Template/A', accountId: MEMBER, logicalId: 'A' });
    expect(stacksOf(world).map(({ status }) => status)).toEqual(['ROLLBACK_COMPLETE', 'ROLLBACK_COMPLETE']);
  });

  test('that fails in a handler is rolled back alone: what the handler named is not the StackSet\'s', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const token = handler(world, FAILS, [], MEMBER);
    const all = assembly({ one: { resources: { Set: stackSet() } } }, { 'member.json': { C: { Type: 'Custom::Thing', Properties: { ServiceToken: token } } } });
    expect(await failureOf(deployment(world, things, all).deploy())).toMatchObject({ kind: 'handler', accountId: MEMBER, logicalId: 'C' });
    expect(stacksOf(world).map(({ status }) => status)).toEqual(['ROLLBACK_COMPLETE', 'ROLLBACK_COMPLETE']);
  });

  test('can be given a fault', async () => {
    const all = assembly({ one: { resources: { Set: stackSet() } } }, { 'member.json': member });
    const faulty = deployment(emptyWorld(), new Things(), all, { faultAt: { stackName: 'set', logicalId: 'A' } });
    expect(await failureOf(faulty.deploy())).toMatchObject({ message: expect.stringContaining('fault'), accountId: MEMBER });
    await faulty.deploy();
  });

  test.each([
    ['an asset that is not there', { resources: { Set: stackSet('other.json') } }, member, { kind: 'unknown', message: expect.stringContaining('"other.json"') }],
    ['a nested stack', { resources: { Set: stackSet() } }, { N: { Type: 'AWS::CloudFormation::Stack' } }, { rule: { id: 'cloudformation/member-template-plain' } }],
    ['a type that is unknown', { resources: { Set: stackSet() } }, { N: { Type: 'AWS::No::Such' } }, { kind: 'unknown' }],
  ])('fails on %s', async (_, spec, template, expected) => {
    expect(await failureOf(deployment(emptyWorld(), new Things(), assembly({ one: spec as StackSpec }, { 'member.json': template })).deploy())).toMatchObject(expected as object);
  });

  test('every update permission can be asked for, as the role has it now', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const all = assembly({ one: { resources: { Set: stackSet() } } }, { 'member.json': member });
    await deployment(world, things, all).deploy();
    const before = world.calls.length;
    await deployment(world, things, all).updateMemberStacks();
    expect(world.calls.slice(before).map(({ action }) => action)).toEqual(['cloudformation:UpdateStack', 'test:PaintThing', 'test:UpdateThing']);
    world.state.iam.roles.get(`arn:aws:iam::${MEMBER}:role/stacksets-exec-1`)!.managed.clear();
    expect(await failureOf(deployment(world, things, all).updateMemberStacks())).toMatchObject({ kind: 'denied', accountId: MEMBER });
  });
});

describe('a declared path', () => {
  /** Deploys, while the thing `to` must be declared to exist before the thing `from`. */
  async function requirePath(specs: Record<string, StackSpec>, assets: Record<string, object>, from: string, to: string) {
    const [world, things] = [emptyWorld(), new Things()];
    const origins = new Map<string, Origin>();
    const strict = {
      ...things.type,
      create: (operation: Parameters<typeof things.type.create>[0]) => {
        const name = String(operation.properties.Name);
        origins.set(name, operation.origin);
        if (name === from) operation.requirePath(RULE, origins.get(to), `${from} needs ${to}`);
        return things.type.create(operation);
      },
    };
    await deployment(world, things, assembly(specs, assets), { types: [strict, stackSetType()] }).deploy();
  }

  const A = thing('a');
  const B = (attributes: object = {}, properties: object = {}) => thing('b', properties, attributes);
  const bothMembers = { 'a.json': { A }, 'b.json': { B: B() } };

  test.each<[string, Record<string, StackSpec>, Record<string, object>]>([
    ['DependsOn', { one: { resources: { A, B: B({ DependsOn: 'A' }) } } }, {}],
    ['Ref through another resource', { one: { resources: { A, M: thing('m', { Color: { Ref: 'A' } }), B: B({}, { Color: { 'Fn::Sub': '${M}' } }) } } }, {}],
    ['dependencies of stacks, through another', { one: { resources: { A } }, mid: { dependencies: ['one'], resources: { M: thing('m') } }, two: { dependencies: ['mid'], resources: { B: B() } } }, {}],
    ['Fn::GetStackOutput', { one: { resources: { A }, outputs: { O: { Value: 'x' } } },
      two: { resources: { B: B({}, { Color: { 'Fn::GetStackOutput': { StackName: 'one', OutputName: 'O' } } }) } } }, {}],
    ['the StackSet, to what an instance made', { one: { resources: { Set: stackSet('a.json'), B: B({ DependsOn: 'Set' }) } } }, bothMembers],
    ['the StackSet, from what an instance makes', { one: { resources: { A, Set: stackSet('b.json', { DependsOn: 'A' }) } } }, bothMembers],
  ])('exists by %s', async (_, specs, assets) => {
    await requirePath(specs, assets, 'b', 'a');
  });

  test.each<[string, Record<string, StackSpec>, Record<string, object>]>([
    ['in one template', { one: { resources: { A, B: B() } } }, {}],
    ['across stacks', { one: { resources: { A } }, two: { resources: { B: B() } } }, {}],
    ['to what an instance made', { one: { resources: { Set: stackSet('a.json'), B: B() } } }, bothMembers],
    ['from what an instance makes', { one: { resources: { A, Set: stackSet('b.json') } } }, bothMembers],
  ])('is missing %s, and the failure names rule and remedy', async (_, specs, assets) => {
    expect(await failureOf(requirePath(specs, assets, 'b', 'a'))).toMatchObject({ kind: 'order', rule: RULE, logicalId: 'B', remedy: expect.stringContaining('declare it') });
  });

  test('is not needed to what was there before', async () => {
    await expect(requirePath({ one: { resources: { B: B() } } }, {}, 'b', 'a')).resolves.not.toThrow();
  });
});
