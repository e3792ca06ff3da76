import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Guardrail, GuardrailParameters, GuardrailPolicies, GuardrailProps, Guardrails, GuardrailSet, IGuardrail } from '../../../lib/constructs/guardrails';
import { IOrganizationParent, Organization, OrganizationalUnit, PolicyTarget, PolicyType } from '../../../lib/constructs/organization';
import { ORGANIZATION_ID } from './principals';
import { PARAMETERS } from './proof';

const own = (props: Partial<GuardrailProps>) => new Guardrail({
  id: 'ACME-1', title: 'Mine', intent: 'Mine.', threat: 'Theirs.', policyType: PolicyType.SERVICE_CONTROL_POLICY, ...props,
});

function synth(guardrails: IGuardrail[], parameters: GuardrailParameters = PARAMETERS): void {
  const stack = new Stack(new App(), 'Guardrails');
  new GuardrailPolicies(stack, 'Policies', { set: GuardrailSet.of('mine', guardrails), targets: [], parameters });
  Template.fromStack(stack);
}

const resources = (props: Partial<GuardrailProps>) => own({ policyType: PolicyType.RESOURCE_CONTROL_POLICY, ...props });

test('the known-broken perimeter that uses plain StringNotEquals without the service exemption is refused by the lint', () => {
  const broken = resources({ statements: [{ actions: ['sts:AssumeRole'], conditions: { StringNotEquals: { 'aws:PrincipalOrgID': [ORGANIZATION_ID] } } }] });

  expect(() => synth([broken])).toThrow(/statement 0 of guardrail "ACME-1": a deny by aws:PrincipalOrgID must tell AWS services apart, got StringNotEquals alone/);
  expect(() => synth([broken])).toThrow('a guardrail must not lock out AWS services, got a deny of sts:AssumeRole');
  expect(() => synth([broken])).toThrow('add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}');
});

test.each(Guardrails.all())('has nothing against $id', guardrail => {
  const parameters = PARAMETERS;
  const protectedToo = guardrail === Guardrails.PLATFORM_ROLES_PROTECTED ? [] : [Guardrails.PLATFORM_ROLES_PROTECTED];

  expect(() => synth([guardrail, ...protectedToo], parameters)).not.toThrow();
});

test.each<[string, IGuardrail, string]>([
  ['an action that does not exist', own({ statements: [{ actions: ['ec2:RunInstance'] }] }),
    'an action must be one that AWS knows, got "ec2:RunInstance": write "ec2:RunInstances"; or acknowledge "action-unknown" with a reason'],
  ['an action of a service that does not exist', own({ statements: [{ actions: ['ecc2:RunInstances'] }] }),
    'an action must be of a service that AWS has, got "ecc2:RunInstances": write "ec2"'],
  ['an action among those that are spared', own({ statements: [{ notActions: ['s3:GetObjekt'], conditions: { StringEquals: { 'aws:RequestedRegion': ['x'] } } }] }),
    'got "s3:GetObjekt": write "s3:GetObject"'],
  ['a key that does not exist', own({ statements: [{ actions: ['s3:GetObject'], conditions: { StringEquals: { 's3:Prefixes': ['x'] } } }] }),
    'a condition key must be one that AWS knows, got "s3:Prefixes"'],
  ['a key that is misspelled, with AWS\'s spelling', own({ statements: [{ actions: ['s3:GetObject'], conditions: { NumericLessThan: { 's3:TLSVersoin': ['1.2'] } } }] }),
    'got "s3:TLSVersoin": write "s3:TlsVersion"; or'],
  ['a condition that never matches', own({ statements: [{ actions: ['s3:GetObject'], conditions: { StringEquals: { 's3:prefix': ['x'] } } }] }),
    'got StringEquals s3:prefix for s3:GetObject: no request has the key, so nothing is denied'],
  ['a condition that contradicts another',
    own({ statements: [{ actions: ['s3:ListBucket'], conditions: { Null: { 's3:prefix': ['true'] }, StringEquals: { 's3:prefix': ['x'] } } }] }),
    'got StringEquals s3:prefix beside Null, which asks that the key is absent'],
  ['a condition that always matches', own({ statements: [{ actions: ['s3:GetObject'], conditions: { StringNotEqualsIfExists: { 's3:prefix': ['x'] } } }] }),
    'got StringNotEqualsIfExists s3:prefix for s3:GetObject: no request has the key, so it spares nobody'],
  ['a negated operator on a key that may be absent',
    own({ statements: [{ actions: ['s3:GetObject'], conditions: { StringNotEquals: { 'aws:SourceVpc': ['vpc-1'] } } }] }),
    'got StringNotEquals aws:SourceVpc, which denies them: write StringNotEqualsIfExists if that is meant, or add "Null": {"aws:SourceVpc": "false"}'],
  ['a deny of sessions without MFA, whatever its actions', own({ statements: [{ actions: ['s3:PutBucketTagging'], conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] } } }] }),
    'must not hold for every session of a role, got BoolIfExists aws:MultiFactorAuthPresent: roles do not have the key, and IfExists denies whoever lacks it: write Bool, or add "Null": {"aws:MultiFactorAuthPresent": "false"}'],
  ['a deny of root sessions that is one of all', own({ statements: [{ actions: ['s3:PutBucketTagging'], conditions: { BoolIfExists: { 'aws:AssumedRoot': ['true'] } } }] }),
    'got BoolIfExists aws:AssumedRoot: roles do not have the key'],
  ['ForAllValues on a key that may be absent', own({ statements: [{ actions: ['ec2:CreateTags'], conditions: { 'ForAllValues:StringLike': { 'aws:TagKeys': ['acme:*'] } } }] }),
    'got ForAllValues:StringLike aws:TagKeys, which denies them: all of no values match: write ForAnyValue:StringLike, or add "Null": {"aws:TagKeys": "false"}'],
  ['an action beside resources of another service', own({ statements: [{ actions: ['ec2:TerminateInstances', 's3:GetObject'], resources: ['arn:*:ec2:*:*:instance/*'] }] }),
    'an action must be about one of the resources, got "s3:GetObject" for "arn:*:ec2:*:*:instance/*": no request has both, so nothing is denied'],
  ['an action on objects beside a bucket', own({ statements: [{ actions: ['s3:GetObject'], resources: ['arn:*:s3:::acme-records'] }] }),
    'got "s3:GetObject" for "arn:*:s3:::acme-records"'],
  ['an action about nothing in particular beside a resource', own({ statements: [{ actions: ['ec2:DescribeInstances'], resources: ['arn:*:ec2:*:*:instance/*'] }] }),
    'take the action apart, into a statement whose resource is "*"'],
  ['IfExists on Null', own({ statements: [{ actions: ['s3:GetObject'], conditions: { NullIfExists: { 'aws:SourceVpc': ['true'] } } }] }),
    'a condition operator must be one that AWS knows, got "NullIfExists": write "Null"'],
  ['a service that resource control policies do not reach', resources({ statements: [{ actions: ['ec2:*'], conditions: { Bool: { 'aws:SecureTransport': ['false'] } } }] }),
    'an action of a resource control policy must be of a service that supports them, got "ec2:*"'],
  ['everything, for break-glass', own({ statements: [{ actions: ['iam:*'] }] }),
    'a guardrail must not lock out break-glass, got a deny of iam:UpdateAssumeRolePolicy, iam:AttachRolePolicy, iam:DeleteAccessKey: exempt role/lz/*'],
  ['what StackSets needs', own({ statements: [{ actions: ['cloudformation:UpdateStack'] }] }), 'must not lock out the role of CloudFormation StackSets'],
  ['deployments', own({ statements: [{ actions: ['cloudformation:*'] }] }), 'must not lock out deployments by CDK'],
  ['central root sessions', own({ statements: [{ actions: ['*'], conditions: { ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:root'] } } }] }),
    'must not lock out central root sessions, got a deny of s3:DeleteBucketPolicy, sqs:SetQueueAttributes, iam:DeleteLoginProfile and 1 more'],
  ['sessions without MFA, which are all those of roles', own({ statements: [{ actions: ['ec2:*'], conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] } } }] }),
    'must not lock out break-glass, got a deny of ec2:TerminateInstances'],
  ['people who sign in', resources({ statements: [{
    actions: ['sts:*'],
    conditions: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': [ORGANIZATION_ID] }, BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] } },
  }] }), 'must not lock out people who sign in by SAML, got a deny of sts:AssumeRoleWithSAML'],
  ['accounts of the organization', resources({ statements: [{ actions: ['s3:GetObject'], conditions: { BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] } } }] }),
    'must not lock out accounts of the organization, got a deny of s3:GetObject'],
])('refuses %s', (_, guardrail, message) => {
  expect(() => synth([guardrail])).toThrow(message);
});

test.each<[string, IGuardrail]>([
  ['keys that roles lack, of users', own({ statements: [{
    actions: ['s3:PutBucketTagging'], conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] }, ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:user/*'] } },
  }] })],
  ['keys that roles lack, where the key is there', own({ statements: [{
    actions: ['s3:PutBucketTagging'], conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] }, Null: { 'aws:MultiFactorAuthPresent': ['false'] } },
  }] })],
  ['all values of a key that is there', own({ statements: [{
    actions: ['ec2:CreateTags'], conditions: { 'ForAllValues:StringLike': { 'aws:TagKeys': ['acme:*'] }, Null: { 'aws:TagKeys': ['false'] } },
  }] })],
  ['actions of several services, each with a resource', own({ statements: [{
    actions: ['ec2:TerminateInstances', 's3:GetObject', 's3:Get*'], resources: ['arn:*:ec2:*:*:instance/*', 'arn:*:s3:::acme-${aws:PrincipalAccount}/*'],
  }], exemptions: ['arn:*:iam::*:role/lz/*'] })],
])('has nothing against %s', (_, guardrail) => {
  expect(() => synth([guardrail, Guardrails.PLATFORM_ROLES_PROTECTED])).not.toThrow();
});

describe('exemptions', () => {
  const of = (...exemptions: string[]) => own({ statements: [{ actions: ['ec2:RunInstances'] }], exemptions });

  test('fail when nothing protects their names, and say what is open', () => {
    expect(() => synth([of('arn:*:iam::*:role/network/*'), Guardrails.PLATFORM_ROLES_PROTECTED])).toThrow(
      'guardrail "ACME-1": an exemption must name roles that a guardrail of this app protects, got "arn:*:iam::*:role/network/*", open to iam:CreateRole, ');
  });

  test('may be protected by a guardrail of one\'s own', () => {
    const protection = own({
      id: 'ACME-2',
      statements: [{
        actions: ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'],
        resources: ['arn:*:iam::*:role/network/*'],
      }],
      exemptions: ['arn:*:iam::*:role/lz/*'],
    });

    expect(() => synth([of('arn:*:iam::*:role/network/*'), protection, Guardrails.PLATFORM_ROLES_PROTECTED])).not.toThrow();
  });

  test('fail when they spare everybody', () => {
    expect(() => synth([of('arn:*:iam::*:role/*')])).toThrow('an exemption must name roles that are set apart, got "arn:*:iam::*:role/*", which spares any role');
  });

  test('fail when there are none to add', () => {
    expect(() => Guardrails.NO_LEAVING.exempting([])).toThrow('\'roles\' must name a role that guardrail "G02" does not bind, got none');
  });
});

describe('the protection of an exemption', () => {
  const exempting = own({ statements: [{ actions: ['ec2:RunInstances'] }], exemptions: ['arn:*:iam::*:role/lz/*'] });
  type Place = 'root' | 'workloads' | 'production' | 'sandbox';

  function attach(exemptOn: Place[], protectOn: Place[]): void {
    const stack = new Stack(new App(), 'Guardrails');
    const organization = new Organization(stack, 'Organization');
    const unit = (name: string, parent: IOrganizationParent) =>
      new OrganizationalUnit(stack, name, { organizationalUnitName: name, parent });
    const [workloads, sandbox] = ['Workloads', 'Sandbox'].map(name => unit(name, organization.root));
    const units = { workloads, sandbox, production: unit('Production', workloads) };
    const targetsOf = (places: Place[]) => places.map(place =>
      place === 'root' ? PolicyTarget.root(organization) : PolicyTarget.organizationalUnit(units[place]));
    const mine = GuardrailSet.of('mine', [exempting]);
    new GuardrailPolicies(stack, 'Mine', { set: mine, targets: targetsOf(exemptOn), parameters: PARAMETERS });
    const protection = GuardrailSet.of('protection', [Guardrails.PLATFORM_ROLES_PROTECTED]);
    new GuardrailPolicies(stack, 'Protection', { set: protection, targets: targetsOf(protectOn), parameters: PARAMETERS });
    Template.fromStack(stack);
  }

  test.each<[Place[], Place[]]>([
    [['workloads'], []], [['workloads'], ['sandbox']], [['workloads', 'sandbox'], ['workloads']], [['workloads'], ['production']], [['root'], ['workloads']],
  ])('of %j does not come from %j', (exemptOn, protectOn) => {
    expect(() => attach(exemptOn, protectOn)).toThrow('guardrail "ACME-1": an exemption must name roles that a guardrail of this app protects where it holds, '
      + 'got "arn:*:iam::*:role/lz/*", open to iam:CreateRole, iam:UpdateAssumeRolePolicy, iam:AttachRolePolicy, iam:PutRolePolicy: '
      + 'attach the guardrail that protects it to the same targets, or above them');
  });

  test.each<[Place[], Place[]]>([
    [['workloads'], ['workloads']], [['production'], ['workloads']], [['workloads', 'sandbox'], ['root']],
    [['root'], ['workloads', 'sandbox']], [[], []], [[], ['sandbox']],
  ])('of %j may come from %j', (exemptOn, protectOn) => {
    expect(() => attach(exemptOn, protectOn)).not.toThrow();
  });
});

describe('acknowledgements', () => {
  const misspelled = own({ statements: [{ actions: ['ec2:NotYetKnown'] }] });

  test('cover one rule in one guardrail', () => {
    expect(() => synth([misspelled.acknowledging('action-unknown', 'Came out last week.')])).not.toThrow();
    expect(() => synth([misspelled.acknowledging('key-unknown', 'Came out last week.')])).toThrow('"ec2:NotYetKnown"');
  });

  test('fail when they cover nothing, or say no reason', () => {
    expect(() => synth([Guardrails.NO_LEAVING.acknowledging('action-unknown', 'Once needed.')]))
      .toThrow('\'acknowledgements\' of guardrail "G02" must be of findings, got "action-unknown", which found nothing: remove it');
    expect(() => synth([misspelled.acknowledging('action-unknown', ' ')])).toThrow('\'reason\' of the acknowledgement of "action-unknown"');
  });
});

test('a service that supports resource control policies by now can be named', () => {
  const ec2 = resources({ statements: [{ actions: ['ec2:*'], conditions: { Bool: { 'aws:SecureTransport': ['false'] } } }] });

  expect(() => synth([ec2], { ...PARAMETERS, rcpServices: ['s3', 'ec2'] })).not.toThrow();
});

test('findings of all guardrails are told at once', () => {
  expect(() => synth([own({ statements: [{ actions: ['ec2:RunInstance'] }] }), own({ id: 'ACME-2', statements: [{ actions: ['s3:GetObjekt'] }] })]))
    .toThrow(/2 problems\n.*"ec2:RunInstance".*"s3:GetObjekt"/s);
});
