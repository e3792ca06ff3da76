import { Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { lengthProblems, Problems, shapeProblems } from '../../core/validation';
import { SecureWebAcl, SecureWebAclProps, WebAclScope } from './secure-web-acl';

const SHORTEST_REASON = 10;

/**
 * Which web application firewall looks at the requests to a load balancer, a distribution or an API.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html
 */
export class WebApplicationFirewall {
  /**
   * One web ACL for all of the stack that ask for it, with the managed rules of AWS: `SecureWebAcl` as it is. Costs about USD 10 a month,
   * and 0.60 per million requests.
   */
  public static managedRules(): WebApplicationFirewall {
    return new WebApplicationFirewall(SecureWebAcl._ofStack);
  }

  /**
   * A web ACL of its own, as its props say.
   *
   * @param props of the web ACL, but its scope: that follows from what it protects
   */
  public static custom(props: SecureWebAclProps): WebApplicationFirewall {
    return new WebApplicationFirewall((protectedBy, scope) => new SecureWebAcl(protectedBy, 'WebAcl', { ...props, aclScope: scope }));
  }

  /**
   * A web ACL that exists: of the platform team, of AWS Firewall Manager, of another stack.
   *
   * @param webAclArn its ARN; for a distribution one in us-east-1
   */
  public static existing(webAclArn: string): WebApplicationFirewall {
    throwProblems(undefined, shapeProblems('webAclArn', webAclArn, /^arn:[^:]+:wafv2:[^:]+:\d{12}:(regional|global)\/webacl\/[^/]+\/[^/]+$/,
      'be the ARN of a web ACL of AWS WAF', 'take it from the console of AWS WAF'));
    return new WebApplicationFirewall(undefined, webAclArn);
  }

  /**
   * None: whoever comes is heard.
   *
   * @param reason why, for whoever reviews it
   */
  public static none(reason: string): WebApplicationFirewall {
    throwProblems(undefined, lengthProblems('reason', reason.trim(), 1_000, SHORTEST_REASON));
    return new WebApplicationFirewall(undefined, undefined, reason);
  }

  private constructor(
    private readonly made?: (construct: Construct, scope: WebAclScope) => SecureWebAcl,
    private readonly webAclArn?: string,
    private readonly reason = 'AWS WAF looks at the requests by a web ACL',
  ) {}

  /** @internal The ARN of the web ACL for what lies in a region; undefined for none. */
  public _regionalAcl(construct: Construct): string | undefined {
    return this.made?.(construct, WebAclScope.REGIONAL).webAclArn ?? this.webAclArn;
  }

  /** @internal The ARN of the web ACL for a distribution; undefined for none. */
  public _globalAcl(construct: Construct): string | undefined {
    return this.made?.(construct, WebAclScope.CLOUDFRONT).webAclArn ?? this.webAclArn;
  }

  /** @internal What cannot be: a web ACL for CloudFront outside of us-east-1. */
  public _globalProblems(stack: Stack): Problems {
    return [
      ...this.made ? SecureWebAcl._regionProblems('webApplicationFirewall', stack) : [],
      ...this.webAclArn === undefined ? [] : shapeProblems('webApplicationFirewall', this.webAclArn, /^arn:[^:]+:wafv2:[^:]+:[^:]+:global\//,
        'be a web ACL of scope CLOUDFRONT', 'name one that lies in us-east-1'),
    ];
  }

  /** @internal Tells judges why there is none. */
  public _acknowledgeNone(resource: IConstruct, rules: readonly string[]): void {
    rules.forEach(rule => acknowledge(resource, { id: `${rule.slice(0, rule.lastIndexOf('-'))}::${rule}`, reason: `No web application firewall: ${this.reason}` }));
  }
}
