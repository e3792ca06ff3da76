import { Mutations } from './mutation';

const TRAIL = 'Trail/Trail/Resource';
const FOUNDATION = 'Guardrails/foundation/scp-1/Resource';
const DELEGATION = 'Delegation/lz-delegated-administrators/Function/Resource';

/** Mutations that only life after the first deployment finds. */
export const OF_LIFE: Mutations = {
  'life/no-failed-instances': [{
    when: 'a StackSet tolerates that its instances fail', phase: 'first-deployment', says: /yet stack instances failed: lz-security-regional in \d{12} /,
    edit: example => {
      example.at('SecurityTooling/SecurityRegional/Template/EventForwarding/guardduty-high').remove('EventPattern');
      example.at('SecurityTooling/SecurityRegional/Resource').set('OperationPreferences', { FailureTolerancePercentage: 100, MaxConcurrentPercentage: 100 });
    },
  }],
  'lock-out/way-in': [{
    when: 'a guardrail binds the break-glass role', at: 'AccountBaseline/AccountGlobal/Template/BreakGlass/Resource', phase: 'way-in', says: /role\/lz\/lz-break-glass may no longer/,
    edit: example => example.at(FOUNDATION).statements('Content').push({ Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*' }),
  }],
  'lock-out/stack-sets-role': [{
    when: 'a guardrail binds the role of StackSets', phase: 'way-in', says: /stacksets-exec-\w+ may no longer cloudformation:DeleteStack/,
    edit: example => example.at(FOUNDATION).statements('Content').push({ Effect: 'Deny', Action: 'cloudformation:DeleteStack', Resource: '*' }),
  }],
  'life/second-deployment': [{
    when: 'a handler does not read before it writes', phase: 'second-deployment', says: /organizations:RegisterDelegatedAdministrator/,
    edit: example => {
      const code = example.at(DELEGATION).get<string>('Code.ZipFile');
      expect(code).toContain('.has(');
      example.at(DELEGATION).set('Code.ZipFile', code.replace(/!\w+\.has\(\w+\)/, 'true'));
    },
  }],
  'life/failed-step': [{
    when: 'a rollback keeps what cannot be adopted', at: 'Trail/SecurityAlarms/root-management-disabled/Resource', phase: 'faults',
    says: /the next deployment does not converge/,
    edit: example => { example.at('Trail/lz-key-arn-lookup/Function/Resource').definition.DeletionPolicy = 'Retain'; },
  }],
  'life/destroy-keeps': [{
    when: 'the trail goes with its stack', phase: 'destruction', says: /destroy deletes trail/,
    edit: example => { example.at(TRAIL).definition.DeletionPolicy = 'Delete'; },
  }],
};
