import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { SecureWebAcl, SecurityHeaders, WebAclScope } from '../../lib/constructs/edge';
import { ApplicationKey } from '../../lib/constructs/encryption';
import { AccessLogBucket } from '../../lib/constructs/logging';
import { oneOfItsKind } from '../../lib/core/one-of-its-kind';

const stackOf = () => new Stack(new App(), 'Shop', { env: { account: '111111111111', region: 'us-east-1' } });

const SINGLETONS: [string, (stack: Stack) => Construct][] = [
  ['SecureApplicationKey', stack => ApplicationKey.of(stack)],
  ['SecureAccessLogs', stack => AccessLogBucket.of(stack)],
  ['SecureRegionalWebAcl', stack => SecureWebAcl._ofStack(stack, WebAclScope.REGIONAL)],
  ['SecureGlobalWebAcl', stack => SecureWebAcl._ofStack(stack, WebAclScope.CLOUDFRONT)],
  ['SecurityHeaders', stack => SecurityHeaders.of()._policyFor(stack) as unknown as Construct],
];

describe('one of its kind', () => {
  test('is made once in a scope, and once in another', () => {
    const [stack, other] = [stackOf(), stackOf()];
    const make = (scope: Construct, id: string) => new Construct(scope, id);
    expect(oneOfItsKind(stack, 'One', make)).toBe(oneOfItsKind(stack, 'One', make));
    expect(oneOfItsKind(stack, 'One', make)).not.toBe(oneOfItsKind(other, 'One', make));
  });

  test.each(SINGLETONS)('%s is an id of the library, found again from anywhere in the stack', (id, of) => {
    const stack = stackOf();
    const one = of(stack);
    expect(one.node.path).toMatch(new RegExp(`^Shop/${id}`));
    expect(of(stack)).toBe(one);
  });

  test.each(SINGLETONS)('%s of somebody else is not taken for it', (_, of) => {
    const id = of(stackOf()).node.path.split('/')[1];
    const stack = stackOf();
    new Construct(stack, id);
    expect(() => of(stack)).toThrow(`Shop: 'id' must leave "${id}" to what this library makes here, got a construct of yours: call yours something else`);
  });

  test('leaves plausible ids to others, before it and after', () => {
    const stack = stackOf();
    const own = new Key(stack, 'ApplicationKey');
    new CfnWebACL(stack, 'WebAcl', {
      scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'x', sampledRequestsEnabled: false },
    });
    expect(ApplicationKey.of(stack)).not.toBe(own);
    expect(SecureWebAcl._ofStack(stack, WebAclScope.REGIONAL)).toBeInstanceOf(SecureWebAcl);
    AccessLogBucket.of(stack);
    expect(() => new Bucket(stack, 'AccessLogs')).not.toThrow();
  });

  test("a resource's own key is not one of somebody else that is called so", () => {
    const stack = stackOf();
    new Key(stack, 'OrdersKey');
    expect(() => ApplicationKey.forResource(stack, 'Orders')).toThrow(/'id' must leave "OrdersKey"/);
  });
});
