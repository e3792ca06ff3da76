import { App } from 'aws-cdk-lib';
import { LandingZone } from 'cdk-secure-landing-zone';
import { Rehearsal, rehearse } from 'cdk-secure-landing-zone/rehearsal';
import 'cdk-secure-landing-zone/testing';
import { configuration } from '../config/landing-zone';

let rehearsal: Rehearsal;
beforeAll(async () => {
  const app = new App();
  new LandingZone(app, 'LandingZone', configuration);
  rehearsal = await rehearse(app, { faults: 'none' });
}, 120_000);

test('the landing zone deploys, and goes on when accounts join, move and leave', () => {
  expect(rehearsal.failures).toEqual([]);
});

test('nobody in production leaves the organization or stops the trail', () => {
  const who = { as: 'role/Administrator', account: 'production' };
  expect(rehearsal).toDeny({ ...who, action: 'organizations:LeaveOrganization' });
  const trail = 'arn:aws:cloudtrail:%homeRegion%:%managementAccount%:trail/lz-organization-trail';
  expect(rehearsal).toDeny({ ...who, action: 'cloudtrail:StopLogging', resource: trail });
});

test('nothing runs outside the governed regions', () => {
  expect(rehearsal).toDeny({ as: 'role/Administrator', account: 'production', action: 'ec2:RunInstances', region: '%otherRegion%' });
});
