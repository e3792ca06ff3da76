import { App } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { configuration } from '../../../config/landing-zone';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import { LandingZone } from '../../../lib/landing-zone';
import { TODAY } from './secured';

function exampleApp(hasDefaults: boolean): App {
  const app = new App({ context });
  if (hasDefaults) {
    SecureDefaults.applyTo(app, { asOf: TODAY });
  }
  new LandingZone(app, 'LandingZone', configuration);
  return app;
}

const templatesOf = (app: App) => app.synth().stacks.map(({ stackName, template }) => [stackName, template as unknown]);

test('a landing zone is left alone: not a letter of its templates changes, and no rule speaks of it', () => {
  const app = exampleApp(true);
  expect(templatesOf(app)).toEqual(templatesOf(exampleApp(false)));
  expect(SecurityFindings.of(app)).toEqual([]);
});
