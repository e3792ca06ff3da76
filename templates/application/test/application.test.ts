import { App } from 'aws-cdk-lib';
import { defaults } from 'cdk-secure-landing-zone';
import { rehearse } from 'cdk-secure-landing-zone/rehearsal';
import { Security } from 'cdk-secure-landing-zone/testing';
import { ApplicationStack } from '../lib/application-stack';

function application(): { readonly app: App; readonly stack: ApplicationStack } {
  const app = new App();
  defaults.SecureDefaults.applyTo(app, { asOf: '%today%' });
  return { app, stack: new ApplicationStack(app, 'Application', { env: { account: '%account%', region: '%homeRegion%' } }) };
}

test('nothing is public, everything is encrypted, nothing is allowed beyond need', () => {
  const security = Security.of(application().stack);
  security.toHaveNoPublicExposure();
  security.toEncryptAtRest();
  security.toEncryptInTransit();
  security.toGrantLeastPrivilege();
  security.toHaveNoFindings();
});

test('the application deploys', async () => {
  const rehearsal = await rehearse(application().app, { faults: 'none' });
  expect(rehearsal.failures).toEqual([]);
}, 60_000);
