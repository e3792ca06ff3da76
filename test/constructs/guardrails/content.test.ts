import { AiService, GuardrailPolicies, Guardrails, GuardrailSet, IGuardrail, RegionalEnablement, VpcBlockPublicAccessMode } from '../../../lib/constructs/guardrails';
import { PARAMETERS } from './proof';

// Guardrails that AWS services enforce by themselves: no request can be evaluated, so their content is held to AWS's syntax.

/** The syntax of a policy of a service: what may stand where, and which values it may be assigned. */
type Syntax = { readonly [attribute: string]: Syntax | readonly string[] };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html */
const S3: Syntax = { s3_attributes: { public_access_block_configuration: ['all', 'none'] } };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html */
const EC2: Syntax = {
  ec2_attributes: {
    exception_message: ['*'],
    vpc_block_public_access: {
      internet_gateway_block: { mode: ['off', 'block_ingress', 'block_bidirectional'], exclusions_allowed: ['enabled', 'disabled'] },
    },
    serial_console_access: { status: ['enabled', 'disabled'] },
    image_block_public_access: { state: ['unblocked', 'block_new_sharing'] },
    snapshot_block_public_access: { state: ['unblocked', 'block_new_sharing', 'block_all_sharing'] },
    instance_metadata_defaults: {
      http_tokens: ['no_preference', 'required', 'optional'],
      http_put_response_hop_limit: ['-1', ...Array.from({ length: 64 }, (_, index) => String(index + 1))],
      http_endpoint: ['no_preference', 'enabled', 'disabled'],
      instance_metadata_tags: ['no_preference', 'enabled', 'disabled'],
    },
  },
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html */
const AI: Syntax = { services: { default: { opt_out_policy: ['optIn', 'optOut'] } } };

const LOCK = '@@operators_allowed_for_child_policies';

const LISTS: Syntax = { enable_in_regions: ['*'], disable_in_regions: ['*'] };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html */
const TAGS: Syntax = { tags: { DataClassification: { tag_key: ['DataClassification'], tag_value: ['*'], enforced_for: ['*'], report_required_tag_for: ['*'] } } };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html */
const BACKUP: Syntax = {
  plans: {
    'lz-daily': {
      regions: ['*'],
      rules: { daily: { schedule_expression: ['*'], target_backup_vault_name: ['*'], lifecycle: { delete_after_days: ['*'] } } },
      selections: { tags: { tagged: { iam_role_arn: ['*'], tag_key: ['*'], tag_value: ['*'] } } },
    },
  },
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html */
const SECURITY_HUB: Syntax = { securityhub: LISTS };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html */
const INSPECTOR: Syntax = { inspector: { enablement: { ec2_scanning: LISTS, ecr_scanning: LISTS, lambda_standard_scanning: LISTS } } };

/** What the content says that the syntax does not know. */
function violations(content: Record<string, unknown>, syntax: Syntax, path = ''): string[] {
  return Object.entries(content).filter(([key]) => key !== LOCK).flatMap(([key, value]) => {
    const [expected, where] = [syntax[key], `${path}/${key}`];
    if (expected === undefined) {
      return [`${where} is unknown`];
    }
    if (!Array.isArray(expected)) {
      return violations(value as Record<string, unknown>, expected as Syntax, where);
    }
    const assigned = (value as Record<string, unknown>)['@@assign'];
    return expected.includes('*') || expected.includes(assigned as string) ? [] : [`${where} cannot be ${JSON.stringify(assigned)}`];
  });
}

test.each<[IGuardrail, Syntax]>([
  [Guardrails.S3_BLOCK_PUBLIC_ACCESS, S3],
  [Guardrails.EC2_ATTRIBUTES, EC2],
  [Guardrails.PRIVATE_NETWORKS, EC2],
  [Guardrails.AI_OPT_OUT, AI],
  [Guardrails.DATA_CLASSIFICATION, TAGS],
  [Guardrails.BACKUPS, BACKUP],
  [Guardrails.SECURITY_HUB, SECURITY_HUB],
  [Guardrails.INSPECTOR, INSPECTOR],
])('$id keeps to the syntax of its policy type', (guardrail, syntax) => {
  expect(violations(guardrail.content(PARAMETERS), syntax)).toEqual([]);
});

test('the syntax finds attributes and values that do not exist', () => {
  expect(violations({ s3_attributes: { public: { '@@assign': 'all' }, public_access_block_configuration: { '@@assign': 'some' } } }, S3))
    .toEqual(['/s3_attributes/public is unknown', '/s3_attributes/public_access_block_configuration cannot be "some"']);
});

test('G71 blocks all public access to buckets', () => {
  expect(Guardrails.S3_BLOCK_PUBLIC_ACCESS.content(PARAMETERS)).toEqual({ s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } } });
});

test('G70 asks for IMDSv2, within reach of containers', () => {
  expect(Guardrails.EC2_ATTRIBUTES.content(PARAMETERS)).toMatchObject({
    ec2_attributes: { instance_metadata_defaults: { http_tokens: { '@@assign': 'required' }, http_put_response_hop_limit: { '@@assign': '2' } } },
  });
});

test('G70 keeps snapshots, images and the serial console closed, and says who denied', () => {
  expect(Guardrails.EC2_ATTRIBUTES.content(PARAMETERS)).toMatchObject({
    ec2_attributes: {
      exception_message: { '@@assign': expect.stringContaining('G70') },
      serial_console_access: { status: { '@@assign': 'disabled' } },
      image_block_public_access: { state: { '@@assign': 'block_new_sharing' } },
      snapshot_block_public_access: { state: { '@@assign': 'block_all_sharing' } },
    },
  });
});

test('G72 opts out of every AI service, and lets no child policy opt in again at any level', () => {
  const locked = { [LOCK]: ['@@none'] };

  expect(Guardrails.AI_OPT_OUT.content(PARAMETERS)).toEqual({
    services: { ...locked, default: { ...locked, opt_out_policy: { ...locked, '@@assign': 'optOut' } } },
  });
});

test('G70 leaves VPCs and images to accounts, until a parameter says more; what it does not say stays', () => {
  const ec2Attributes = { vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_INGRESS }, serialConsoleAccess: true };

  expect(Guardrails.EC2_ATTRIBUTES.content(PARAMETERS).ec2_attributes).not.toHaveProperty('vpc_block_public_access');
  expect(Guardrails.EC2_ATTRIBUTES.content({ ...PARAMETERS, ec2Attributes })).toMatchObject({
    ec2_attributes: {
      vpc_block_public_access: { internet_gateway_block: { mode: { '@@assign': 'block_ingress' } } },
      serial_console_access: { status: { '@@assign': 'enabled' } },
      snapshot_block_public_access: { state: { '@@assign': 'block_all_sharing' } },
    },
  });
});

test('G70b lets nothing in from the internet, lets the platform exclude VPCs, and says who denied', () => {
  expect(Guardrails.PRIVATE_NETWORKS.content(PARAMETERS)).toEqual({
    ec2_attributes: {
      exception_message: { '@@assign': expect.stringContaining('G70b') },
      vpc_block_public_access: { internet_gateway_block: { mode: { '@@assign': 'block_ingress' }, exclusions_allowed: { '@@assign': 'enabled' } } },
    },
  });
});

test.each([
  undefined,
  { exceptionMessage: 'Ask the platform team.', serialConsoleAccess: true },
  { vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_BIDIRECTIONAL, exclusionsAllowed: false } },
])('G70b and G70 never contradict each other, since EC2 policies of a unit are merged (%#)', ec2Attributes => {
  const both = GuardrailSet.of('both', [Guardrails.EC2_ATTRIBUTES, Guardrails.PRIVATE_NETWORKS]);

  expect(GuardrailPolicies.problems(both, { ...PARAMETERS, ec2Attributes })).toEqual([]);
});

test('G70b takes the mode and the message that a parameter gives', () => {
  const ec2Attributes = { exceptionMessage: 'Ask us.', vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_BIDIRECTIONAL } };

  expect(Guardrails.PRIVATE_NETWORKS.content({ ...PARAMETERS, ec2Attributes })).toMatchObject({
    ec2_attributes: { exception_message: { '@@assign': 'Ask us.' }, vpc_block_public_access: { internet_gateway_block: { mode: { '@@assign': 'block_bidirectional' } } } },
  });
});

test('G72 can spare a service, which nobody below can change either', () => {
  const content = Guardrails.AI_OPT_OUT.content({ ...PARAMETERS, aiServices: [AiService.LEX] });

  expect(content).toHaveProperty('services.lex', { [LOCK]: ['@@none'], opt_out_policy: { [LOCK]: ['@@none'], '@@assign': 'optIn' } });
});

test('G73 reports and enforces nothing, until a parameter names resource types', () => {
  expect(Guardrails.DATA_CLASSIFICATION.content(PARAMETERS)).toEqual({
    tags: {
      DataClassification: {
        tag_key: { '@@assign': 'DataClassification' }, tag_value: { '@@assign': ['public', 'internal', 'confidential', 'restricted'] },
      },
    },
  });
  expect(Guardrails.DATA_CLASSIFICATION.content({ ...PARAMETERS, dataClassification: { tagKey: 'Class', enforcedFor: ['s3:bucket'] } }))
    .toEqual({ tags: { Class: { tag_key: { '@@assign': 'Class' }, enforced_for: { '@@assign': ['s3:bucket'] } } } });
});

test('G74 backs up in the governed Regions by a role that G10 protects, or by other plans', () => {
  const role = JSON.stringify(Guardrails.BACKUPS.content(PARAMETERS)).match(/role\/[\w/-]+/)?.[0];
  const [plan] = Object.values((Guardrails.BACKUPS.content(PARAMETERS) as { plans: Record<string, unknown> }).plans);

  expect(plan).toMatchObject({ regions: { '@@assign': PARAMETERS.governedRegions } });
  expect(role).toMatch(/^role\/lz\//);
  expect(() => Guardrails.BACKUPS.content({ ...PARAMETERS, backupPlans: [] })).toThrow('\'plans\' must name a plan');
});

test('G75 and G76 look at the governed Regions, or where parameters say', () => {
  const everywhere = RegionalEnablement.everywhere();
  const governed = { enable_in_regions: { '@@assign': PARAMETERS.governedRegions }, disable_in_regions: { '@@assign': [] } };
  const all = { enable_in_regions: { '@@assign': ['ALL_SUPPORTED'] }, disable_in_regions: { '@@assign': [] } };

  expect(Guardrails.SECURITY_HUB.content(PARAMETERS)).toEqual({ securityhub: governed });
  expect(Guardrails.SECURITY_HUB.content({ ...PARAMETERS, securityHub: { regions: everywhere } })).toEqual({ securityhub: all });
  expect(Guardrails.INSPECTOR.content(PARAMETERS)).toEqual({
    inspector: { enablement: { ec2_scanning: governed, ecr_scanning: governed, lambda_standard_scanning: governed } },
  });
  expect(Guardrails.INSPECTOR.content({ ...PARAMETERS, inspector: { ecrScanning: everywhere } }))
    .toEqual({ inspector: { enablement: { ecr_scanning: all } } });
});

test('none of them denies by statements or exempts anybody', () => {
  for (const guardrail of Guardrails.all().filter(({ policyType }) => !policyType.canDeny)) {
    expect(guardrail.statements(PARAMETERS)).toEqual([]);
    expect(guardrail.exemptions).toEqual([]);
  }
});
