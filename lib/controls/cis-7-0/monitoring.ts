import { Control } from '../control';
import { ControlAnswer } from '../control-answer';

/** Number, level, what is told, the alarms that tell it within minutes, and the events that tell the worst of it within seconds. */
const TOLD: readonly (readonly [number, number, string, readonly string[], (readonly string[])?])[] = [
  [1, 2, 'calls that were denied', ['unauthorized-api-calls']],
  [2, 1, 'sign-in to the console without MFA', ['sign-in-without-mfa']],
  [3, 1, 'use of the root user', ['root-usage'], ['root-usage', 'root-console-sign-in']],
  [4, 1, 'changes of IAM policies', ['iam-policy-changes', 'trust-policy-changes', 'permissions-boundary-changes']],
  [5, 1, 'changes of trails', ['trail-changes', 'trail-selector-changes'], ['trail-stopped']],
  [6, 2, 'failed sign-ins to the console', ['authentication-failures']],
  [7, 2, 'keys that are disabled or deleted', ['key-deletion']],
  [8, 1, 'changes of bucket policies', ['bucket-policy-changes', 'public-access-block-changes']],
  [9, 2, 'changes of AWS Config', ['config-changes', 'recorder-changes'], ['recorder-stopped']],
  [10, 2, 'changes of security groups', ['security-group-changes']],
  [11, 2, 'changes of network ACLs', ['network-acl-changes']],
  [12, 1, 'changes of network gateways', ['network-gateway-changes']],
  [13, 1, 'changes of route tables', ['route-table-changes']],
  [14, 1, 'changes of VPCs', ['vpc-changes']],
  [15, 1, 'changes of the organization', ['organization-changes'], ['account-leaves', 'guardrail-detached']],
];

/** 5: what happens is told. */
export const MONITORING_CONTROLS: readonly Control[] = [
  ...TOLD.map(([number, level, what, alarms, events = []]) => new Control({
    id: `5.${number}`, cis6: `5.${number}`, cis5: `4.${number}`, level, title: `Somebody is told of ${what}`,
    answers: [...alarms.map(id => ControlAnswer.alarm(id)), ...events.map(id => ControlAnswer.securityEvent(id))],
  })),
  new Control({
    id: '5.16', cis6: '5.16', cis5: '4.16', title: 'Security Hub is on', level: 2,
    answers: [
      ControlAnswer.securityHub(), ControlAnswer.guardrail('G33'), ControlAnswer.configRule('detection', 'SECURITYHUB_ENABLED'),
      ControlAnswer.alarm('detection-disabled'), ControlAnswer.alarm('detection-weakened'),
    ],
  }),
];
