import { Guardrails, IGuardrail } from '../../../lib/constructs/guardrails';
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
  [Guardrails.AI_OPT_OUT, AI],
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

test('none of them denies by statements or exempts anybody', () => {
  for (const guardrail of [Guardrails.S3_BLOCK_PUBLIC_ACCESS, Guardrails.EC2_ATTRIBUTES, Guardrails.AI_OPT_OUT]) {
    expect(guardrail.statements(PARAMETERS)).toEqual([]);
    expect(guardrail.exemptions).toEqual([]);
  }
});
