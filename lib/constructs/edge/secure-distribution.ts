import { IPropertyInjector, Stack } from 'aws-cdk-lib';
import {
  AddBehaviorOptions, CfnDistribution, Distribution, DistributionProps, IOrigin, IResponseHeadersPolicy, ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { DistributionLogs } from './distribution-logs';
import { acknowledgeChoices, completeDistribution, completeRootObject, deliverLogs } from './private/distribution-completion';
import { behaviorProblems, distributionProblems, originProblems } from './private/distribution-problems';
import { securedBehavior, securedDistributionProps } from './private/distribution-props';
import { DISTRIBUTION_TLS, ORIGIN_TLS } from './private/tls-policies';
import { SecurityHeaders } from './security-headers';
import { WebApplicationFirewall } from './web-application-firewall';

/** Properties of a distribution for HTTPS. */
export interface SecureDistributionProps extends DistributionProps {
  /**
   * Which web application firewall looks at the requests.
   *
   * @default WebApplicationFirewall.managedRules() - one web ACL for all distributions of the stack
   */
  readonly webApplicationFirewall?: WebApplicationFirewall;

  /**
   * Security headers of every behavior that has no `responseHeadersPolicy`.
   *
   * @default SecurityHeaders.of()
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * Where its access logs go.
   *
   * @default DistributionLogs.accessLogBucket()
   */
  readonly accessLogs?: DistributionLogs;
}

/**
 * The CDK's `Distribution`, which speaks TLS 1.2 and 1.3 with browsers and TLS 1.2 with its origins.
 *
 *     new SecureDistribution(this, 'Site', {
 *       domainNames: ['www.example.com'],
 *       certificate,
 *       defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(pages) },
 *     });
 *
 * A certificate is needed: with CloudFront's own, `*.cloudfront.net`, AWS accepts TLS 1.0 whatever the minimum says. HTTP is redirected,
 * every answer has security headers, a bucket is read by origin access control alone, a web ACL looks at the requests, and access logs go
 * to the stack's bucket. The stack lies in us-east-1, where CloudFront has its web ACLs, its certificates and its logging.
 *
 * "/" is "index.html" where the origin is a bucket; a server answers for itself. Origins, which may be added later, are checked when the
 * app is synthesised.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html
 */
export class SecureDistribution extends Distribution {
  /** @internal What viewers may speak, for rules about the distributions of others. */
  public static readonly _tls = DISTRIBUTION_TLS;

  /** @internal What origins may speak, for the same rules. */
  public static readonly _originTls = ORIGIN_TLS;

  /** For distributions of the CDK in a scope: the same defaults, where their props leave them open, with the managed headers of AWS. */
  public static defaults(): IPropertyInjector {
    return injectorOf<DistributionProps>(Distribution.PROPERTY_INJECTION_ID,
      props => securedDistributionProps(props, ResponseHeadersPolicy.SECURITY_HEADERS));
  }

  /** @internal What the template of a distribution leaves out: the root object of a bucket, and logs where its stack can have them. */
  public static _complete(resource: CfnDistribution): void {
    completeDistribution(resource);
  }

  private readonly headers?: IResponseHeadersPolicy;

  public constructor(scope: Construct, id: string, props: SecureDistributionProps) {
    const firewall = props.webApplicationFirewall ?? WebApplicationFirewall.managedRules();
    const logs = props.accessLogs ?? DistributionLogs.accessLogBucket();
    throwProblems(scope, [
      ...distributionProblems(scope, props, logs),
      ...props.webAclId === undefined ? firewall._globalProblems(Stack.of(scope)) : [],
    ]);
    const headers = (props.securityHeaders ?? SecurityHeaders.of())._policyFor(scope);
    super(scope, id, securedDistributionProps(props, headers));
    this.headers = headers;

    const resource = this.node.defaultChild as CfnDistribution;
    this.protect(resource, firewall, props.webAclId);
    deliverLogs(resource, logs);
    completeRootObject(resource);
    acknowledgeChoices(resource);
    this.node.addValidation({ validate: () => [...originProblems(Stack.of(this).resolve(resource.distributionConfig))] });
  }

  public override addBehavior(pathPattern: string, origin: IOrigin, behaviorOptions: AddBehaviorOptions = {}): void {
    throwProblems(this, behaviorProblems(behaviorOptions, pathPattern));
    super.addBehavior(pathPattern, origin, securedBehavior(behaviorOptions, this.headers ?? ResponseHeadersPolicy.SECURITY_HEADERS));
  }

  private protect(resource: CfnDistribution, firewall: WebApplicationFirewall, webAclId?: string): void {
    const webAclArn = webAclId ?? firewall._globalAcl(this);
    if (webAclArn === undefined) {
      firewall._acknowledgeNone(resource, ['AwsSolutions-CFR2']);
    } else if (webAclId === undefined) {
      this.attachWebAclId(webAclArn);
    }
  }
}
