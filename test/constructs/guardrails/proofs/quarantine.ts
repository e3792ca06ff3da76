import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const BREAK_GLASS = 'arn:aws:iam::222222222222:role/lz/lz-break-glass';
const on = (action: string) => ({ action, resource: '*' });

export const QUARANTINE_PROOF: Proof = {
  guardrail: Guardrails.QUARANTINE,
  set: GuardrailSet.QUARANTINE,
  denied: [
    { title: 'to work', by: 'developer', ...on('ec2:RunInstances') },
    { title: 'even to look', by: 'administrator', ...on('ec2:DescribeInstances') },
    { title: 'even to change one\'s own password', by: 'user', ...on('iam:ChangePassword') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('cloudformation:CreateStack') },
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('iam:CreateRole') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('s3:ListAllMyBuckets') },
    { title: 'of the root user', by: 'root', ...on('s3:ListAllMyBuckets') },
  ],
  allowed: [
    { title: 'to delete the root credentials, by central root management', by: 'rootSession', ...on('iam:DeleteLoginProfile') },
    { title: 'to go on recording, by a service-linked role', by: 'serviceLinkedRole', ...on('ec2:DescribeInstances') },
    { title: 'to break the glass, from the management account', by: 'management', action: 'sts:AssumeRole', resource: BREAK_GLASS },
    { title: 'of CloudTrail', by: 'cloudTrail', action: 's3:PutObject', resource: 'arn:aws:s3:::team-bucket/key' },
  ],
  exempt: [
    { title: 'StackSets, which keeps the baseline', by: 'stackSets', ...on('iam:UpdateRole') },
    { title: 'break-glass, to look what happened', by: 'breakGlass', ...on('ec2:DescribeInstances') },
    { title: 'the platform, to answer a finding', by: 'platformRole', ...on('ec2:CreateSnapshot') },
  ],
};
