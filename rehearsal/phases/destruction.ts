import { RehearsalFailure, Rule } from '../aws/contract';
import { WorldState } from '../aws/state';
import { Deployment } from '../engine';
import { count, passed, Phase } from './phase';

/** Promise 1: never lose a log. */
export const KEPT: Rule = {
  id: 'life/destroy-keeps',
  statement: '`cdk destroy --all` leaves the organization, its accounts, trails, buckets and keys, and whatever has a deletion policy of Retain.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
};

/** What holds data or opens it. */
const KEPT_STATE: Readonly<Record<string, (state: WorldState) => Iterable<string>>> = {
  'organization': state => state.organizations.organization ? [state.organizations.organization.id] : [],
  'account': state => state.organizations.accounts.keys(),
  'trail': state => state.cloudtrail.trails.keys(),
  'bucket': state => state.s3.buckets.keys(),
  'key': state => state.kms.keys.keys(),
};

/** The stacks go; what they hold in trust stays. */
export const DESTRUCTION: Phase = {
  id: 'destruction',
  title: 'cdk destroy --all',
  claim: `${KEPT.statement} It stops at what is protected from deletion; once somebody lifts that, the rest goes.`,
  run: async run => {
    const world = run.deployedWorld();
    const held = await destroy(run.deployment(world));
    const kept = Object.entries(KEPT_STATE).flatMap(([kind, ids]) => {
      const after = new Set(ids(world.state));
      return [...ids(run.deployed.state)].map(id => ({ kind, id, there: after.has(id) }));
    });
    const lost = kept.filter(({ there }) => !there).map(({ kind, id }) => `${kind} ${id}`);
    if (lost.length > 0) {
      throw new RehearsalFailure({
        kind: 'invariant', rule: KEPT, message: `destroy deletes ${lost.join(', ')}`, remedy: 'give it RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE (accounts: RETAIN)',
      });
    }
    return passed(`${count(kept.length, 'thing')} kept${held.length > 0 ? `, ${held.length} more until their deletion protection is lifted` : ''}`);
  },
};

/** Destroys all, and answers at what it stopped on the way until somebody lifted its protection. */
async function destroy(deployment: Deployment): Promise<readonly string[]> {
  try {
    await deployment.destroy();
    return [];
  } catch (error) {
    const lifted = await deployment.liftProtection();
    const isProtected = error instanceof RehearsalFailure && lifted.some(({ logicalId }) => logicalId === error.details.logicalId);
    if (!isProtected) throw error;
    return [...lifted.map(({ physicalId }) => physicalId), ...await destroy(deployment)];
  }
}
