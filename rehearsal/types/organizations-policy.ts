import { lintPolicy } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import {
  attachedPolicies, attachPolicy, contentText, createPolicy,
  isTarget, keepsOne, maxPolicyAttachments, maxPolicySize, PolicyContent, updatePolicy,
} from '../aws/services/organization-policies';
import { arnOf, OrganizationPolicy } from '../aws/services/organization-state';
import { ORGANIZATIONS } from '../rules';
import { DESCRIPTION, given, permissions, schema, TAGS } from './permission';
import { texts } from './values';

/** Types of policies that CloudFormation knows, as its schema lists them. */
const TYPES = [
  'AISERVICES_OPT_OUT_POLICY', 'BACKUP_POLICY', 'BEDROCK_POLICY', 'CHATBOT_POLICY', 'DECLARATIVE_POLICY_EC2', 'INSPECTOR_POLICY',
  'NETWORK_SECURITY_DIRECTOR_POLICY', 'RESOURCE_CONTROL_POLICY', 'S3_POLICY', 'SECURITYHUB_POLICY', 'SERVICE_CONTROL_POLICY', 'TAG_POLICY', 'UPGRADE_ROLLOUT_POLICY',
];

const GRAMMARS: Readonly<Record<string, 'scp' | 'rcp'>> = { SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp' };

const outcome = ({ id, arn }: OrganizationPolicy): Outcome => ({ physicalId: id, attributes: { Id: id, Arn: arn, AwsManaged: false } });

const policyArn = ({ world, physicalId, properties }: Operation) =>
  arnOf(world, `policy/${world.state.organizations.organization?.id ?? '*'}/${String(properties.Type).toLowerCase()}/${physicalId ?? '*'}`);

const policyType = ({ properties }: Operation) => ({ 'organizations:PolicyType': String(properties.Type) });
const contentOf = ({ properties }: Operation): PolicyContent => ({ name: String(properties.Name), content: properties.Content });

/** An organization policy, attached to its targets. */
export const POLICY: ResourceType = {
  typeName: 'AWS::Organizations::Policy',
  source: schema('aws-organizations-policy'),
  properties: {
    Name: 'interpreted', Type: 'interpreted', Content: 'interpreted', TargetIds: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
  },
  required: ['Name', 'Type', 'Content'],
  createOnly: ['Type'],
  permissions: {
    create: [
      ...permissions(['organizations:CreatePolicy'], undefined, { context: policyType }),
      ...permissions(['organizations:DescribePolicy', 'organizations:ListTargetsForPolicy', 'organizations:ListTagsForResource'], policyArn, { context: policyType }),
      ...permissions(['organizations:AttachPolicy'], policyArn, { when: given('TargetIds'), context: policyType }),
      ...permissions(['organizations:TagResource'], policyArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['organizations:DescribePolicy', 'organizations:ListTargetsForPolicy', 'organizations:ListTagsForResource'], policyArn, { context: policyType }),
      ...permissions(['organizations:UpdatePolicy'], policyArn, { when: given('Name', 'Content', 'Description'), context: policyType }),
      ...permissions(['organizations:AttachPolicy', 'organizations:DetachPolicy'], policyArn, { when: given('TargetIds'), context: policyType }),
      ...permissions(['organizations:TagResource', 'organizations:UntagResource'], policyArn, { when: given('Tags') }),
    ],
    delete: permissions(['organizations:DetachPolicy', 'organizations:DeletePolicy'], policyArn, { context: policyType }),
  },
  create: operation => {
    const { world, origin, properties } = operation;
    const type = String(properties.Type);
    checkType(operation, type);
    checkContent(operation, type);
    const targets = texts(properties, 'TargetIds');
    targets.forEach(target => checkAttachment(operation, type, target));
    const policy = createPolicy(world, type, contentOf(operation), origin);
    targets.forEach(target => attachPolicy(world, policy, target, origin));
    return outcome(policy);
  },
  update: operation => {
    const policy = policyOf(operation);
    checkContent(operation, policy.type, policy);
    updatePolicy(policy, contentOf(operation));
    const wanted = texts(operation.properties, 'TargetIds');
    wanted.filter(target => !policy.targets.has(target)).forEach(target => {
      checkAttachment(operation, policy.type, target);
      attachPolicy(operation.world, policy, target, operation.origin);
    });
    [...policy.targets.keys()].filter(target => !wanted.includes(target)).forEach(target => detach(operation, policy, target));
    return outcome(policy);
  },
  delete: operation => {
    const policy = policyOf(operation);
    [...policy.targets.keys()].forEach(target => detach(operation, policy, target));
    operation.world.state.organizations.policies.delete(policy.id);
  },
  import: operation => {
    const policy = policyOf(operation);
    policy.origin = operation.origin;
    return outcome(policy);
  },
};

function policyOf(operation: Operation): OrganizationPolicy {
  return operation.world.state.organizations.policies.get(String(operation.physicalId))
    ?? operation.fail('PolicyNotFoundException', `policy ${operation.physicalId} does not exist`);
}

function checkType(operation: Operation, type: string): void {
  if (!TYPES.includes(type)) {
    operation.fail('InvalidRequest', `'Type' must be one of ${TYPES.join(', ')}, got ${type}`);
  }
  const state = operation.world.state.organizations.policyTypes.get(type);
  const remedy = 'enable the type and wait until ListRoots says ENABLED, before the policy';
  const detail = `policy type ${type} is ${state?.status ?? 'DISABLED'}`;
  operation.require(ORGANIZATIONS.POLICY_TYPE_ENABLED, state?.status === 'ENABLED', detail, remedy);
  operation.requirePath(ORGANIZATIONS.POLICY_TYPE_ENABLED, state?.origin, `the policy may come before its type ${type} is enabled`);
}

function checkContent(operation: Operation, type: string, self?: OrganizationPolicy): void {
  const { world, properties } = operation;
  const name = String(properties.Name);
  const size = contentText(properties.Content).length;
  const max = maxPolicySize(world, type);
  operation.require(ORGANIZATIONS.POLICY_SIZE, size <= max, `policy "${name}" has ${size} characters, ${max} are allowed`, 'move a statement to another policy');
  const twin = [...world.state.organizations.policies.values()].find(other => other !== self && other.type === type && other.name === name);
  operation.require(ORGANIZATIONS.POLICY_NAME_UNIQUE, !twin, `policy "${name}" exists already (${twin?.id})`, 'choose another name');
  if (GRAMMARS[type]) {
    const findings = lintPolicy(JSON.parse(contentText(properties.Content)), GRAMMARS[type]);
    const detail = findings.map(finding => finding.message).join('; ');
    operation.require(ORGANIZATIONS.POLICY_GRAMMAR, findings.length === 0, `policy "${name}": ${detail}`, findings[0]?.remedy);
  }
}

function checkAttachment(operation: Operation, type: string, target: string): void {
  const { world } = operation;
  if (!isTarget(world, target)) {
    operation.fail('TargetNotFoundException', `'TargetIds' names ${target}, which does not exist`);
  }
  const attached = attachedPolicies(world, target, type).map(policy => policy.name);
  const max = maxPolicyAttachments(world, type);
  const detail = `${target} has ${attached.join(', ')} attached, ${max} are allowed`;
  operation.require(ORGANIZATIONS.POLICY_ATTACHMENTS, attached.length < max, detail, 'merge policies, or attach some of them at another level');
}

function detach(operation: Operation, policy: OrganizationPolicy, target: string): void {
  const holds = policy.type !== 'SERVICE_CONTROL_POLICY' || keepsOne(operation.world, policy, target);
  operation.require(ORGANIZATIONS.LAST_POLICY_STAYS, holds, `"${policy.name}" is the last policy on ${target}`, 'attach FullAWSAccess there first');
  policy.targets.delete(target);
}

