import { createHash } from 'node:crypto';
import { Duration, Stack } from 'aws-cdk-lib';
import {
  HeadersFrameOption, HeadersReferrerPolicy, IResponseHeadersPolicy, ResponseHeadersPolicy, ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { oneOfItsKind } from '../../core/one-of-its-kind';
import { lengthProblems, Problems, shapeProblems } from '../../core/validation';

/** What a browser may load, run and send where nobody says otherwise: from where the page came from, and nothing in a frame. */
const STRICT = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'upgrade-insecure-requests': [],
};

/** Two years, which is what browsers' preload lists ask for. */
const HSTS_AGE = Duration.days(730);

/** What differs from the standard headers. */
export interface SecurityHeadersProps {
  /**
   * Directives of the content security policy, added to or put in place of the standard ones, such as `{ 'img-src': ["'self'", 'data:'] }`.
   *
   * @default - "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none';
   * upgrade-insecure-requests"
   */
  readonly contentSecurityPolicy?: Record<string, string[]>;

  /**
   * Whether pages may stand in frames of pages of the same site.
   *
   * @default false
   */
  readonly framedBySameSite?: boolean;

  /**
   * How long browsers speak HTTPS with the domain and its subdomains, without asking.
   *
   * @default Duration.days(730)
   */
  readonly strictTransportAge?: Duration;
}

/**
 * Which security headers a distribution adds to what it answers: content security policy, strict transport security, no frames, no guessing
 * of content types, short referrers, no camera, microphone and location, an own window. What servers say of themselves is removed.
 *
 * A content security policy that the origin sends stays: the application knows it better. All other headers replace those of the origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
 * @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
export class SecurityHeaders {
  /**
   * The standard headers, one policy for all of the stack that ask for the same.
   *
   * @param props what differs
   */
  public static of(props: SecurityHeadersProps = {}): SecurityHeaders {
    throwProblems(undefined, headerProblems(props));
    return new SecurityHeaders(construct => policyIn(Stack.of(construct), props));
  }

  /** The managed policy of AWS, which has no content security policy: for answers that are no pages, or whose origin sends one. */
  public static managedPolicy(): SecurityHeaders {
    return new SecurityHeaders(() => ResponseHeadersPolicy.SECURITY_HEADERS);
  }

  private constructor(private readonly policy: (construct: IConstruct) => IResponseHeadersPolicy) {}

  /** @internal The policy, for behaviors of a distribution that is in or below a construct. */
  public _policyFor(construct: IConstruct): IResponseHeadersPolicy {
    return this.policy(construct);
  }
}

function policyIn(stack: Stack, props: SecurityHeadersProps): IResponseHeadersPolicy {
  const policy = policyProps(stack, props);
  const id = `SecurityHeaders${createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 8)}`;
  return oneOfItsKind(stack, id, () => new ResponseHeadersPolicy(stack, id, policy));
}

function policyProps(stack: Stack, props: SecurityHeadersProps): ResponseHeadersPolicyProps {
  const { contentSecurityPolicy, framedBySameSite = false, strictTransportAge = HSTS_AGE } = props;
  const directives = { ...STRICT, ...framedBySameSite ? { 'frame-ancestors': ["'self'"] } : {}, ...contentSecurityPolicy };
  return {
    comment: `Security headers of ${stack.stackName}`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: cspOf(directives), override: false },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: framedBySameSite ? HeadersFrameOption.SAMEORIGIN : HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
      strictTransportSecurity: { accessControlMaxAge: strictTransportAge, includeSubdomains: true, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
      ],
    },
    removeHeaders: ['Server', 'X-Powered-By'],
  };
}

const cspOf = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives).map(([name, sources]) => [name, ...sources].join(' ')).join('; ');

const ONE_YEAR = 365;

function headerProblems({ contentSecurityPolicy = {}, strictTransportAge }: SecurityHeadersProps): Problems {
  return [
    ...Object.keys(contentSecurityPolicy).flatMap(name => shapeProblems('contentSecurityPolicy', name, /^[a-z]+(-[a-z]+)*$/,
      'have names of directives as keys', 'name one such as "img-src"')),
    ...Object.values(contentSecurityPolicy).flat().flatMap(source => [
      ...lengthProblems('contentSecurityPolicy', source, 500),
      ...shapeProblems('contentSecurityPolicy', source, /^[^;,\n]*$/, 'have one source in each string, without ";" and ","', 'split it'),
    ]),
    ...strictTransportAge !== undefined && !strictTransportAge.isUnresolved() && strictTransportAge.toDays({ integral: false }) < ONE_YEAR
      ? [`'strictTransportAge' must be ${ONE_YEAR} days or more, got ${strictTransportAge.toDays({ integral: false })}: leave it out, or use cloudfront.ResponseHeadersPolicy`]
      : [],
  ];
}
