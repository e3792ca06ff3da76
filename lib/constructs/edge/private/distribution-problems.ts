import { Stack, Token } from 'aws-cdk-lib';
import { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AddBehaviorOptions, DistributionProps, SSLMethod, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { IConstruct } from 'constructs';
import { Problems } from '../../../core/validation';
import { DistributionLogs } from '../distribution-logs';
import { CLOUDFRONT_REGION } from './cloudfront-region';
import { refusedIf } from './refusals';
import { DISTRIBUTION_TLS, ORIGIN_TLS } from './tls-policies';

const PLAIN = 'cloudfront.Distribution';

/** Props of a distribution that say less than what it does by itself, and what cannot be where its stack lies. */
export function distributionProblems(scope: IConstruct, props: DistributionProps, logs: DistributionLogs): Problems {
  const plain = PLAIN;
  return [
    ...certificateProblems(props),
    ...behaviorProblems(props.defaultBehavior, 'defaultBehavior'),
    ...refusedIf(props.minimumProtocolVersion !== undefined && !DISTRIBUTION_TLS.current.includes(props.minimumProtocolVersion), {
      prop: 'minimumProtocolVersion', rule: `be one of ${DISTRIBUTION_TLS.current.join(', ')}`, got: props.minimumProtocolVersion, remedy: 'leave it out', plain,
    }),
    ...refusedIf(props.sslSupportMethod === SSLMethod.VIP, {
      prop: 'sslSupportMethod', rule: 'be "sni-only"', got: props.sslSupportMethod, remedy: 'leave it out: addresses of its own cost USD 600 a month', plain,
    }),
    ...refusedIf(props.enableLogging !== undefined || props.logBucket !== undefined, {
      prop: 'logBucket', rule: 'be left out, since standard logging v1 needs a bucket with ACLs', got: props.logBucket ? 'a bucket' : props.enableLogging,
      remedy: 'say `accessLogs`', plain,
    }),
    ...logProblems(Stack.of(scope), logs),
  ];
}

function certificateProblems({ certificate, domainNames = [] }: DistributionProps): Problems {
  if (certificate === undefined) {
    return refusedIf(true, {
      prop: 'certificate', rule: 'be given, since AWS accepts TLS 1.0 with *.cloudfront.net whatever the minimum is', got: { domainNames },
      remedy: `give a SecureCertificate of a stack in ${CLOUDFRONT_REGION} and its domain names`, plain: PLAIN,
    });
  }
  // an imported certificate says in its ARN where it lies, one that is made by its stack
  const { certificateArn: arn } = certificate as Partial<ICertificate>;
  const region = arn === undefined || Token.isUnresolved(arn) ? certificate.env.region : arn.split(':')[3];
  return Token.isUnresolved(region) || region === CLOUDFRONT_REGION ? []
    : [`'certificate' must lie in ${CLOUDFRONT_REGION}, got one in "${region}": make it in a stack with env.region "${CLOUDFRONT_REGION}"`];
}

function logProblems(stack: Stack, { _elsewhere }: DistributionLogs): Problems {
  return _elsewhere !== undefined || Token.isUnresolved(stack.region) || stack.region === CLOUDFRONT_REGION ? []
    : [`'accessLogs' must be set up in ${CLOUDFRONT_REGION}, got a stack in "${stack.region}": put the distribution into a stack with env.region `
      + `"${CLOUDFRONT_REGION}", or say DistributionLogs.elsewhere with a reason`];
}

/** Options of a behavior that say less than what it does by itself. */
export function behaviorProblems({ viewerProtocolPolicy }: AddBehaviorOptions, behavior: string): Problems {
  return refusedIf(viewerProtocolPolicy === ViewerProtocolPolicy.ALLOW_ALL, {
    prop: `viewerProtocolPolicy of ${behavior}`, rule: 'be "redirect-to-https" or "https-only"', got: viewerProtocolPolicy, remedy: 'leave it out', plain: PLAIN,
  });
}

/** An origin as CDK renders it. */
interface RenderedOrigin {
  readonly id: string;
  readonly domainName: unknown;
  readonly originAccessControlId?: string;
  readonly s3OriginConfig?: { readonly originAccessIdentity?: unknown };
  readonly customOriginConfig?: { readonly originProtocolPolicy?: string; readonly originSslProtocols?: readonly string[] };
}

/** Origins that are reached without TLS 1.2, or in another way than by origin access control. */
export function originProblems(config: { readonly origins?: readonly RenderedOrigin[] }): Problems {
  return (config.origins ?? []).flatMap(({ domainName, originAccessControlId, s3OriginConfig, customOriginConfig }) => {
    const origin = `origin ${JSON.stringify(domainName)}`;
    const { originProtocolPolicy, originSslProtocols = ORIGIN_TLS } = customOriginConfig ?? {};
    return [
      ...refusedIf(s3OriginConfig !== undefined && originAccessControlId === undefined, {
        prop: origin, rule: 'be read by origin access control', got: s3OriginConfig, remedy: 'make it by S3BucketOrigin.withOriginAccessControl', plain: PLAIN,
      }),
      ...refusedIf(customOriginConfig !== undefined && originProtocolPolicy !== 'https-only', {
        prop: origin, rule: 'be reached by HTTPS alone', got: originProtocolPolicy,
        remedy: 'leave `protocolPolicy` out; a web site of S3 speaks no HTTPS: read the bucket by S3BucketOrigin.withOriginAccessControl', plain: PLAIN,
      }),
      ...refusedIf(originSslProtocols.some(protocol => !ORIGIN_TLS.includes(protocol)), {
        prop: origin, rule: `be reached by ${ORIGIN_TLS.join(', ')} alone`, got: originSslProtocols, remedy: 'leave `originSslProtocols` out', plain: PLAIN,
      }),
    ];
  });
}
