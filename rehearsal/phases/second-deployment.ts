import { RehearsalFailure, Rule } from '../aws/contract';
import { TIME } from '../aws/snapshot';
import { differences } from './differences';
import { checkInstances } from './invariants/failed-instances';
import { count, passed, Phase } from './phase';

/** A deployment that changes nothing writes nothing. */
export const IDEMPOTENT: Rule = {
  id: 'life/second-deployment',
  statement: 'A second deployment of the same assembly makes no write call, even when every handler of a custom resource runs again as an update.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes-update.html',
};

/** The same assembly once more. */
export const SECOND_DEPLOYMENT: Phase = {
  id: 'second-deployment',
  title: 'second deployment of the same assembly',
  claim: IDEMPOTENT.statement,
  run: async run => {
    const world = run.deployedWorld();
    const deployment = run.deployment(world);
    if (run.previous) {
      // A day goes by after an update: StackSets come to the accounts that it brought, and functions on a schedule look after them.
      await deployment.followAccounts();
      await deployment.runSchedules();
    }
    const state = run.previous ? world.snapshot() : run.deployed.state;
    const before = world.calls.length;
    await deployment.deploy();
    await deployment.rerunHandlers();
    checkInstances(world);
    const calls = world.calls.slice(before);
    const writes = calls.filter(call => call.write && call.action !== 'lambda:InvokeFunction');
    const changes = differences(state, world.state, 5, { skips: key => TIME.has(key) });
    if (writes.length > 0 || changes.length > 0) {
      throw new RehearsalFailure({
        kind: 'invariant', rule: IDEMPOTENT,
        message: `a second deployment writes: ${[...writes.map(call => `${call.action} on ${call.resource} by ${call.caller}`), ...changes].slice(0, 5).join('; ')}`,
        remedy: 'let the handler read first and write only what is missing',
      });
    }
    return passed(`${count(calls.length, 'call')}, none of them a write`);
  },
};
