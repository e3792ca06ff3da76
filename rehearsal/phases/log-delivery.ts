import { lostLogs } from '../aws/log-delivery';
import { count, passed, Phase, skipped } from './phase';

/** Nobody is told when a log is lost: promise 1. */
export const LOG_DELIVERY: Phase = {
  id: 'log-delivery',
  title: 'delivery of logs under the final policies',
  claim: 'Under the policies as they are at the end, every trail and every bucket with access logs still reaches its target.',
  run: run => {
    const world = run.deployedWorld();
    const [lost] = lostLogs(world);
    if (lost) {
      return Promise.reject(lost);
    }
    const writers = world.state.cloudtrail.trails.size + [...world.state.s3.buckets.values()].filter(bucket => bucket.accessLogs).length;
    return Promise.resolve(writers > 0 ? passed(count(writers, 'writer')) : skipped('nobody writes logs'));
  },
};
