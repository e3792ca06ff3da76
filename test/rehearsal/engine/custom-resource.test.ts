import { ResourceType } from '../../../rehearsal/aws/contract';
import { World } from '../../../rehearsal/aws/world';
import { findStack, StackState } from '../../../rehearsal/engine';
import { ACCOUNT, assembly, deployment, emptyWorld, failureOf, handler, REGION, thing, Things } from './fakes';

/** A handler that answers what `result` says, an expression over `event`. */
const answering = (result: string, before = '') => `
  const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
  exports.handler = async event => {
    console.log(JSON.stringify(event));
    let result;
    try { ${before}; result = { Status: 'SUCCESS', PhysicalResourceId: 'id', ...(${result}) }; }
    catch (error) { result = { Status: 'FAILED', PhysicalResourceId: event.PhysicalResourceId ?? 'failed-id', Reason: error.name + ': ' + error.message }; }
    const { StackId, RequestId, LogicalResourceId } = event;
    await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify({ StackId, RequestId, LogicalResourceId, ...result }) });
  };`;

const custom = (token: string, properties: object = {}, attributes: object = {}) => ({ Type: 'Custom::Lookup', Properties: { ServiceToken: token, ...properties }, ...attributes });
const stackOf = (world: World) => findStack(world, { accountId: ACCOUNT, region: REGION, name: 'one' }) as StackState;

function setUp(code: string, statements: Parameters<typeof handler>[2] = []) {
  const world = emptyWorld();
  const token = handler(world, code, statements);
  const things = new Things();
  const deploy = (resources: Record<string, object>) => deployment(world, things, assembly({ one: { resources } })).deploy();
  return { world, token, things, deploy };
}

describe('the event and the answer', () => {
  test('properties arrive as text, and Data answers Fn::GetAtt', async () => {
    const { token, things, deploy } = setUp(answering("{ PhysicalResourceId: 'p', Data: { Seen: JSON.stringify([event.RequestType, event.ResourceType, event.ResourceProperties.List, event.ResourceProperties.Deep]) } }"));
    await deploy({ C: custom(token, { List: [1, true], Deep: { On: false } }), A: thing('a', { Color: { 'Fn::GetAtt': ['C', 'Seen'] }, Size: { Ref: 'C' } }) });
    expect(things.things.get('a')!.color).toBe('["Create","Custom::Lookup",["1","true"],{"On":"false"}]');
  });

  test('calls are made as the role of the function, invoked by the role of the deployment', async () => {
    const { world, token, deploy } = setUp(answering('{}', 'await new KMSClient({}).send(new ListKeysCommand({}))'), [{ Effect: 'Allow', Action: 'kms:ListKeys', Resource: '*' }]);
    await deploy({ C: custom(token) });
    expect(world.calls.map(({ action, caller }) => [action, caller.split(' ')[1]])).toEqual([
      ['lambda:InvokeFunction', expect.stringContaining('cfn-exec')], ['kms:ListKeys', 'handler'],
    ]);
  });

  test('a call that the role may not make fails the deployment, with the decision', async () => {
    const { token, deploy } = setUp(answering('{}', 'await new KMSClient({}).send(new ListKeysCommand({}))'));
    const details = await failureOf(deploy({ C: custom(token) }));
    expect(details).toMatchObject({ kind: 'denied', decision: { allowed: false }, message: expect.stringContaining('kms:ListKeys'), constructPath: 'App/one/C' });
  });

  test.each([
    ['never answers', 'exports.handler = async () => {};', 'never answers'],
    ['throws', 'exports.handler = async () => { throw new Error("oh no"); };', 'oh no'],
    ['runs out of time', 'exports.handler = async () => { await new Promise(resolve => setTimeout(resolve, 61_000)); };', 'timeout of 60 seconds'],
    ['answers with a content type', 'exports.handler = async e => { await fetch(e.ResponseURL, { method: "PUT", body: "{}" }); };', 'content type "text/plain'],
    ['answers by POST', 'exports.handler = async e => { await fetch(e.ResponseURL, { method: "POST", body: "{}" }); };', 'answers by POST'],
    ['answers twice', 'exports.handler = async e => { for (const n of [1, 2]) await fetch(e.ResponseURL, { method: "PUT", headers: { "content-type": "" }, body: "{}" }); };', 'answers 2 times'],
    ['answers too much', answering("{ Data: { Long: 'x'.repeat(4000) } }"), 'more than 4096'],
    ['answers no id', answering("{ PhysicalResourceId: '' }"), 'PhysicalResourceId ""'],
    ['answers for another request', answering("{ RequestId: 'other' }"), 'RequestId "other"'],
    ['answers a strange status', answering("{ Status: 'OK' }"), 'Status "OK"'],
    ['fails without a reason', answering("{ Status: 'FAILED' }"), 'FAILED without a Reason'],
    ['fails', answering("{ Status: 'FAILED', Reason: 'because' }"), 'answers FAILED: because'],
  ])('a handler that %s fails the deployment, which says so', async (_, code, message) => {
    const { token, deploy } = setUp(code);
    expect(await failureOf(deploy({ C: custom(token) }))).toMatchObject({ kind: 'handler', message: expect.stringContaining(message), logicalId: 'C' });
  });

  test('what the model does not know fails the deployment, whatever the handler answers', async () => {
    const { token, deploy } = setUp(answering('{}', 'try { require("node:fs"); } catch {}'));
    expect(await failureOf(deploy({ C: custom(token) }))).toMatchObject({ kind: 'unknown', message: expect.stringContaining('"node:fs"'), logicalId: 'C' });
  });

  test('an attribute that the answer lacks is an error that names it', async () => {
    const { token, deploy } = setUp(answering('{}'));
    expect(await failureOf(deploy({ C: custom(token), A: thing('a', { Color: { 'Fn::GetAtt': ['C', 'Nope'] } }) }))).toMatchObject({ message: expect.stringContaining('"Nope" in Data') });
  });

  test.each([['with', true], ['without', false]])('a function of the same template must be declared to exist first: %s a dependency', async (_, declared) => {
    const { world, token, things } = setUp(answering('{}'));
    const made = world.state.lambda.functions.get(token)!;
    world.state.lambda.functions.delete(token);
    const functionType: ResourceType = {
      ...things.type, typeName: 'Test::Function', properties: {}, required: [], permissions: { create: [], update: [], delete: [] },
      create: ({ origin }) => {
        world.state.lambda.functions.set(token, { ...made, origin });
        return { physicalId: 'f', attributes: {} };
      },
    };
    const resources = { F: { Type: 'Test::Function' }, C: custom(token, {}, declared ? { DependsOn: 'F' } : {}) };
    const deployed = deployment(world, things, assembly({ one: { resources } }), { types: [functionType] }).deploy();
    if (declared) await deployed;
    else expect(await failureOf(deployed)).toMatchObject({ kind: 'order', rule: { id: 'cloudformation/service-token' }, logicalId: 'C' });
  });

  test('a function that does not exist is an error that names it', async () => {
    const { deploy } = setUp(answering('{}'));
    expect(await failureOf(deploy({ C: custom('arn:aws:lambda:eu-central-1:111111111111:function:none') }))).toMatchObject({ message: expect.stringContaining('function:none') });
  });
});

describe('the life of a custom resource', () => {
  const byName = answering('{ PhysicalResourceId: event.ResourceProperties.Name, Data: { Type: event.RequestType } }');

  test('is updated when a property changes, and not otherwise', async () => {
    const { world, token, deploy } = setUp(byName);
    await deploy({ C: custom(token, { Name: 'n' }) });
    await deploy({ C: custom(token, { Name: 'n' }), A: thing('a') });
    expect(stackOf(world).resources.C.attributes).toEqual({ Type: 'Create' });
    await deploy({ C: custom(token, { Name: 'n', More: 1 }) });
    expect(stackOf(world).resources.C.attributes).toEqual({ Type: 'Update' });
  });

  test('is replaced when the answer has another id: the old one is deleted last', async () => {
    const { world, token, deploy } = setUp(answering(`event.RequestType === 'Delete' ? (() => { if (event.PhysicalResourceId !== 'old') throw new Error('wrong one'); return { PhysicalResourceId: 'old' }; })()
      : { PhysicalResourceId: event.ResourceProperties.Name }`));
    await deploy({ C: custom(token, { Name: 'old' }) });
    await deploy({ C: custom(token, { Name: 'new' }) });
    expect(stackOf(world).resources.C.physicalId).toBe('new');
    expect(world.calls.filter(({ action }) => action === 'lambda:InvokeFunction')).toHaveLength(3);
  });

  test('is deleted by the rollback of its own failed creation', async () => {
    const { world, token, deploy } = setUp(answering("event.RequestType === 'Create' ? { Status: 'FAILED', Reason: 'no', PhysicalResourceId: 'half' } : { PhysicalResourceId: event.PhysicalResourceId }"));
    const details = await failureOf(deploy({ C: custom(token) }));
    expect(details).toMatchObject({ message: expect.stringContaining('answers FAILED: no') });
    expect(details.remedy).toBeUndefined();
    expect(world.calls.filter(({ action }) => action === 'lambda:InvokeFunction')).toHaveLength(2);
    expect(stackOf(world).status).toBe('ROLLBACK_COMPLETE');
  });

  test('may not change its ServiceToken', async () => {
    const { token, deploy } = setUp(byName);
    await deploy({ C: custom(token, { Name: 'n' }) });
    expect(await failureOf(deploy({ C: custom(`${token}2`, { Name: 'n' }) }))).toMatchObject({ message: "'ServiceToken' of Custom::Lookup cannot be changed" });
  });

  test('runs again without a change, and must answer the same id', async () => {
    const { world, things, token, deploy } = setUp(answering("{ PhysicalResourceId: event.RequestType === 'Create' ? 'x' : 'y' }"));
    await deploy({ C: custom(token) });
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: { C: custom(token) } } })).rerunHandlers());
    expect(details).toMatchObject({ kind: 'handler', message: expect.stringContaining('"y" instead of "x"'), constructPath: 'App/one/C' });
  });
});
