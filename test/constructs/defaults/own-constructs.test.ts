import { App, Stack } from 'aws-cdk-lib';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import { Examples } from '../control-tower';
import { DATA } from '../data/examples';
import { EDGE } from '../edge/examples';
import { IDENTITY } from '../identity/examples';
import { NETWORK } from '../network/examples';
import { TODAY } from './secured';

const examples = Object.entries({ ...IDENTITY, ...NETWORK, ...DATA, ...EDGE } as Examples);

test.each(examples)('%s passes the rules, and its defaults are not told otherwise', (name, build) => {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  SecureDefaults.applyTo(app, { asOf: TODAY });
  const stack = new Stack(app, name, { env: { account: '111111111111', region: 'eu-central-1' } });
  DataClassification.INTERNAL.applyTo(app);
  build(stack);
  let failure = '';
  try {
    app.synth();
  } catch (error) {
    failure = (error as Error).message;
  }
  expect(SecurityFindings.of(app).map(({ ruleId, constructPath, problem }) => `${ruleId} ${constructPath} ${problem}`)).toEqual([]);
  expect(failure).toBe('');
});
