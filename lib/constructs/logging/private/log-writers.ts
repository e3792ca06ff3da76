import { AccountPrincipal, Effect, IPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';

export const LOAD_BALANCERS = 'logdelivery.elasticloadbalancing.amazonaws.com';
export const VENDED_LOGS = 'delivery.logs.amazonaws.com';
export const SERVER_ACCESS_LOGS = 'logging.s3.amazonaws.com';

/** Accounts of AWS by which load balancers of older regions wrote, before they had a service principal that works in all of them. */
const LOAD_BALANCER_ACCOUNTS = new Set(RegionInfo.regions.map(({ elbv2Account }) => elbv2Account).filter(account => account !== undefined));

/**
 * The service that a statement lets write logs for whoever asks it to, since it names no source; undefined for every other statement. The
 * CDK writes such statements for load balancers, and for buckets of other stacks.
 */
export function writerForAnybody(statement: PolicyStatement): string | undefined {
  const [principal, ...others] = statement.principals;
  const namesSource = JSON.stringify(statement.conditions).toLowerCase().includes('aws:source');
  return statement.effect === Effect.ALLOW && principal && others.length === 0 && !namesSource ? writerOf(principal) : undefined;
}

function writerOf(principal: IPrincipal): string | undefined {
  if (LOAD_BALANCER_ACCOUNTS.has((principal as AccountPrincipal).accountId)) {
    return LOAD_BALANCERS;
  }
  const { service } = principal as ServicePrincipal;
  return [LOAD_BALANCERS, VENDED_LOGS, SERVER_ACCESS_LOGS].find(writer => writer === service);
}
