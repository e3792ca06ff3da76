import { RehearsalFailure } from '../../aws/contract';
import { placeOfOrigin } from '../../aws/origin';
import { Detector, findDetector, GUARDDUTY_SERVICE } from '../../aws/services/guardduty';
import { administratorOf } from '../../aws/services/regional-administrators';
import { World } from '../../aws/world';
import { GUARDDUTY } from '../../rules';

/** Refuses a world in which GuardDuty has an administrator and an active account is not looked at. */
export function checkThreatDetection(world: World): void {
  for (const detector of world.state.guardDuty.detectors.values()) {
    const missing = isForAll(world, detector) ? unwatched(world, detector) : [];
    if (missing.length > 0) {
      throw new RehearsalFailure({
        ...placeOfOrigin(detector.origin, 'Custom::DelegatedAdministrators'),
        kind: 'rule',
        rule: GUARDDUTY.EVERY_ACCOUNT,
        message: `GuardDuty of ${missing.join(', ')} in ${detector.region} does not report to ${detector.accountId}`,
        remedy: 'let GuardDutyOrganization come after every account, and enable new members automatically',
      });
    }
  }
}

/** An administrator that lets new accounts alone join, has chosen the others; one that configures nothing has forgotten them. */
const isForAll = (world: World, { accountId, region, organization }: Detector) =>
  organization.autoEnable !== 'NEW' && administratorOf(world, GUARDDUTY_SERVICE, region)?.accountId === accountId;

/** Active accounts of the organization without a detector that reports to the administrator. */
function unwatched(world: World, { accountId, region }: Detector): readonly string[] {
  return [...world.state.organizations.accounts.values()]
    .filter(account => account.id !== accountId && account.status === 'ACTIVE' && account.regions.includes(region))
    .filter(account => account.parentId !== undefined || account.id === world.managementAccountId)
    .filter(account => {
      const detector = findDetector(world, account.id, region);
      return !detector?.enabled || detector.administratorId !== accountId;
    })
    .map(account => account.name);
}
