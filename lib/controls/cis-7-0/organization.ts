import { Control } from '../control';
import { ControlAnswer, ControlAnswerKind } from '../control-answer';

const { ANSWERS } = ControlAnswerKind;

/** 2.1: the organization is governed. */
export const ORGANIZATION_CONTROLS: readonly Control[] = [
  new Control({
    id: '2.1.1', title: 'Root credentials of member accounts are managed centrally', level: 2,
    answers: [
      ControlAnswer.resource(ANSWERS, 'Custom::OrganizationActivation', { properties: { CentralRootAccess: true } }), ControlAnswer.guardrail('G01'),
      ControlAnswer.alarm('assume-root'), ControlAnswer.alarm('root-management-disabled'),
      ControlAnswer.securityEvent('assume-root'), ControlAnswer.securityEvent('root-management-disabled'),
    ],
  }),
  new Control({
    id: '2.1.2', title: 'Every member account is under service and resource control policies', level: 2,
    answers: [ControlAnswer.guardrail('G02'), ControlAnswer.guardrail('G62'), ControlAnswer.alarm('organization-changes')],
  }),
  new Control({
    id: '2.1.3', title: 'The management account runs no workloads', level: 2,
    manual: 'No policy binds the management account, and whether something there is a workload is for people to judge.',
  }),
  new Control({
    id: '2.1.4', title: 'Organizational units follow environment and sensitivity', level: 2,
    manual: 'The units come from the configuration; whether they separate what should be separate is for people to judge.',
  }),
  new Control({
    id: '2.1.5', title: 'Policies of the organization are managed from a delegated account', level: 2,
    answers: [
      ControlAnswer.resource(ANSWERS, 'AWS::Organizations::ResourcePolicy'), ControlAnswer.alarm('organization-resource-policy'),
      ControlAnswer.securityEvent('organization-resource-policy'),
    ],
  }),
  new Control({
    id: '2.1.6', title: 'Integrated services are run by delegated administrators', level: 2,
    answers: [
      // that of the security account: the one of address pools has regional services alone
      ControlAnswer.resource(ANSWERS, 'Custom::DelegatedAdministrators', { properties: { Services: true } }), ControlAnswer.alarm('delegated-administrator-changes'),
      ControlAnswer.securityEvent('delegated-administrator-changes'),
    ],
  }),
];
