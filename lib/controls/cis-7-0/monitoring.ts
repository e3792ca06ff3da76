import { Control } from '../control';
import { ControlAnswer } from '../control-answer';

/** Number, level, what is told, and the alarm that tells it. */
const ALARMS: readonly (readonly [number, number, string, string])[] = [
  [1, 2, 'calls that were denied', 'unauthorized-api-calls'],
  [2, 1, 'sign-in to the console without MFA', 'sign-in-without-mfa'],
  [3, 1, 'use of the root user', 'root-usage'],
  [4, 1, 'changes of IAM policies', 'iam-policy-changes'],
  [5, 1, 'changes of trails', 'trail-changes'],
  [6, 2, 'failed sign-ins to the console', 'authentication-failures'],
  [7, 2, 'keys that are disabled or deleted', 'key-deletion'],
  [8, 1, 'changes of bucket policies', 'bucket-policy-changes'],
  [9, 2, 'changes of AWS Config', 'config-changes'],
  [10, 2, 'changes of security groups', 'security-group-changes'],
  [11, 2, 'changes of network ACLs', 'network-acl-changes'],
  [12, 1, 'changes of network gateways', 'network-gateway-changes'],
  [13, 1, 'changes of route tables', 'route-table-changes'],
  [14, 1, 'changes of VPCs', 'vpc-changes'],
  [15, 1, 'changes of the organization', 'organization-changes'],
];

/** 5: what happens is told. */
export const MONITORING_CONTROLS: readonly Control[] = [
  ...ALARMS.map(([number, level, what, alarm]) => new Control({
    id: `5.${number}`, cis6: `5.${number}`, cis5: `4.${number}`, level, title: `Somebody is told of ${what}`, answers: [ControlAnswer.alarm(alarm)],
  })),
  new Control({
    id: '5.16', cis6: '5.16', cis5: '4.16', title: 'Security Hub is on', level: 2,
    answers: [ControlAnswer.securityHub('CIS AWS Foundations Benchmark'), ControlAnswer.guardrail('G33'), ControlAnswer.configRule('detection', 'SECURITYHUB_ENABLED')],
  }),
];
