import { RehearsalFailure } from '../../aws/contract';
import { placeOfOrigin } from '../../aws/origin';
import { Detector, FEATURES, findDetector, GUARDDUTY_SERVICE } from '../../aws/services/guardduty';
import { World } from '../../aws/world';
import { GUARDDUTY } from '../../rules';

/** Refuses a world in which GuardDuty has an administrator and an active account is not looked at, or not by every plan that is for all. */
export function checkThreatDetection(world: World): void {
  for (const [key, { accountId, origin }] of world.state.regionalAdministrators.administrators) {
    const [service, region] = key.split('/');
    if (service === GUARDDUTY_SERVICE) {
      checkRegion(world, accountId, region, origin);
    }
  }
}

function checkRegion(world: World, administratorId: string, region: string, origin: Detector['origin']): void {
  const administrator = findDetector(world, administratorId, region);
  const missing = isForAll(administrator) ? unwatched(world, administratorId, region) : [];
  const without = administrator ? lessWatched(world, administrator) : [];
  const messages = [
    ...administrator?.enabled ? [] : [`GuardDuty of its administrator ${administratorId} is off in ${region}`],
    ...missing.length > 0 ? [`GuardDuty of ${missing.join(', ')} in ${region} does not report to ${administratorId}`] : [],
    ...without.length > 0 ? [`GuardDuty in ${region} lacks plans that are for all: ${without.join(', ')}`] : [],
  ];
  if (messages.length > 0) {
    throw new RehearsalFailure({
      ...placeOfOrigin(administrator?.origin ?? origin, 'Custom::DelegatedAdministrators'),
      kind: 'rule',
      rule: GUARDDUTY.EVERY_ACCOUNT,
      message: messages.join('; '),
      remedy: 'let GuardDutyOrganization come after every account, and enable new members automatically',
    });
  }
}

/** An administrator that lets new accounts alone join, has chosen the others; one that configures nothing has forgotten them. */
const isForAll = (administrator: Detector | undefined) => administrator?.organization.autoEnable !== 'NEW';

/** Active accounts of the organization without a detector that reports to the administrator. */
function unwatched(world: World, administratorId: string, region: string): readonly string[] {
  return [...world.state.organizations.accounts.values()]
    .filter(account => account.id !== administratorId && account.status === 'ACTIVE' && account.regions.includes(region))
    .filter(account => account.parentId !== undefined || account.id === world.managementAccountId)
    .filter(account => {
      const detector = findDetector(world, account.id, region);
      return !detector?.enabled || detector.administratorId !== administratorId;
    })
    .map(account => account.name);
}

/** Plans that the administrator enables in all accounts and that are off in one, its own included. */
function lessWatched(world: World, administrator: Detector): readonly string[] {
  const plans = Object.keys(FEATURES).filter(plan => administrator.organization.features.get(plan) === 'ALL');
  return [...world.state.guardDuty.detectors.values()]
    .filter(({ region }) => region === administrator.region)
    .filter(({ accountId, administratorId }) => [accountId, administratorId].includes(administrator.accountId))
    .flatMap(({ accountId, features }) => plans.filter(plan => !features.has(plan))
      .map(plan => `${plan} in ${world.state.organizations.accounts.get(accountId)?.name ?? accountId}`));
}
