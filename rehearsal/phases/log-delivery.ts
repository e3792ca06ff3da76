import { lostLogs } from '../aws/log-delivery';
import { count, passed, Phase, skipped } from './phase';

/** Nobody is told when a log is lost: promise 1. */
export const LOG_DELIVERY: Phase = {
  id: 'log-delivery',
  title: 'delivery of logs under the final policies',
  claim: 'Under the policies as they are at the end, every trail, every recorder and every bucket with access logs still reaches its target.',
  run: run => {
    const world = run.deployedWorld();
    const [lost] = lostLogs(world);
    if (lost) {
      return Promise.reject(lost);
    }
    const { cloudtrail, config } = world.state;
    const buckets = [...world.state.s3.buckets.values()].filter(bucket => bucket.accessLogs);
    const writers = cloudtrail.trails.size + config.channels.size + buckets.length;
    return Promise.resolve(writers > 0 ? passed(count(writers, 'writer')) : skipped('nobody writes logs'));
  },
};
