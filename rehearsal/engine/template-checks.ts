import { RehearsalFailure, Rule } from '../aws/contract';
import { CLOUDFORMATION } from '../rules/cloudformation';
import { STACKS } from '../rules/stacks';
import { Template, unknown } from '../template';

const MAX_BYTES = 1_000_000;
const MAX_INLINE_BYTES = 51_200;
const LIMITS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;

const REMEDIES: Readonly<Record<string, string>> = {
  [STACKS.TEMPLATE_LIMITS.id]: 'spread the resources over more stacks',
  [CLOUDFORMATION.MEMBER_TEMPLATE_SIZE.id]: 'publish the template as a file asset, or move resources to another StackSet',
  [CLOUDFORMATION.MEMBER_TEMPLATE_PLAIN.id]: 'put the resources into the template itself',
  [CLOUDFORMATION.NAMED_IAM_CAPABILITY.id]: "add it to 'Capabilities' of the StackSet",
};

/** IAM resources, and the property that gives each a name. */
const IAM_NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};

/** Fails on a template that no stack can have. */
export function checkTemplate(template: Template): void {
  const { document, size } = template;
  refuse(STACKS.TEMPLATE_LIMITS, size > MAX_BYTES, `${template.name} must have at most ${MAX_BYTES} bytes, got ${size}`);
  for (const [section, limit] of Object.entries(LIMITS)) {
    const count = Object.keys(document[section as keyof typeof LIMITS] ?? {}).length;
    refuse(STACKS.TEMPLATE_LIMITS, count > limit, `${template.name} must have at most ${limit} in its section ${section}, got ${count}`);
  }
  if (document.Transform !== undefined) throw unknown(`${template.name} has a section that the rehearsal does not know: "Transform"`);
}

/** Fails on a template that a service-managed StackSet cannot deploy. */
export function checkMemberTemplate(template: Template, source: 'url' | 'body', capabilities: readonly string[]): void {
  const limit = source === 'url' ? MAX_BYTES : MAX_INLINE_BYTES;
  refuse(CLOUDFORMATION.MEMBER_TEMPLATE_SIZE, template.size > limit, `${template.name} must have at most ${limit} bytes, got ${template.size}`);
  const types = template.logicalIds.map(id => template.resource(id).Type);
  const special = template.document.Transform !== undefined ? 'a transform' : types.find(type => /^AWS::CloudFormation::(Stack|Macro)$/.test(type));
  refuse(CLOUDFORMATION.MEMBER_TEMPLATE_PLAIN, special !== undefined, `${template.name} has ${special}`);
  checkCapabilities(template, capabilities);
}

function checkCapabilities(template: Template, capabilities: readonly string[]): void {
  const iam = template.logicalIds.map(id => template.resource(id)).filter(({ Type }) => Type.startsWith('AWS::IAM::'));
  const named = iam.some(({ Type, Properties = {} }) => IAM_NAMES[Type] !== undefined && Properties[IAM_NAMES[Type]] !== undefined);
  const needed = named ? ['CAPABILITY_NAMED_IAM'] : iam.length > 0 ? ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'] : [];
  const holds = needed.length === 0 || needed.some(capability => capabilities.includes(capability));
  refuse(CLOUDFORMATION.NAMED_IAM_CAPABILITY, !holds, `${template.name} needs the capability ${needed[0]}, got [${capabilities.join(', ')}]`);
}

function refuse(rule: Rule, broken: boolean, message: string): void {
  if (broken) throw new RehearsalFailure({ kind: 'rule', rule, message, remedy: REMEDIES[rule.id] });
}
