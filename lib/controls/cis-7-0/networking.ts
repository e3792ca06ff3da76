import { Control } from '../control';
import { ControlAnswer, ControlAnswerKind } from '../control-answer';
import { ControlCoverage } from '../control-coverage';

const { ANSWERS } = ControlAnswerKind;
const { EVERY_REGION } = ControlCoverage;

const rule = (identifier: string) => ControlAnswer.configRule('network', identifier);

/** Whatever groups and ACLs open, nobody comes in from the internet where this is. */
const NOT_FROM_INTERNET = ControlAnswer.furtherGuardrail('G70b');

/** 6: who can reach what. */
export const NETWORKING_CONTROLS: readonly Control[] = [
  new Control({
    id: '6.1.1', cis6: '6.1.1', cis5: '5.1.1', title: 'New EBS volumes are encrypted', level: 1, fsbp: ['EC2.3', 'EC2.7'],
    answers: [
      ControlAnswer.resource(ANSWERS, 'Custom::EbsEncryptionByDefault', { coverage: EVERY_REGION }), ControlAnswer.guardrail('G43'),
      ControlAnswer.alarm('ebs-encryption-disabled'),
      ControlAnswer.configRule('data-at-rest', 'EC2_EBS_ENCRYPTION_BY_DEFAULT'),
    ],
  }),
  new Control({
    id: '6.1.2', cis6: '6.1.2', cis5: '5.1.2', title: 'File shares (port 445) are not open to the world', level: 1, fsbp: ['EC2.19'],
    answers: [NOT_FROM_INTERNET, ControlAnswer.alarm('security-group-changes'), rule('RESTRICTED_INCOMING_TRAFFIC')],
  }),
  new Control({
    id: '6.2', cis6: '6.2', cis5: '5.2', title: 'Network ACLs do not open administration ports to the world', level: 1, fsbp: ['EC2.21'],
    answers: [NOT_FROM_INTERNET, ControlAnswer.alarm('network-acl-changes'), rule('NACL_NO_UNRESTRICTED_SSH_RDP')],
  }),
  new Control({
    id: '6.3', cis6: '6.3', cis5: '5.3', title: 'Security groups do not open administration ports to all of IPv4', level: 1, fsbp: ['EC2.13', 'EC2.14'],
    answers: [NOT_FROM_INTERNET, ControlAnswer.alarm('security-group-changes'), rule('INCOMING_SSH_DISABLED'), rule('RESTRICTED_INCOMING_TRAFFIC')],
  }),
  new Control({
    id: '6.4', cis6: '6.4', cis5: '5.4', title: 'Security groups do not open administration ports to all of IPv6', level: 1, fsbp: ['EC2.13', 'EC2.14'],
    answers: [NOT_FROM_INTERNET, ControlAnswer.alarm('security-group-changes'), rule('INCOMING_SSH_DISABLED'), rule('VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS')],
  }),
  new Control({
    id: '6.5', cis6: '6.5', cis5: '5.5', title: 'Default security groups let nothing through', level: 2, fsbp: ['EC2.2'],
    answers: [
      ControlAnswer.resource(ANSWERS, 'Custom::DefaultVpcRemoval', { coverage: EVERY_REGION }), ControlAnswer.closedDefaultGroups(),
      ControlAnswer.furtherGuardrail('G50'),
      rule('VPC_DEFAULT_SECURITY_GROUP_CLOSED'),
    ],
  }),
  new Control({
    id: '6.6', cis6: '6.6', cis5: '5.6', title: 'Routes of peering connections reach no more than needed', level: 2,
    answers: [ControlAnswer.furtherGuardrail('G50b'), ControlAnswer.furtherGuardrail('G50c'), ControlAnswer.alarm('route-table-changes')],
    manual: 'What a route needs to reach is for people to judge; the alarm tells of changes.',
  }),
  new Control({
    id: '6.7', cis6: '6.7', cis5: '5.7', title: 'Instances speak IMDSv2 only', level: 1, fsbp: ['EC2.8'],
    answers: [ControlAnswer.guardrail('G70'), ControlAnswer.furtherGuardrail('G45'), rule('EC2_IMDSV2_CHECK')],
  }),
  new Control({
    id: '6.8', title: 'APIs of AWS are reached by VPC endpoints', level: 2, fsbp: ['EC2.10'],
    answers: [ControlAnswer.furtherResource(ANSWERS, 'AWS::EC2::VPCEndpoint', { properties: { PolicyDocument: true } }), ControlAnswer.securityHub('EC2.10')],
    manual: 'Networks of the landing zone have endpoints for S3 and DynamoDB; which other services need one is for people to judge.',
  }),
];
