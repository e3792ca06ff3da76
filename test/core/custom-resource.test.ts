import { retry, whereOffered } from '../../lib/core/custom-resource.handler';

const failure = (members: object) => Object.assign(new Error('no'), members);
const NO_ADDRESS = failure({ code: 'ENOTFOUND' });
const CONFIGURED = { physicalResourceId: 'configured' };

/** A call that fails so often, with what it is given, and then answers. */
const failing = (times: number, error: Error) => jest.fn(async () => {
  if (times-- > 0) {
    throw error;
  }
  return 'answer';
});

beforeEach(() => {
  jest.spyOn(console, 'log').mockReturnValue();
  jest.spyOn(global, 'setTimeout').mockImplementation(run => { run(); return 0 as unknown as NodeJS.Timeout; });
});
afterEach(() => jest.restoreAllMocks());

describe('a call', () => {
  test('is repeated while an address is not found for the moment', async () => {
    await expect(retry(failing(4, NO_ADDRESS))).resolves.toBe('answer');
  });

  test.each([
    ['an address that is never found', NO_ADDRESS, 5],
    ['an API that always throttles', failure({ name: 'ThrottlingException' }), 9],
    ['what no patience mends', failure({ name: 'ValidationException' }), 1],
  ])('fails for %s, in the end', async (_, error, attempts) => {
    const call = failing(Infinity, error);
    await expect(retry(call)).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(attempts);
  });
});

describe('a service that not every region has', () => {
  test('is configured where it answers, be it late', async () => {
    const apply = jest.fn(async () => CONFIGURED);
    await expect(whereOffered('Macie', () => retry(failing(2, NO_ADDRESS)), apply)).resolves.toBe(CONFIGURED);
    expect(apply).toHaveBeenCalledWith('answer');
  });

  test('is not configured where it has no address; its attributes are there all the same', async () => {
    const apply = jest.fn(async () => CONFIGURED);
    await expect(whereOffered('Detective', () => retry(failing(Infinity, NO_ADDRESS)), apply, { GraphArn: '' }))
      .resolves.toEqual({ physicalResourceId: 'Detective-not-offered', data: { GraphArn: '' } });
    expect(apply).not.toHaveBeenCalled();
  });

  test('fails when an address is not found after the service has answered: it is half configured', async () => {
    await expect(whereOffered('Macie', async () => 'answer', failing(Infinity, NO_ADDRESS) as never)).rejects.toBe(NO_ADDRESS);
  });

  test('fails when the service refuses', async () => {
    const refused = failure({ name: 'AccessDeniedException' });
    await expect(whereOffered('Macie', failing(Infinity, refused), async () => CONFIGURED)).rejects.toBe(refused);
  });
});
