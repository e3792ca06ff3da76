import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import {
  GlobalServices, Guardrail, GuardrailParameters, GuardrailPolicies, GuardrailPoliciesProps, GuardrailProps, Guardrails, GuardrailSet,
  GuardrailStatement, IGuardrail,
} from '../../../lib/constructs/guardrails';
import { Organization, OrganizationActivation, OrganizationalUnit, PolicyTarget, PolicyType, TrustedService } from '../../../lib/constructs/organization';
import { contentSize } from '../../../lib/policy';
import { PARAMETERS } from './proof';
import { ORGANIZATION_ID } from './principals';

const POLICY = 'AWS::Organizations::Policy';

let stack: Stack;
let target: PolicyTarget;

beforeEach(() => {
  stack = new Stack(new App(), 'Guardrails');
  target = PolicyTarget.organizationalUnit(OrganizationalUnit.fromOrganizationalUnitId(stack, 'Ou', 'ou-a1b2-c3d4e5f6'));
});

const policiesOf = (set: GuardrailSet, props: Partial<GuardrailPoliciesProps> = {}) =>
  new GuardrailPolicies(stack, 'Policies', { set, targets: [target], parameters: PARAMETERS, ...props });

/** Ids of the guardrails of each policy. */
const origins = () => contents().map(({ Metadata }) => Metadata.Guardrails);

const own = (props: Partial<GuardrailProps> = {}) => new Guardrail({
  id: 'ACME-1', title: 'Mine', intent: 'Mine.', threat: 'Theirs.', policyType: PolicyType.SERVICE_CONTROL_POLICY,
  statements: props.content ? undefined : [{ actions: ['ec2:RunInstances'] }], ...props,
});

/** A condition that keeps a broad statement from locking anybody out. */
const OUTSIDE = { StringEquals: { 'aws:RequestedRegion': ['ap-south-2'] } };

/** A guardrail whose one statement takes about as many characters as asked. */
const ofSize = (id: string, characters: number) => own({ id, statements: [{ actions: ['ec2:RunInstances'], resources: [`arn:*:ec2:*:*:${id.padEnd(characters, '-')}`] }] });

const contents = (): { Properties: Record<string, unknown>; Metadata: Record<string, unknown>; DependsOn?: string[] }[] =>
  Object.values(Template.fromStack(stack).findResources(POLICY)) as never;

describe('by default', () => {
  test('makes one policy of the statements of a type, named after set, type and number', () => {
    policiesOf(GuardrailSet.of('mine', [Guardrails.ROOT_LOCKDOWN, Guardrails.NO_LEAVING]));

    const template = Template.fromStack(stack);
    template.resourceCountIs(POLICY, 1);
    template.hasResourceProperties(POLICY, { Name: 'lz-mine-scp-1', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['ou-a1b2-c3d4e5f6'] });
  });

  test('makes one policy for each type of a set', () => {
    policiesOf(GuardrailSet.ACCOUNT_HARDENING);

    const template = Template.fromStack(stack);
    template.hasResourceProperties(POLICY, { Name: 'lz-account-hardening-s3-1', Type: 'S3_POLICY' });
    template.hasResourceProperties(POLICY, { Name: 'lz-account-hardening-ec2-1', Type: 'DECLARATIVE_POLICY_EC2' });
  });

  test('says in the metadata which guardrail each statement comes from', () => {
    policiesOf(GuardrailSet.of('mine', GuardrailSet.FOUNDATION.guardrails.slice(0, 5)));

    const [{ Metadata: { Guardrails: ids }, Properties: { Content } }] = contents();
    expect(ids).toEqual(['G01', 'G02', 'G30', 'G10', 'G05', 'G05']);
    expect((Content as { Statement: unknown[] }).Statement).toHaveLength(6);
  });

  test('spares the exemptions of a guardrail in each of its statements', () => {
    policiesOf(GuardrailSet.of('mine', [Guardrails.TRAIL_PROTECTED, Guardrails.PLATFORM_ROLES_PROTECTED]));

    Template.fromStack(stack).hasResourceProperties(POLICY, {
      Content: { Statement: [{ Effect: 'Deny', Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'] } } }, Match.anyValue()] },
    });
  });

  test('gives resource control policies their principal, and service control policies none', () => {
    policiesOf(GuardrailSet.of('mine', [Guardrails.TLS_ONLY, Guardrails.NO_LEAVING]));

    const template = Template.fromStack(stack);
    template.hasResourceProperties(POLICY, { Type: 'RESOURCE_CONTROL_POLICY', Content: { Statement: [{ Principal: '*' }] } });
    template.hasResourceProperties(POLICY, { Type: 'SERVICE_CONTROL_POLICY', Content: { Statement: [{ Principal: Match.absent() }] } });
  });

  test('names no partition and fits the quota with the longest organization id', () => {
    for (const set of GuardrailSet.all()) {
      new GuardrailPolicies(stack, set.id, { set, targets: [], parameters: { ...PARAMETERS, organizationId: `o-${'z'.repeat(32)}` } });
    }

    for (const { Properties: { Content, Type } } of contents()) {
      expect(JSON.stringify(Content)).not.toMatch(/arn:aws/);
      const { maxContentSize } = PolicyType.all().find(({ policyTypeName }) => policyTypeName === Type)!;
      expect(contentSize(Content)).toBeLessThanOrEqual(maxContentSize);
    }
  });

  test('keeps policies apart from the catalogue: changing one changes no other', () => {
    const [policy] = policiesOf(GuardrailSet.AI_OPT_OUT).policies;
    const { content } = policy.node.defaultChild as CfnPolicy;
    delete (content as { services: Record<string, unknown> }).services.default;

    expect(Guardrails.AI_OPT_OUT.content(PARAMETERS)).toHaveProperty('services.default');
  });
});

describe('options', () => {
  test('without targets the policies stay, attached to nothing', () => {
    policiesOf(GuardrailSet.FOUNDATION, { targets: [] });

    Template.fromStack(stack).hasResourceProperties(POLICY, { Name: 'lz-foundation-scp-1', TargetIds: [] });
  });

  test('can wait for the activation of the policy types', () => {
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION_ID, rootId: 'r-a1b2' });
    const activation = new OrganizationActivation(stack, 'Activation', {
      organization, policyTypes: [PolicyType.AISERVICES_OPT_OUT_POLICY], trustedServices: [TrustedService.CLOUDTRAIL],
    });
    policiesOf(GuardrailSet.AI_OPT_OUT, { activation });

    Template.fromStack(stack).hasResource(POLICY, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Activation')]) });
  });

  test('can name policies with another prefix', () => {
    policiesOf(GuardrailSet.TRANSPORT, { policyNamePrefix: 'acme' });

    Template.fromStack(stack).hasResourceProperties(POLICY, { Name: 'acme-transport-rcp-1' });
  });

  test('packs into as many policies as the quota asks for, in the order of the set', () => {
    policiesOf(GuardrailSet.of('mine', [ofSize('A', 3_000), ofSize('B', 3_000), ofSize('C', 1_000)]));

    expect(origins()).toEqual([['A'], ['B', 'C']]);
  });

  test('packs into fewer policies under a raised quota', () => {
    policiesOf(GuardrailSet.of('mine', [ofSize('A', 3_000), ofSize('B', 3_000)]), { quotas: { maxContentSize: 10_240 } });

    Template.fromStack(stack).resourceCountIs(POLICY, 1);
  });

  test('appending a guardrail leaves every policy as it is, to the byte, but the last', () => {
    const before = GuardrailSet.of('before', [ofSize('A', 3_000), ofSize('B', 3_000)]);
    policiesOf(before);
    new GuardrailPolicies(stack, 'After', { set: before.including(ofSize('C', 500)), targets: [], parameters: PARAMETERS, policyNamePrefix: 'after' });

    expect(origins()).toEqual([['A'], ['B'], ['A'], ['B', 'C']]);
    const [first, last, sameFirst, longerLast] = contents().map(({ Properties }) => JSON.stringify(Properties.Content));
    expect(sameFirst).toBe(first);
    expect(longerLast.startsWith(last.slice(0, -2))).toBe(true);
  });

  test('leaving a guardrail out leaves every other statement where it is, and its policy out when it was alone there', () => {
    const set = GuardrailSet.of('mine', [ofSize('A', 2_000), ofSize('B', 2_000), ofSize('C', 4_000), ofSize('D', 4_000)]);
    const { policies, usage } = policiesOf(set.without('A', 'C'));

    expect(origins()).toEqual([['B'], ['D']]);
    expect(policies.map(({ policyName }) => policyName)).toEqual(['lz-mine-scp-1', 'lz-mine-scp-3']);
    expect(usage.map(({ reservedSize }) => reservedSize > 2_000)).toEqual([true, false]);
  });

  test('a guardrail that was left out comes back to its place', () => {
    const set = GuardrailSet.of('mine', [ofSize('A', 2_000), ofSize('B', 2_000), ofSize('C', 4_000)]);
    policiesOf(set.without('A').including(ofSize('A', 2_000)));

    expect(origins()).toEqual([['A', 'B'], ['C']]);
  });

  test('can keep a guardrail in a policy though there is room before it', () => {
    const set = GuardrailSet.of('mine', [own({ id: 'A' }), ofSize('B', 20), ofSize('C', 20)]);
    policiesOf(set.keeping('B', 2));

    expect(origins()).toEqual([['A'], ['B', 'C']]);
    expect(() => set.keeping('B', 0)).toThrow('\'policy\' must be the number of a policy, got 0');
  });

  test('makes one statement of those that differ in their actions alone, and says of whom', () => {
    policiesOf(GuardrailSet.of('mine', [
      own({ id: 'A', statements: [{ actions: ['ec2:RunInstances'] }] }),
      own({ id: 'B', statements: [{ actions: ['ec2:RunInstances'], resources: ['arn:*:ec2:*:*:instance/*'] }] }),
      own({ id: 'C', statements: [{ actions: ['s3:ListAllMyBuckets', 'ec2:RunInstances'] }, { notActions: ['s3:*'], conditions: OUTSIDE }] }),
      own({ id: 'D', statements: [{ notActions: ['sqs:*'], conditions: OUTSIDE }] }),
      own({ id: 'E', statements: [{ actions: ['sqs:SendMessage'] }], exemptions: ['arn:*:iam::*:role/lz/*'] }),
      Guardrails.PLATFORM_ROLES_PROTECTED,
    ]));

    expect(origins()).toEqual([['A, C', 'B', 'C', 'D', 'E', 'G10']]);
    Template.fromStack(stack).hasResourceProperties(POLICY, {
      Content: { Statement: Match.arrayWith([{ Effect: 'Deny', Action: ['ec2:RunInstances', 's3:ListAllMyBuckets'], Resource: '*' }]) },
    });
  });

  test('says how full each policy is', () => {
    const { usage } = policiesOf(GuardrailSet.of('mine', [ofSize('A', 3_000), ofSize('B', 3_000), Guardrails.AI_OPT_OUT]));

    expect(usage).toEqual([
      expect.objectContaining({ policyName: 'lz-mine-scp-1', policyTypeName: 'SERVICE_CONTROL_POLICY', guardrailIds: ['A'], reservedSize: 0 }),
      expect.objectContaining({ policyName: 'lz-mine-scp-2', maxContentSize: 5_120, guardrailIds: ['B'] }),
      expect.objectContaining({ policyName: 'lz-mine-aiservices-1', maxContentSize: 2_500, guardrailIds: ['G72'] }),
    ]);
    expect(usage.map(({ contentSize: size }) => size)).toEqual(contents().map(({ Properties }) => contentSize(Properties.Content)));
  });

  test('writes the policies of a set one after the other, the last first', () => {
    const { policies } = policiesOf(GuardrailSet.of('mine', [ofSize('A', 4_000), ofSize('B', 4_000), ofSize('C', 4_000)]));

    expect(policies.map(({ policyName }) => policyName)).toEqual(['lz-mine-scp-1', 'lz-mine-scp-2', 'lz-mine-scp-3']);
    const resources = Template.fromStack(stack).findResources(POLICY);
    const dependsOn = Object.values(resources).map(({ DependsOn }) => (DependsOn ?? []).map((id: string) => resources[id].Properties.Name));
    expect(dependsOn).toEqual([['lz-mine-scp-2'], ['lz-mine-scp-3'], []]);
  });

  test('can take an organization id that is known at deployment only', () => {
    policiesOf(GuardrailSet.IDENTITY_PERIMETER, { parameters: { ...PARAMETERS, organizationId: Lazy.string({ produce: () => 'o-later12345' }) } });

    Template.fromStack(stack).hasResourceProperties(POLICY, {
      Content: { Statement: [{ Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-later12345' } } }] },
    });
  });

  test('leaves trusted accounts out of the perimeter when there are none, and load balancers log as a service', () => {
    policiesOf(GuardrailSet.IDENTITY_PERIMETER, { parameters: { ...PARAMETERS, governedRegions: ['eu-central-2'], trustedAccounts: undefined } });

    Template.fromStack(stack).hasResourceProperties(POLICY, {
      Content: { Statement: [{ Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': Match.absent() } } }] },
    });
  });

  test('can spare other services from the region guardrail', () => {
    policiesOf(GuardrailSet.of('mine', [Guardrails.GOVERNED_REGIONS, Guardrails.PLATFORM_ROLES_PROTECTED]), {
      parameters: { ...PARAMETERS, globalServices: [...GlobalServices.actionsOf(GlobalServices.all()), 'sso:*'], usEast1Services: [] },
    });

    Template.fromStack(stack).hasResourceProperties(POLICY, { Content: { Statement: [{ NotAction: Match.arrayWith(['sso:*']) }, Match.anyValue()] } });
  });

  test('can hold resource control policies to other services', () => {
    policiesOf(GuardrailSet.TRANSPORT, { parameters: { ...PARAMETERS, rcpServices: ['s3'] } });

    Template.fromStack(stack).hasResourceProperties(POLICY, { Content: { Statement: [{ Action: ['s3:*', 'sts:*'] }] } });
  });

  test('can merge guardrails that set different attributes of one service', () => {
    const vpc = own({ policyType: PolicyType.DECLARATIVE_POLICY_EC2, content: { ec2_attributes: { vpc_block_public_access: { mode: { '@@assign': 'off' } } } } });
    policiesOf(GuardrailSet.of('mine', [Guardrails.EC2_ATTRIBUTES, vpc]));

    expect(contents()).toHaveLength(1);
    Template.fromStack(stack).hasResource(POLICY, {
      Properties: { Content: { ec2_attributes: { vpc_block_public_access: { mode: { '@@assign': 'off' } }, serial_console_access: { status: { '@@assign': 'disabled' } } } } },
      Metadata: { Guardrails: ['G70', 'ACME-1'] },
    });
  });

  test('takes a guardrail that is not a Guardrail but behaves like one', () => {
    class Budget implements IGuardrail {
      public readonly id = 'ACME-2';
      public readonly title = 'Budgets';
      public readonly intent = 'Intent.';
      public readonly threat = 'Threat.';
      public readonly policyType = PolicyType.SERVICE_CONTROL_POLICY;
      public readonly exemptions = ['arn:*:iam::111122223333:role/finance'];
      public readonly acknowledgements = [{ rule: 'exemption-unprotected', reason: 'Nobody but finance works in this account.' }];

      public statements({ governedRegions }: GuardrailParameters): GuardrailStatement[] {
        return [{ actions: ['budgets:ModifyBudget'], conditions: { StringEquals: { 'aws:RequestedRegion': governedRegions } } }];
      }

      public content(): Record<string, unknown> {
        return {};
      }
    }
    policiesOf(GuardrailSet.of('mine', [new Budget()]));

    Template.fromStack(stack).hasResourceProperties(POLICY, {
      Content: {
        Statement: [{
          Action: 'budgets:ModifyBudget',
          Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] }, ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::111122223333:role/finance' } },
        }],
      },
    });
  });
});

describe('validation', () => {
  const failing = (guardrail: IGuardrail) => () =>
    new GuardrailPolicies(new Stack(), 'Policies', { set: GuardrailSet.of('mine', [guardrail]), targets: [target], parameters: PARAMETERS });

  test('fails when parameters are wrong, and says all of it at once', () => {
    expect(() => policiesOf(GuardrailSet.FOUNDATION, {
      parameters: { governedRegions: ['Frankfurt', 'eu-west-1', 'eu-west-1'], organizationId: 'acme', trustedAccounts: ['1'], globalServices: ['route53'], rcpServices: ['sts'] },
    })).toThrow(/^Guardrails\/Policies: 8 problems\n.*governedRegions.*organizationId.*trustedAccounts.*globalServices.*rcpServices/s);
  });

  test.each([
    ['\'governedRegions\' must be Region names such as "eu-central-1", got "Frankfurt": correct it', { governedRegions: ['Frankfurt'] }],
    ['\'governedRegions\' must have a value, got none: name the home region at least', { governedRegions: [] }],
    ['\'governedRegions\' must not repeat, got "eu-west-1" 2 times', { governedRegions: ['eu-west-1', 'eu-west-1'] }],
    ['\'organizationId\' must be an organization id such as', { organizationId: 'acme' }],
    ['\'trustedAccounts\' must be an account id of 12 digits, got "1"', { trustedAccounts: ['1'] }],
    ['\'globalServices\' must be actions such as "route53:*", got "route53"', { globalServices: ['iam:*', 'sts:*', 'route53'] }],
    ['\'globalServices\' must contain "sts:*"', { globalServices: ['iam:*'] }],
    ['\'usEast1Services\' must not repeat, got "acm:*" 2 times', { usEast1Services: ['acm:*', 'acm:*'] }],
    ['\'rcpServices\' must be service prefixes such as "s3", other than "sts", got "sts"', { rcpServices: ['sts'] }],
    ['\'rcpServices\' must have a value, got none', { rcpServices: [] }],
    ['\'allowedInstanceTypes\' must be instance types such as "t4g.*", got "t4g"', { allowedInstanceTypes: ['t4g'] }],
    ['\'allowedInstanceTypes\' must have a value, got none', { allowedInstanceTypes: [] }],
    ['\'loadBalancerTlsPolicies\' must be security policies such as "ELBSecurityPolicy-TLS13-1-3-*", got "TLS13"', { loadBalancerTlsPolicies: ['TLS13'] }],
    ['\'loadBalancerTlsPolicies\' must have a value, got none', { loadBalancerTlsPolicies: [] }],
    ['\'reservedTagPrefix\' must be 1 to 64 characters that a tag may have, and not "aws:", got "aws:x"', { reservedTagPrefix: 'aws:x' }],
    ['\'reservedTagPrefix\' must be 1 to 64 characters that a tag may have, and not "aws:", got ""', { reservedTagPrefix: '' }],
  ])('fails when a parameter is wrong, and says %s', (message, parameters) => {
    expect(() => policiesOf(GuardrailSet.FOUNDATION, { parameters: { ...PARAMETERS, ...parameters } })).toThrow(message);
  });

  test('fails when a statement is larger than a policy, and says which guardrail it is', () => {
    expect(failing(ofSize('HUGE', 6_000))).toThrow(
      /'set' "mine" must have statements of at most 5120 characters with the policy around them, got 6\d{3} in guardrail "HUGE": shorten .* raise 'quotas.maxContentSize'/);
  });

  test('fails when policies outnumber the attachments, and says what takes how much, what to drop and what to raise', () => {
    const guardrails = ['A', 'B', 'C', 'D', 'E'].map(id => ofSize(id, 4_000));

    expect(() => policiesOf(GuardrailSet.of('mine', guardrails))).toThrow(new RegExp([
      '\'set\' "mine" must fit 4 SERVICE_CONTROL_POLICY beside FullAWSAccess on one target, got 5: A \\(\\d+ of 5120 characters\\), .*: ',
      'drop one of A, B, C, D, E, or raise \'quotas.maxAttachments\' to 6 or \'quotas.maxContentSize\' to 10240 if AWS granted more',
    ].join('')));
  });

  test('fails when dropping one guardrail would not do, and says which ones found no place', () => {
    const guardrails = ['A', 'B', 'C', 'D', 'E', 'F'].map(id => ofSize(id, 4_800));

    expect(() => policiesOf(GuardrailSet.of('mine', guardrails), { quotas: { maxAttachments: 3 } })).toThrow(/drop C, D, E, F, or raise 'quotas.maxAttachments' to 7 /);
  });

  test('fails when places that are kept are what is too much, and says how to give them up', () => {
    const set = GuardrailSet.of('mine', ['A', 'B', 'C', 'D', 'E'].map(id => ofSize(id, 2_000)));

    expect(() => policiesOf(set.without('B', 'D'), { quotas: { maxAttachments: 3 } })).toThrow(
      /A \(\d+ of 5120 characters, \d+ kept for what left the set\).*: drop one of A, C, E, or give up the places that are kept, by GuardrailSet.of/);
  });

  test('fails when a guardrail of one\'s own is malformed, and says how', () => {
    expect(failing(own({ statements: [] }))).toThrow('\'statements\' of guardrail "ACME-1" must say what it denies');
    expect(failing(own({ policyType: PolicyType.S3_POLICY }))).toThrow('\'content\' of guardrail "ACME-1" must be given');
    expect(failing(own({ statements: [{}] }))).toThrow('\'actions\' of statement 0 of guardrail "ACME-1" must be given, or \'notActions\', got neither');
    expect(failing(own({ statements: [{ actions: ['a:B'], notActions: ['a:C'] }] }))).toThrow('got both');
    expect(failing(own({ statements: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x'] }] }))).toThrow('must hold in every partition, got "arn:aws:s3:::x"');
    expect(failing(own({ statements: [{ actions: ['s3:GetObject'], conditions: { StringEquals: { 's3:prefix': [] } } }] })))
      .toThrow('\'conditions\' of statement 0 of guardrail "ACME-1" must have values, got none for StringEquals s3:prefix');
    expect(failing(own({ statements: [{ actions: ['s3:GetObject'], conditions: { ArnNotLike: { 'aws:PrincipalARN': ['x'] } } }] })))
      .toThrow('must leave ArnNotLike aws:PrincipalArn to \'exemptions\'');
    expect(failing(own({ exemptions: ['role/admin'] }))).toThrow('\'exemptions\' of guardrail "ACME-1" must be ARN patterns that begin with "arn:*:iam::"');
    expect(failing(own({ exemptions: ['role/admin'] }))).toThrow('got "role/admin": write it as "arn:*:iam::*:role/lz/x"');
  });

  test('tells one problem for an exemption that names nobody', () => {
    const emptied = own({ statements: [{ actions: ['s3:GetObject'], conditions: { ArnNotLike: { 'aws:PrincipalArn': [] } } }] });

    expect(failing(emptied)).toThrow('must have values, got none for ArnNotLike aws:PrincipalArn: leave the key out');
    expect(failing(emptied)).not.toThrow('problems');
  });

  test('fails when a resource control policy denies everything or exempts a name that strangers may take', () => {
    const policyType = PolicyType.RESOURCE_CONTROL_POLICY;

    expect(failing(own({ policyType, statements: [{ actions: ['*'] }] }))).toThrow('must name services, got "*"');
    expect(failing(own({ policyType, statements: [{ notActions: ['s3:*'] }] }))).toThrow('must name services, got \'notActions\'');
    expect(failing(own({ policyType, exemptions: ['arn:*:iam::*:role/lz/*'] })))
      .toThrow('must name an account: anybody\'s role may have that name, and a resource control policy binds strangers too');
  });

  test('fails when guardrails of a set contradict each other, and says where', () => {
    const open = own({ policyType: PolicyType.S3_POLICY, content: { s3_attributes: { public_access_block_configuration: { '@@assign': 'none' } } } });

    expect(() => policiesOf(GuardrailSet.of('mine', [Guardrails.S3_BLOCK_PUBLIC_ACCESS, open])))
      .toThrow('got another value for "s3_attributes.public_access_block_configuration.@@assign": leave one of them out');
  });

  test('fails when the prefix is no name', () => {
    expect(() => policiesOf(GuardrailSet.TRANSPORT, { policyNamePrefix: 'a b' })).toThrow('\'policyNamePrefix\' must be 1 to 40 letters');
  });
});
