import { AuthorizationRequest, evaluate, PolicyStatement } from '../../../lib/policy';
import {
  ADMINISTRATOR, ANONYMOUS, BREAK_GLASS, BUCKET_OBJECT, Context, FOREIGN_ROLE, GITHUB, MEMBER, ORGANIZATION, OTHER_MEMBER, OUTSIDE,
  path, policy, request, resourcePath, ROLE, ROOT, ROOT_SESSION, SERVICE_LINKED, service, USER,
} from './requests';

type Principal = AuthorizationRequest['principal'];

describe('root lockdown (SCP)', () => {
  const lockdown: PolicyStatement = {
    Sid: 'DenyRoot',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' }, Null: { 'aws:AssumedRoot': 'true' } },
  };
  const serviceControl = path(policy('lz-foundation-1', lockdown));

  test.each<[string, Principal, boolean]>([
    ['denies the root user', ROOT, false],
    ['lets a root session pass', ROOT_SESSION, true],
    ['lets a role pass', ROLE, true],
    ['lets a user pass', USER, true],
    ['lets break-glass pass', BREAK_GLASS, true],
    ['lets a service-linked role pass', SERVICE_LINKED, true],
  ])('%s', (_, principal, allowed) => {
    expect(evaluate(request(principal, 's3:DeleteBucketPolicy', 'arn:aws:s3:::data'), { serviceControl, identity: ADMINISTRATOR }).allowed).toBe(allowed);
  });

  test('denies root sessions when it lacks aws:AssumedRoot', () => {
    const hard = path(policy('hard', { ...lockdown, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } } }));
    expect(evaluate(request(ROOT_SESSION, 's3:DeleteBucketPolicy', 'arn:aws:s3:::data'), { serviceControl: hard }).allowed).toBe(false);
  });

  test('is explained by node, policy, statement and sid', () => {
    expect(evaluate(request(ROOT, 's3:GetObject', BUCKET_OBJECT), { serviceControl })).toEqual({
      allowed: false,
      effect: 'explicit-deny',
      layer: 'service-control',
      node: 'Workloads',
      policy: 'lz-foundation-1',
      statement: 0,
      sid: 'DenyRoot',
      explanation: 'denied: service control policy "lz-foundation-1" at "Workloads", statement 0 ("DenyRoot"), denies s3:GetObject on arn:aws:s3:::data/report.csv '
        + 'to account-root arn:aws:iam::111111111111:root',
    });
  });
});

describe('exempt roles (SCP)', () => {
  const serviceControl = path(policy('regions', {
    Effect: 'Deny',
    NotAction: ['iam:*', 'organizations:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
      ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'] },
    },
  }));
  const in_ = (region: string): Context => ({ 'aws:RequestedRegion': region });

  test.each<[string, Principal, string, Context, boolean]>([
    ['denies another region', ROLE, 'ec2:RunInstances', in_('us-east-1'), false],
    ['allows a governed region', ROLE, 'ec2:RunInstances', in_('eu-west-1'), true],
    ['allows a global service', ROLE, 'iam:CreateRole', in_('us-east-1'), true],
    ['allows an exempt role', BREAK_GLASS, 'ec2:RunInstances', in_('us-east-1'), true],
  ])('%s', (_, principal, action, context, allowed) => {
    expect(evaluate(request(principal, action, '*', { context }), { serviceControl, identity: ADMINISTRATOR }).allowed).toBe(allowed);
  });
});

describe('identity perimeter (RCP)', () => {
  const actions = ['s3:*', 'kms:*', 'sqs:*', 'sts:AssumeRole'];
  const perimeter: PolicyStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
  };
  /** G60x: plain StringNotEquals holds for an absent key, and AWS services have no organization. */
  const broken: PolicyStatement = { ...perimeter, Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } };
  const role = `arn:aws:iam::${MEMBER}:role/service-role`;
  const trust = policy('trust', { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'], Principal: { AWS: [MEMBER, OUTSIDE, OTHER_MEMBER], Service: 'lambda.amazonaws.com', Federated: GITHUB.arn } });
  const outside = { ...ROLE, arn: `arn:aws:iam::${OTHER_MEMBER}:role/x`, roleArn: `arn:aws:iam::${OTHER_MEMBER}:role/x` };

  test.each<[string, PolicyStatement, Principal, string, boolean]>([
    ['lets our own roles pass', perimeter, ROLE, 'sts:AssumeRole', true],
    ['lets roles of other members pass', perimeter, outside, 'sts:AssumeRole', true],
    ['denies a foreign role that the trust policy lets in', perimeter, FOREIGN_ROLE, 'sts:AssumeRole', false],
    ['lets lambda.amazonaws.com assume a service role', perimeter, service('lambda.amazonaws.com'), 'sts:AssumeRole', true],
    ['lets a workflow assume a role', perimeter, GITHUB, 'sts:AssumeRoleWithWebIdentity', true],
    ['in its broken form denies lambda.amazonaws.com assuming a service role', broken, service('lambda.amazonaws.com'), 'sts:AssumeRole', false],
    ['in its broken form denies a foreign role as well', broken, FOREIGN_ROLE, 'sts:AssumeRole', false],
  ])('%s', (_, statement, principal, action, allowed) => {
    const resourceControl = resourcePath(policy('perimeter', statement));
    expect(evaluate(request(principal, action, role), { resourceControl, resource: trust, identity: ADMINISTRATOR }).allowed).toBe(allowed);
  });

  test('denies anonymous reads of a public bucket', () => {
    const resource = policy('bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal: '*' });
    const asked = request(ANONYMOUS, 's3:GetObject', BUCKET_OBJECT, { resourceAccountId: MEMBER });
    expect(evaluate(asked, { resource }).allowed).toBe(true);
    expect(evaluate(asked, { resource, resourceControl: resourcePath(policy('perimeter', perimeter)) }).allowed).toBe(false);
  });
});

describe('TLS only (RCP)', () => {
  const resourceControl = resourcePath(policy('tls', {
    Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
  }));

  test.each<[string, Context, boolean]>([
    ['allows TLS, which is what is taken when nothing is said', {}, true],
    ['denies plain text', { 'aws:SecureTransport': 'false' }, false],
  ])('%s', (_, context, allowed) => {
    expect(evaluate(request(ROLE, 's3:GetObject', BUCKET_OBJECT, { context }), { resourceControl, identity: ADMINISTRATOR }).allowed).toBe(allowed);
  });
});

describe('confused deputy (RCP)', () => {
  const resourceControl = resourcePath(policy('deputy', {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': ORGANIZATION },
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  }));
  const resource = policy('bucket', { Effect: 'Allow', Action: 's3:PutObject', Resource: '*', Principal: { Service: 'cloudtrail.amazonaws.com' } });

  test.each<[string, Context, boolean]>([
    ['allows a service on behalf of our organization', { 'aws:SourceAccount': MEMBER, 'aws:SourceOrgID': ORGANIZATION }, true],
    ['denies a service on behalf of another organization', { 'aws:SourceAccount': OUTSIDE, 'aws:SourceOrgID': 'o-zzzzzzzzzz' }, false],
    ['denies a service on behalf of an account without organization', { 'aws:SourceAccount': OUTSIDE }, false],
    ['allows a service that acts for no account', {}, true],
  ])('%s', (_, context, allowed) => {
    expect(evaluate(request(service('cloudtrail.amazonaws.com'), 's3:PutObject', BUCKET_OBJECT, { context }), { resourceControl, resource }).allowed).toBe(allowed);
  });
});

describe('explanations', () => {
  test.each<[string, Parameters<typeof evaluate>[1], string]>([
    ['an identity policy', { identity: ADMINISTRATOR }, 'allowed: identity policy "AdministratorAccess", statement 0, allows s3:GetObject on '],
    ['no identity policy', {}, 'denied: no identity policy allows s3:GetObject on '],
    ['a silent node', { serviceControl: [{ node: 'Sandbox', policies: [] }], identity: ADMINISTRATOR }, 'denied: no service control policy at "Sandbox" allows s3:GetObject on '],
    ['a silent boundary', { identity: ADMINISTRATOR, boundary: policy('b', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) }, 'denied: the permissions boundary does not allow s3:GetObject on '],
  ])('name %s', (_, policies, text) => {
    expect(evaluate(request(ROLE, 's3:GetObject', BUCKET_OBJECT), policies).explanation).toBe(`${text}${BUCKET_OBJECT} to role ${ROLE.arn}`);
  });

  test('name the root user', () => {
    expect(evaluate(request(ROOT, 's3:GetObject', BUCKET_OBJECT), {}).explanation)
      .toBe(`allowed: the root user may do everything in its account; no policy denies s3:GetObject on ${BUCKET_OBJECT} to account-root ${ROOT.arn}`);
  });
});
