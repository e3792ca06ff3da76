import {
  AddBehaviorOptions, DistributionProps, IResponseHeadersPolicy, SecurityPolicyProtocol, ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { DISTRIBUTION_TLS } from './tls-policies';

/** A behavior with what its options leave open. */
export function securedBehavior<Options extends AddBehaviorOptions>(options: Options, headers: IResponseHeadersPolicy): Options {
  return {
    ...options,
    viewerProtocolPolicy: options.viewerProtocolPolicy ?? ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: options.responseHeadersPolicy ?? headers,
  };
}

/** A distribution with what its props leave open. A minimum without a certificate would say what AWS does not do. */
export function securedDistributionProps(props: DistributionProps, headers: IResponseHeadersPolicy): DistributionProps {
  const more = Object.entries(props.additionalBehaviors ?? {}).map(([path, behavior]) => [path, securedBehavior(behavior, headers)]);
  return {
    ...props,
    defaultBehavior: securedBehavior(props.defaultBehavior, headers),
    ...more.length === 0 ? {} : { additionalBehaviors: Object.fromEntries(more) as DistributionProps['additionalBehaviors'] },
    minimumProtocolVersion: props.minimumProtocolVersion
      ?? (props.certificate ? DISTRIBUTION_TLS.current[0] as SecurityPolicyProtocol : undefined),
  };
}
