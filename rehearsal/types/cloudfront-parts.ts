import { Operation, ResourceType } from '../aws/contract';
import { DistributionPart } from '../aws/services/cloudfront';
import { ServicePart } from '../aws/services/service-parts';
import { CLOUDFRONT } from '../rules/edge';
import { changed, given, inert, permissions, TAGS } from './permission';
import { refuseWhileInUse, serviceType, ServiceTypeProps } from './service-part';
import { valueChecks } from './value-checks';
import { flag, numeric, record, text } from './values';

const NO_ANSWERS = inert('no request is answered in the rehearsal');
const MAX_CODE = 10_240;

const arnOf = (kind: string) => ({ partition, accountId, physicalId }: Operation) => `arn:${partition}:cloudfront::${accountId}:${kind}/${physicalId ?? '*'}`;

/** How a policy of distributions differs from the others. */
interface PolicyProps extends Pick<ServiceTypeProps<DistributionPart>, 'typeName' | 'source' | 'parts' | 'nested'> {
  /** The property with everything in it. */
  readonly config: string;
  /** Of the calls, and of ARNs. */
  readonly noun: string;
  readonly arnType: string;
  check?(operation: Operation, config: Readonly<Record<string, unknown>>): void;
}

/** Something with a name of its own in the account, which distributions use. */
function usedType({ config, noun, arnType, check, ...props }: PolicyProps): ResourceType {
  const nameOf = ({ properties }: Operation) => text(record(properties, config), 'Name') ?? '';
  const on = arnOf(arnType);
  return serviceType<DistributionPart>({
    ...props,
    global: true,
    properties: { [config]: 'interpreted' },
    required: [config],
    createOnly: [],
    permissions: {
      create: permissions([`cloudfront:Create${noun}`], on),
      update: permissions([`cloudfront:Get${noun}`, `cloudfront:Update${noun}`], on),
      delete: permissions([`cloudfront:Get${noun}`, `cloudfront:Delete${noun}`], on),
    },
    identify: operation => {
      const { world, accountId, partition } = operation;
      const id = noun === 'OriginAccessControl'
        ? `E${world.identifiers.letters(`${noun}:${accountId}:${nameOf(operation)}`, 13).toUpperCase()}`
        : world.identifiers.uuid(`${noun}:${accountId}:${nameOf(operation)}`);
      return { id, arn: `arn:${partition}:cloudfront::${accountId}:${arnType}/${id}` };
    },
    settings: (operation, self) => {
      const name = nameOf(operation);
      const twin = [...props.parts(operation.world.state).values()].some(other => other.name === name &&
        other.accountId === self.accountId && other.id !== self.id);
      if (name === '' || twin) operation.fail(`${noun}AlreadyExists`, `the name '${name}' of a ${noun} is missing or taken in the account`, 'choose another name');
      check?.(operation, record(operation.properties, config));
      return { name, originType: text(record(operation.properties, config), 'OriginAccessControlOriginType') };
    },
    remove: refuseWhileDistributed(`${noun}InUse`),
    attributes: ({ id }) => ({ Id: id, LastModifiedTime: '2026-01-01T00:00:00Z' }),
  });
}

/** Refuses to delete what a distribution still uses. */
const refuseWhileDistributed = (code: string) => (operation: Operation, part: ServicePart): void =>
  refuseWhileInUse(operation, code, part, [...operation.world.state.cloudFront.distributions.values()].filter(({ uses }) =>
    uses.includes(part.id)));

/** Lets one service's distributions sign what they ask an origin. */
export const ORIGIN_ACCESS_CONTROL: ResourceType = usedType({
  typeName: 'AWS::CloudFront::OriginAccessControl',
  source: 'aws-cloudfront-originaccesscontrol',
  config: 'OriginAccessControlConfig', noun: 'OriginAccessControl', arnType: 'origin-access-control',
  nested: {
    OriginAccessControlConfig: {
      Name: 'interpreted', OriginAccessControlOriginType: 'interpreted', SigningBehavior: 'interpreted', SigningProtocol: 'interpreted',
      Description: inert('text for people'),
    },
  },
  parts: ({ cloudFront }) => cloudFront.originAccessControls,
  check: (operation, config) => {
    const checks = valueChecks(operation, 'InvalidArgument');
    checks.oneOf('OriginAccessControlOriginType', config.OriginAccessControlOriginType, ['s3', 'mediastore', 'mediapackagev2', 'lambda']);
    checks.oneOf('SigningBehavior', config.SigningBehavior, ['always', 'never', 'no-override']);
    checks.oneOf('SigningProtocol', config.SigningProtocol, ['sigv4']);
  },
});

/** Headers that answers are given. */
export const RESPONSE_HEADERS_POLICY: ResourceType = usedType({
  typeName: 'AWS::CloudFront::ResponseHeadersPolicy',
  source: 'aws-cloudfront-responseheaderspolicy',
  config: 'ResponseHeadersPolicyConfig', noun: 'ResponseHeadersPolicy', arnType: 'response-headers-policy',
  nested: {
    ResponseHeadersPolicyConfig: {
      Name: 'interpreted', Comment: inert('text for people'), CorsConfig: NO_ANSWERS, CustomHeadersConfig: NO_ANSWERS, RemoveHeadersConfig: NO_ANSWERS,
      SecurityHeadersConfig: NO_ANSWERS, ServerTimingHeadersConfig: NO_ANSWERS,
    },
  },
  parts: ({ cloudFront }) => cloudFront.responseHeadersPolicies,
});

/** What makes answers the same, and how long they are kept. */
export const CACHE_POLICY: ResourceType = usedType({
  typeName: 'AWS::CloudFront::CachePolicy',
  source: 'aws-cloudfront-cachepolicy',
  config: 'CachePolicyConfig', noun: 'CachePolicy', arnType: 'cache-policy',
  nested: {
    CachePolicyConfig: {
      Name: 'interpreted', Comment: inert('text for people'), DefaultTTL: 'interpreted', MaxTTL: 'interpreted', MinTTL: 'interpreted',
      ParametersInCacheKeyAndForwardedToOrigin: NO_ANSWERS,
    },
  },
  parts: ({ cloudFront }) => cloudFront.cachePolicies,
  check: (operation, config) => {
    const [least, usual, most] = ['MinTTL', 'DefaultTTL', 'MaxTTL'].map(name => numeric(config, name) ?? 0);
    operation.require(CLOUDFRONT.BEHAVIORS, least <= usual && usual <= most, `answers are kept ${least} to ${most} seconds, usually ${usual}`, 'let the usual time lie between the two');
  },
});

const onFunction = ({ partition, accountId, properties }: Operation) => `arn:${partition}:cloudfront::${accountId}:function/${String(properties.Name)}`;
const FUNCTION_READS = ['cloudfront:DescribeFunction', 'cloudfront:GetFunction'];

/** Code at the edge. Key value stores are refused. */
export const EDGE_FUNCTION: ResourceType = serviceType<DistributionPart>({
  typeName: 'AWS::CloudFront::Function',
  source: 'aws-cloudfront-function',
  global: true,
  properties: { Name: 'interpreted', FunctionCode: 'interpreted', FunctionConfig: 'interpreted', AutoPublish: 'interpreted', Tags: TAGS },
  nested: { FunctionConfig: { Runtime: 'interpreted', Comment: inert('text for people') } },
  required: ['Name', 'FunctionConfig', 'FunctionCode'],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['cloudfront:CreateFunction', 'cloudfront:PublishFunction', ...FUNCTION_READS], onFunction),
      ...permissions(['cloudfront:TagResource'], onFunction, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['cloudfront:UpdateFunction', 'cloudfront:PublishFunction', ...FUNCTION_READS], onFunction),
      ...permissions(['cloudfront:TagResource', 'cloudfront:UntagResource'], onFunction, { when: changed('Tags') }),
    ],
    delete: permissions(['cloudfront:DeleteFunction', ...FUNCTION_READS], onFunction),
  },
  parts: ({ cloudFront }) => cloudFront.functions,
  identify: operation => ({ id: onFunction(operation), arn: onFunction(operation) }),
  settings: (operation, _, before) => {
    const { properties } = operation;
    const checks = valueChecks(operation, 'InvalidArgument');
    checks.oneOf('Runtime', record(properties, 'FunctionConfig').Runtime, ['cloudfront-js-1.0', 'cloudfront-js-2.0']);
    checks.like('Name', properties.Name, /^[A-Za-z0-9-_]{1,64}$/, 'up to 64 letters, digits, "-" and "_"');
    checks.between('FunctionCode', Buffer.byteLength(String(properties.FunctionCode)), 1, MAX_CODE);
    return { name: String(properties.Name), published: before?.published === true || (flag(properties, 'AutoPublish') ?? false) };
  },
  remove: refuseWhileDistributed('FunctionInUse'),
  attributes: ({ arn }) => ({ FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'DEVELOPMENT' }),
});
