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
  ...each([ACM, ROUTE53], 'the example has no certificates and no zones; test/rehearsal/types/certificates.test.ts has some'),
  ...each([LOAD_BALANCING], 'the example has no load balancer; test/rehearsal/types/load-balancing.test.ts does'),
  ...each([WAFV2], 'the example has no web ACL; test/rehearsal/types/web-acls.test.ts has some'),
  ...each([LOG_DELIVERY], 'the example delivers no logs of services; test/rehearsal/types/log-deliveries.test.ts does'),
  ...each([CLOUDFRONT], 'the example has no distribution; test/rehearsal/types/distributions.test.ts has some'),
  ...each([ECS, SCALING, ECR], 'the example runs no containers; test/rehearsal/types/container-rules.test.ts does'),
  ...each([API_GATEWAY, COGNITO], 'the example has no API; test/rehearsal/types/api-rules.test.ts has some'),
]);
