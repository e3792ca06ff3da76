import { AwsError, Caller } from '../../../rehearsal/aws/contract';
import { HttpRequest, LambdaFunction, LambdaHost, runHandler } from '../../../rehearsal/lambda';

const ROLE: Caller = { label: 'role', principal: { arn: 'arn:aws:iam::111111111111:role/f', kind: 'role' }, accountId: '111111111111', identity: [] };

interface Call { service: string; operation: string; input: unknown; region: string; caller: string }

function run(code: string, model: (call: Call) => unknown = () => ({}), wallGuard = 10_000) {
  const calls: Call[] = [];
  const requests: HttpRequest[] = [];
  const clock = { time: 1_000_000 };
  const host: LambdaHost = {
    now: () => clock.time,
    advance: milliseconds => { clock.time += milliseconds; },
    call: (service, operation, input, { caller, region }) => {
      const call = { service, operation, input, region, caller: caller.label };
      calls.push(call);
      return model(call);
    },
    session: (roleArn, policy) => ({ ...ROLE, label: `${roleArn} ${policy ?? ''}`.trim() }),
    fetch: request => {
      requests.push(request);
      return request.url.startsWith('https://answer') ? { status: 200, body: '{}' } : undefined;
    },
  };
  const lambda: LambdaFunction = {
    functionArn: 'arn:aws:lambda:eu-central-1:111111111111:function:f', functionName: 'f', accountId: '111111111111', region: 'eu-central-1',
    code, handler: 'index.handler', runtime: 'nodejs24.x', environment: { COLOUR: 'blue' }, timeoutSeconds: 60, memoryMegabytes: 128,
  };
  const invoke = () => runHandler(lambda, ROLE, { RequestType: 'Create' }, host, { wallGuard });
  return { invoke, calls, requests, clock };
}

describe('the fake SDK', () => {
  test('makes calls as the role of the function, in its region', () => {
    const { invoke, calls } = run(`
      const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
      exports.handler = async () => { await new KMSClient({}).send(new ListKeysCommand({ Limit: 1 })); };`);
    expect(invoke()).toMatchObject({ outcome: 'returned' });
    expect(calls).toEqual([{ service: 'kms', operation: 'ListKeys', input: { Limit: 1 }, region: 'eu-central-1', caller: 'role' }]);
  });

  test('honours the region and the credentials of a client', () => {
    const { invoke, calls } = run(`
      const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts');
      const { EC2Client, DescribeRegionsCommand } = require('@aws-sdk/client-ec2');
      exports.handler = async () => {
        const { Credentials } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: 'other', Policy: '{}' }));
        const credentials = { accessKeyId: Credentials.AccessKeyId, secretAccessKey: 'x', sessionToken: Credentials.SessionToken };
        await new EC2Client({ region: 'us-east-1', credentials }).send(new DescribeRegionsCommand({}));
      };`, () => ({ Credentials: { AccessKeyId: 'A', SessionToken: 'T' } }));
    expect(invoke().outcome).toBe('returned');
    expect(calls[1]).toMatchObject({ operation: 'DescribeRegions', region: 'us-east-1', caller: 'other {}' });
  });

  test('refuses credentials that nobody issued', () => {
    const { invoke, calls } = run(`
      const { EC2Client, DescribeRegionsCommand } = require('@aws-sdk/client-ec2');
      exports.handler = async () => new EC2Client({ credentials: { sessionToken: 'forged' } }).send(new DescribeRegionsCommand({}));`);
    expect(invoke()).toMatchObject({ outcome: 'threw', message: expect.stringContaining('InvalidClientTokenId') });
    expect(calls).toEqual([]);
  });

  test('throws errors of AWS into the code, with their name, as errors of its own realm', () => {
    const { invoke } = run(`
      const { IAMClient, GetRoleCommand, NoSuchEntityException } = require('@aws-sdk/client-iam');
      exports.handler = async () => {
        try { await new IAMClient({}).send(new GetRoleCommand({})); } catch (error) {
          if (!(error instanceof Error) || !(error instanceof NoSuchEntityException) || error.name !== 'NoSuchEntityException') throw new Error('wrong');
        }
      };`, () => { throw new AwsError('NoSuchEntityException', 'none'); });
    expect(invoke()).toMatchObject({ outcome: 'returned', errors: [{ code: 'NoSuchEntityException' }] });
  });

  test('passes dates through, and follows pages', () => {
    const { invoke, calls } = run(`
      const { KMSClient, paginateListKeys } = require('@aws-sdk/client-kms');
      exports.handler = async () => {
        for await (const page of paginateListKeys({ client: new KMSClient({}) }, { Limit: 1 })) if (!(page.When instanceof Date)) throw new Error('no date');
      };`, ({ input }) => ({ When: new Date(0), NextMarker: (input as { Marker?: string }).Marker ? undefined : 'm' }));
    expect(invoke().message).toBeUndefined();
    expect(calls.map(({ input }) => input)).toEqual([{ Limit: 1 }, { Limit: 1, Marker: 'm' }]);
  });

  test.each([
    ['a module', 'require("node:fs"); exports.handler = async () => {};', /the module "node:fs"/],
    ['an export of the SDK', 'const { waitUntilX } = require("@aws-sdk/client-iam"); exports.handler = async () => {};', /"waitUntilX" of @aws-sdk\/client-iam/],
    ['an address', 'exports.handler = async () => { try { await fetch("https://example.org/x"); } catch {} };', /https:\/\/example.org/],
    ['an option of a client', 'const { IAMClient: C, GetUserCommand: G } = require("@aws-sdk/client-iam"); exports.handler = () => new C({ endpoint: "x" }).send(new G({}));', /"endpoint"/],
  ])('fails when the code asks for %s that the rehearsal does not know, even if the code catches it', (_, code, message) => {
    expect(run(code).invoke).toThrow(message);
  });
});

describe('the life of an invocation', () => {
  test('waits in virtual time', () => {
    const { invoke, clock } = run(`
      exports.handler = async () => { const start = Date.now(); await new Promise(resolve => setTimeout(resolve, 50_000)); console.log(Date.now() - start); };`);
    expect(invoke()).toMatchObject({ outcome: 'returned', log: ['50005'] });
    expect(clock.time).toBe(1_050_010);
  });

  test('times out in virtual time', () => {
    const { invoke } = run('exports.handler = async () => { for (;;) await new Promise(resolve => setTimeout(resolve, 1000)); };');
    expect(invoke()).toMatchObject({ outcome: 'timed-out', message: expect.stringContaining('60 seconds') });
  });

  test('ends an endless loop', () => {
    expect(run('for (;;);', undefined, 200).invoke()).toMatchObject({ outcome: 'threw', message: expect.stringContaining('endless loop') });
    expect(run('exports.handler = async () => { for (;;); };', undefined, 200).invoke()).toMatchObject({ outcome: 'threw', message: expect.stringContaining('endless loop') });
  });

  test('notices waiting by asking for the time', () => {
    expect(run('exports.handler = async () => { await null; for (const end = Date.now() + 70_000; Date.now() < end;); };').invoke().outcome).toBe('timed-out');
  });

  test('notices polling without a pause', () => {
    const { invoke } = run(`
      const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
      exports.handler = async () => { for (;;) try { await new KMSClient({}).send(new ListKeysCommand({})); } catch {} };`,
    () => { throw new AwsError('Throttling', 'slower'); });
    expect(invoke().outcome).toBe('timed-out');
  });

  test('notices a handler that waits for nothing', () => {
    expect(run('exports.handler = async () => new Promise(() => {});').invoke().outcome).toBe('never-finished');
  });

  test.each([
    ['throws', 'exports.handler = async () => { throw new TypeError("oh"); };', 'TypeError: oh'],
    ['cannot be parsed', 'import x from "y";', 'SyntaxError'],
    ['has another export', 'exports.main = async () => {};', 'exports no function "handler"'],
    ['takes a callback', 'exports.handler = (event, context, callback) => callback();', 'callback'],
  ])('tells why a handler that %s fails', (_, code, message) => {
    expect(run(code).invoke()).toMatchObject({ outcome: 'threw', message: expect.stringContaining(message) });
  });

  test('sees the environment of its function and none of ours', () => {
    const { invoke } = run('exports.handler = async () => console.log(process.env.COLOUR, process.env.AWS_REGION, process.env.PATH);');
    expect(invoke().log).toEqual(['blue eu-central-1 ']);
  });

  test('sends the content type that fetch would send', () => {
    const put = (headers: string) => {
      const { invoke, requests } = run(`exports.handler = async () => { await fetch('https://answer', { method: 'PUT', body: 'x'${headers} }); };`);
      invoke();
      return requests[0];
    };
    expect(put('')).toMatchObject({ method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain;charset=UTF-8' } });
    expect(put(', headers: { "Content-Type": "" }')).toMatchObject({ headers: { 'content-type': '' } });
  });
});

describe('a realm in which code ran', () => {
  test.each([
    ['a variable of its module', 'let count = 0; exports.handler = async () => console.log(++count);'],
    ['a global', 'exports.handler = async () => { leak = (typeof leak === "undefined" ? 0 : leak) + 1; console.log(leak); };'],
    ['a method of all arrays', 'exports.handler = async () => { Array.prototype.count = ([].count ?? 0) + 1; console.log([].count); };'],
    ['a method that was there', 'const { max } = Math; exports.handler = async () => { const before = Math.max(1); Math.max = () => max(before) + 1; console.log(before); };'],
    ['a class that was there', 'exports.handler = async () => { console.log(Map.name.length - 2); Map = class Longer {}; };'],
    ['the clock', 'exports.handler = async () => { console.log(Object.getPrototypeOf(Date) === Function.prototype ? 0 : 1); };'],
  ])('shows the next run nothing of it: %s', (_, code) => {
    const { invoke } = run(code);
    expect([invoke(), invoke(), invoke()].map(({ log }) => log)).toEqual([['1'], ['1'], ['1']]);
  });
});
