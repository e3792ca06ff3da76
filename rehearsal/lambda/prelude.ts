/**
 * What surrounds a handler's code in its own realm: the AWS SDK, `fetch`, timers and the clock, all of them answered by the host.
 *
 * It is JavaScript text because it must run in the realm of the handler: an Error, a Date or a Promise of another realm is not
 * `instanceof` the handler's. Everything crosses the border as JSON, so neither side holds objects of the other.
 */
export const PRELUDE = `
(host, env, file) => {
  const DATE = '\\u0000date:';
  const DATE_IN_JSON = JSON.stringify(DATE).slice(1, -1);
  const RealDate = Object.getPrototypeOf(Date) === Function.prototype ? Date : Object.getPrototypeOf(Date); // the realm may have been here before
  const isDated = value => value instanceof RealDate || (typeof value === 'object' && value !== null && Object.values(value).some(isDated));
  const dated = (key, item) => typeof item === 'string' && item.startsWith(DATE) ? new globalThis.Date(item.slice(DATE.length)) : item;
  const encode = value => isDated(value)
    ? JSON.stringify(value, function (key, item) { return this[key] instanceof RealDate ? DATE + this[key].toISOString() : item; })
    : JSON.stringify(value);
  const decode = text => text.includes(DATE_IN_JSON) ? JSON.parse(text, dated) : JSON.parse(text);
  const ask = (method, ...parts) => {
    const answer = decode(host(method, encode(parts) ?? '[]'));
    if (!answer.error) return answer.value;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // to note where each refusal was met costs more than the call
    const error = new Error(answer.error.message);
    Error.stackTraceLimit = stackTraceLimit;
    throw Object.assign(error, { name: answer.error.name, ...answer.error.members });
  };

  /** What the function asks of AWS after its timeout is never answered: Lambda has stopped it. */
  const patiently = async (...question) => {
    const answer = ask(...question);
    return answer?.over ? new Promise(() => {}) : answer?.result;
  };

  globalThis.Date = class Date extends RealDate {
    constructor(...parts) { parts.length === 0 ? super(ask('now')) : super(...parts); }
    static now() { return ask('now'); }
  };
  Math.random = () => 0.5;

  const timers = new Map();
  let lastTimer = 0;
  const start = (callback, delay, parts, repeat) => {
    timers.set(++lastTimer, { callback: () => callback(...parts), repeat });
    ask('timer', lastTimer, Number(delay) || 0);
    return lastTimer;
  };
  const stop = id => { timers.delete(id); };
  const runTimer = id => {
    const timer = timers.get(id);
    if (!timer) return;
    if (timer.repeat === undefined) timers.delete(id); else ask('timer', id, timer.repeat);
    timer.callback();
  };

  const text = async value => String(value ?? '');
  const fetch = async (url, options = {}) => {
    const headers = options.headers && typeof options.headers.entries === 'function' ? Object.fromEntries(options.headers.entries()) : options.headers ?? {};
    const answer = await patiently('fetch', String(url), { method: options.method ?? 'GET', headers, body: options.body === undefined ? undefined : String(options.body),
      bytes: typeof options.body === 'object' });
    return { ok: answer.status < 300, status: answer.status, statusText: answer.statusText, headers: new Map(),
      text: () => text(answer.body), json: async () => JSON.parse(answer.body) };
  };

  const client = (service, name) => class {
    constructor(config = {}) { this.config = config; }
    async send(command) {
      const read = async option => typeof option === 'function' ? await option() : option;
      if (command?.service !== service) ask('strange', 'a ' + name + ' is given a command of another client');
      const options = Object.keys(this.config).filter(key => !['region', 'credentials', 'maxAttempts', 'retryMode'].includes(key));
      if (options.length > 0) ask('strange', 'the option "' + options[0] + '" of ' + name);
      const credentials = await read(this.config.credentials);
      return patiently('call', service, command.operation, command.input ?? {}, { region: await read(this.config.region), sessionToken: credentials?.sessionToken,
        signed: credentials !== undefined });
    }
    destroy() {}
  };
  const paginator = (sdk, operation) => async function* (config, input) {
    for (let next = { ...input }; next;) {
      const page = await config.client.send(new sdk[operation + 'Command'](next));
      yield page;
      const token = ['NextToken', 'NextMarker', 'Marker', 'nextToken'].find(key => page[key]);
      next = token && { ...input, [token === 'NextMarker' ? 'Marker' : token]: page[token] };
    }
  };
  const member = (sdk, service, name) => {
    if (name.endsWith('Client')) return client(service, name);
    if (name.endsWith('Command')) return class { constructor(input) { this.service = service; this.operation = name.slice(0, -7); this.input = input; } };
    if (name.startsWith('paginate')) return paginator(sdk, name.slice(8));
    if (/(Exception|Error|Fault)$/.test(name)) return class { static [Symbol.hasInstance](error) { return error?.name === name; } };
    return ask('strange', '"' + name + '" of @aws-sdk/client-' + service);
  };
  const modules = new Map();
  const sdkOf = service => new Proxy({}, { get: (members, name, sdk) => {
    if (typeof name === 'symbol' || name === '__esModule' || name === 'then') return undefined;
    return members[name] ??= member(sdk, service, name);
  } });
  const require = id => {
    if (!/^@aws-sdk\\/client-[a-z0-9-]+$/.test(id)) ask('strange', 'the module "' + id + '"');
    const service = id.slice('@aws-sdk/client-'.length);
    if (!modules.has(service)) modules.set(service, sdkOf(service));
    return modules.get(service);
  };

  const log = level => (...parts) => ask('log', level, parts.map(part => typeof part === 'string' ? part : part instanceof Error ? part.stack : encode(part)).join(' '));
  Object.assign(globalThis, {
    process: { env: { ...env } },
    console: { log: log('log'), info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') },
    setTimeout: (callback, delay, ...parts) => start(callback, delay, parts),
    setInterval: (callback, delay, ...parts) => start(callback, delay, parts, Number(delay) || 1),
    setImmediate: (callback, ...parts) => start(callback, 0, parts),
    clearTimeout: stop, clearInterval: stop, clearImmediate: stop, fetch,
  });

  const module = { exports: {} };
  const load = code => { code.call(module.exports, module.exports, require, module, file, '.'); };

  const done = { state: 'running' };
  const settle = promise => promise.then(() => { done.state = 'returned'; }, error => {
    done.state = 'threw';
    done.message = String(error?.name ?? 'Error') + ': ' + String(error?.message ?? error);
  });
  const invoke = (name, event, context) => {
    const handler = module.exports[name];
    if (typeof handler !== 'function') throw new Error('index.js exports no function "' + name + '"');
    if (handler.length > 2) throw new Error('the handler takes a callback, which Node.js 24 on Lambda does not offer');
    const remaining = JSON.parse(context);
    settle((async () => handler(JSON.parse(event), { ...remaining, getRemainingTimeInMillis: () => ask('remaining') }))());
  };
  return { load, invoke, runTimer, done };
}
`;
