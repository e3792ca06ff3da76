import { API_GATEWAY, COGNITO } from '../../../rehearsal/rules/apis';
import { ACM, ROUTE53 } from '../../../rehearsal/rules/certificates';
import { ECR, ECS, SCALING } from '../../../rehearsal/rules/containers';
import { CLOUDFRONT, LOG_DELIVERY, WAFV2 } from '../../../rehearsal/rules/edge';
import { LOAD_BALANCING } from '../../../rehearsal/rules/load-balancing';

type Rules = Readonly<Record<string, { readonly id: string }>>;

const each = (groups: readonly Rules[], reason: string) =>
  groups.flatMap(rules => Object.values(rules)).map(({ id }) => [id, reason] as const);

/** Rules of what applications put at the edge, and of their containers: each with the reason, and the test that deploys by it. */
export const OUT_OF_REACH_OF_EDGE: Readonly<Record<string, string>> = Object.fromEntries([
  ...each([ACM, ROUTE53], 'the example has no certificates and no zones; test/rehearsal/types/edge-refusals.test.ts has some'),
  ...each([LOAD_BALANCING], 'the example has no load balancer; test/rehearsal/types/load-balancing.test.ts does'),
  ...each([WAFV2, LOG_DELIVERY, CLOUDFRONT], 'the example has no website; test/rehearsal/types/edge-refusals.test.ts has one'),
  ...each([ECS, SCALING, ECR], 'the example runs no containers; test/rehearsal/types/container-refusals.test.ts does'),
  ...each([API_GATEWAY, COGNITO], 'the example has no API; test/rehearsal/types/api-refusals.test.ts has some'),
]);
