import { RehearsalFailure } from '../../aws/contract';
import { placeOfOrigin } from '../../aws/origin';
import { ConformancePack, packAccounts, withoutRecorder } from '../../aws/services/config';
import { World } from '../../aws/world';
import { CONFIG } from '../../rules/config';

/**
 * Accounts that joined get the conformance packs of the organization, by AWS Config itself: it waits 7 hours for their recorders, then it
 * gives up without a word to CloudFormation.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
 */
export function checkConformancePacks(world: World): void {
  for (const pack of world.state.config.packs.values()) {
    const accounts = packAccounts(world, pack.excludedAccounts);
    const [missing] = withoutRecorder(world, accounts, pack.region);
    if (missing !== undefined) {
      throw lacking(world, pack, missing);
    }
    accounts.forEach(id => pack.accounts.add(id));
  }
}

function lacking(world: World, pack: ConformancePack, accountId: string): RehearsalFailure {
  const name = world.state.organizations.accounts.get(accountId)?.name ?? accountId;
  return new RehearsalFailure({
    ...placeOfOrigin(pack.origin, 'AWS::Config::OrganizationConformancePack'), kind: 'rule', rule: CONFIG.PACK_RECORDER,
    message: `${name} has no running recorder in ${pack.region}: after 7 hours AWS Config gives ${pack.name} up there`,
    remedy: 'let automatic deployment bring the recorder to every account, or exclude the account from the pack',
  });
}
