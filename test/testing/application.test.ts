import { Rehearsal, rehearse } from 'cdk-secure-landing-zone/rehearsal';
import 'cdk-secure-landing-zone/testing';
import { HOME } from '../rehearsal/api/tiny-app';
import { EXEMPT, landingZone, queueApp } from '../rehearsal/application/tiny-landing-zone';

const PRODUCTION = { account: 'production' };
let oneRegion: Rehearsal;
let noDelete: Rehearsal;
beforeAll(async () => {
  oneRegion = await landingZone();
  noDelete = await landingZone({ Action: 'sqs:DeleteMessage', Condition: EXEMPT });
});

describe('toDeploy', () => {
  test('holds where the guardrails let an app be deployed, whatever its roles may do', async () => {
    await expect(oneRegion).toDeploy(queueApp({}), PRODUCTION);
    await expect(noDelete).toDeploy(queueApp({}), PRODUCTION);
    await expect(oneRegion).not.toDeploy(queueApp({}), { ...PRODUCTION, region: 'us-east-1' });
  });

  test('fails where they do not, and names resource, statement, guardrail and remedy', async () => {
    const attempt = expect(oneRegion).toDeploy(queueApp({}), { ...PRODUCTION, region: 'us-east-1' });
    await expect(attempt).rejects.toThrow(new RegExp(['expect\\(rehearsal\\)\\.toDeploy:', 'construct  Queue0/Queue/Resource',
      'statement 0 "Tiny" of policy "tiny-policy" at Root = guardrail ACME-1 One region', `remedy     use one of the regions ${HOME}`, 'refused: 2 problems'].join('[^]*')));
    await expect(expect(oneRegion).not.toDeploy(queueApp({}), PRODUCTION)).rejects.toThrow(/expect\(rehearsal\)\.not\.toDeploy:\n/);
  });
});

describe('toRun', () => {
  test('holds where its roles may do what their policies allow', async () => {
    await expect(oneRegion).toRun(queueApp({}), PRODUCTION);
    await expect(noDelete).not.toRun(queueApp({}), PRODUCTION);
  });

  test('fails where they may not, and names role, action, statement and guardrail', async () => {
    const attempt = expect(noDelete).toRun(queueApp({}), PRODUCTION);
    await expect(attempt).rejects.toThrow(/may sqs:DeleteMessage, and is denied[^]*construct +Queue0\/Worker\/Resource[^]*guardrail ACME-1 One region/);
  });
});

test('both fail for what is no rehearsal, and for accounts that there are not, under not too', async () => {
  await expect(expect(rehearse).not.toDeploy(queueApp({}), PRODUCTION)).rejects.toThrow(/'expect' must get a rehearsal/);
  await expect(expect(oneRegion).not.toRun(queueApp({}), { account: 'strange' })).rejects.toThrow(/'account' must be the id or the name of one account/);
});
