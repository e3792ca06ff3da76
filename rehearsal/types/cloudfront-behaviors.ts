import { Operation } from '../aws/contract';
import { DistributionPart } from '../aws/services/cloudfront';
import { GLOBAL, partOfArn } from '../aws/services/service-parts';
import { CLOUDFRONT } from '../rules/edge';
import { needed } from './service-part';
import { record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

/**
 * Ids of AWS's own policies, but for those that Amplify keeps to itself.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
const MANAGED: Readonly<Record<'cache' | 'headers' | 'request', readonly string[]>> = {
  cache: [
    '658327ea-f89d-4fab-a63d-7e88639e58f6', 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d', '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    '08627262-05a9-4f76-9ded-b50ca2e3a84f', '2e54312d-136d-493c-8eb9-b001f22f67d2', '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
  ],
  headers: [
    '60669652-455b-4ae9-85a4-c4c02393f86c', '5cc3b908-e619-4b99-88e5-2cf7f45965bd', 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    'eaab4381-ed33-4a86-88ca-d9558dc6cd63', '67f7725c-6f97-4210-82d7-5512b31e9d03',
  ],
  request: [
    '216adef6-5c7f-47e4-b989-5492eafa07d3', 'acba4595-bd28-49b8-b9fe-13317c0390fa', '59781a5b-3903-41f3-afcb-af62929ccde1',
    '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'b689b0a8-53d0-40ab-baf2-68738e2966ac', '775133bc-15f2-49f9-abea-afb2e0bf67d2',
    '33f36d7e-f396-46d9-90e0-52428a34d9dc', 'bf0718e1-ba1e-49d1-88b1-f726733018ae',
  ],
};
const VIEWERS = ['allow-all', 'https-only', 'redirect-to-https'];

/** Checks behaviors, and answers the ids of what they use. */
export function checkBehaviors(operation: Operation, config: Values, originIds: readonly string[]): readonly string[] {
  return [record(config, 'DefaultCacheBehavior'), ...records(config, 'CacheBehaviors')].flatMap(behavior => {
    const origin = text(behavior, 'TargetOriginId');
    const cached = (behavior.CachePolicyId === undefined) !== (behavior.ForwardedValues === undefined);
    const whole = originIds.includes(origin ?? '') && VIEWERS.includes(text(behavior, 'ViewerProtocolPolicy') ?? '') && cached;
    operation.require(CLOUDFRONT.BEHAVIORS, whole, `a behavior leads to ${origin} by ${text(behavior, 'ViewerProtocolPolicy')}, and ${cached ? 'caches' : 'has no cache policy, or forwards values too'}`, `lead to one of ${originIds.join(', ')}, by one of ${VIEWERS.join(', ')}, with a cache policy`);
    return usedBy(operation, behavior);
  });
}

function usedBy(operation: Operation, behavior: Values): readonly string[] {
  const { cachePolicies, responseHeadersPolicies, functions } = operation.world.state.cloudFront;
  for (const name of ['LambdaFunctionAssociations', 'TrustedSigners', 'TrustedKeyGroups', 'FieldLevelEncryptionId', 'RealtimeLogConfigArn']) {
    const value = behavior[name];
    if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)) operation.fail('NotModelled', `the rehearsal does not know '${name}' of a behavior`);
  }
  const policy = (id: string | undefined, parts: ReadonlyMap<string, DistributionPart>, managed: readonly string[]) =>
    id === undefined || managed.includes(id) ? [] : [needed(operation, parts, id, CLOUDFRONT.BEHAVIORS, GLOBAL).id];
  return [
    ...policy(text(behavior, 'CachePolicyId'), cachePolicies, MANAGED.cache),
    ...policy(text(behavior, 'ResponseHeadersPolicyId'), responseHeadersPolicies, MANAGED.headers),
    ...policy(text(behavior, 'OriginRequestPolicyId'), new Map<string, DistributionPart>(), MANAGED.request),
    ...records(behavior, 'FunctionAssociations').map(({ FunctionARN }) => {
      const used = partOfArn(functions, FunctionARN);
      operation.require(CLOUDFRONT.BEHAVIORS, used?.published === true, `the function ${String(FunctionARN)} does not exist, or is not published`, 'create it with AutoPublish');
      operation.requirePath(CLOUDFRONT.BEHAVIORS, used!.origin, `${used!.name} may not exist yet`);
      return used!.id;
    }),
  ];
}
