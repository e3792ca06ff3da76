import { checkThreatDetection } from '../../../rehearsal/phases/invariants/threat-detection';
import { addMember, enableGuardDuty, findDetector } from '../../../rehearsal/aws/services/guardduty';
import { suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { World } from '../../../rehearsal/aws/world';
import { HOME, MANAGEMENT, SECURITY, WORKLOAD, worldWith } from '../../constructs/deployed';

/** A world in which every account reports to the security account. */
function watched(): World {
  const world = worldWith();
  const administrator = enableGuardDuty(world, SECURITY, HOME);
  administrator.organization.autoEnable = 'ALL';
  world.state.regionalAdministrators.administrators.set(`guardduty.amazonaws.com/${HOME}`, { accountId: SECURITY });
  [MANAGEMENT, WORKLOAD].forEach(account => addMember(world, administrator, account));
  return world;
}

test('accepts an organization in which every account reports to the administrator', () => {
  expect(() => checkThreatDetection(watched())).not.toThrow();
});

test.each([
  ['has no detector', (world: World) => void world.state.guardDuty.detectors.delete(`${WORKLOAD}/${HOME}`)],
  ['has one that is switched off', (world: World) => { findDetector(world, WORKLOAD, HOME)!.enabled = false; }],
  ['reports to somebody else', (world: World) => { findDetector(world, WORKLOAD, HOME)!.administratorId = '999999999999'; }],
])('names an account that %s', (_, change) => {
  const world = watched();
  change(world);
  expect(() => checkThreatDetection(world)).toThrow(`GuardDuty of workload in ${HOME} does not report to ${SECURITY}`);
});

test('names accounts that an administrator has forgotten', () => {
  const world = worldWith();
  enableGuardDuty(world, SECURITY, HOME);
  world.state.regionalAdministrators.administrators.set(`guardduty.amazonaws.com/${HOME}`, { accountId: SECURITY });
  expect(() => checkThreatDetection(world)).toThrow(/GuardDuty of management, workload in eu-central-1 does not report/);
});

test('refuses an administrator whose detectors are all gone', () => {
  const world = watched();
  world.state.guardDuty.detectors.clear();
  expect(() => checkThreatDetection(world))
    .toThrow(`GuardDuty of its administrator ${SECURITY} is off in ${HOME}; GuardDuty of management, workload in ${HOME} does not report to ${SECURITY}`);
});

test('names plans for all that are off in an account, the administrator too', () => {
  const world = watched();
  findDetector(world, SECURITY, HOME)!.organization.features.set('S3_DATA_EVENTS', 'ALL').set('EKS_AUDIT_LOGS', 'NEW');
  [MANAGEMENT, SECURITY].forEach(account => findDetector(world, account, HOME)!.features.set('S3_DATA_EVENTS', new Set()));
  expect(() => checkThreatDetection(world)).toThrow(`GuardDuty in ${HOME} lacks plans that are for all: S3_DATA_EVENTS in workload`);
});

test('leaves out suspended accounts, and organizations that choose their members', () => {
  const world = watched();
  world.state.guardDuty.detectors.delete(`${WORKLOAD}/${HOME}`);
  suspendAccount(world, WORKLOAD);
  expect(() => checkThreatDetection(world)).not.toThrow();
  world.state.organizations.accounts.get(WORKLOAD)!.status = 'ACTIVE';
  findDetector(world, SECURITY, HOME)!.organization.autoEnable = 'NEW';
  expect(() => checkThreatDetection(world)).not.toThrow();
});
