import { Mutation, Mutations } from './mutation';

const MANAGEMENT = 'AccountBaseline/ManagementGlobal/Resource';
const EVERY_REGION = 'AccountBaseline/ManagementOnly/Resource';
const ADMINISTRATION = 'Organization/StackSetRoles/Administration/Resource';
const EXECUTION = 'Organization/StackSetRoles/Execution/Resource';
const RECONCILER = 'Operations/StackSets/Reconciler/Function/Resource';

const ofManagement = (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: MANAGEMENT });

/** Mutations of what deploys into the management account, and of what looks after StackSets between two deployments. */
export const OF_OPERATIONS: Mutations = {
  'cloudformation/self-managed-model': [
    ofManagement('a self-managed StackSet deploys automatically', /'AutoDeployment' {"Enabled":false}/, example =>
      example.at(MANAGEMENT).set('AutoDeployment', { Enabled: false })),
    ofManagement('a self-managed StackSet has no execution role', /'ExecutionRoleName' undefined/, example => example.at(MANAGEMENT).remove('ExecutionRoleName')),
  ],
  'cloudformation/administration-role': [
    ofManagement('the administration role is for other StackSets', /lz-stackset-administration does not trust cloudformation\.amazonaws\.com acting for /, example =>
      example.at(ADMINISTRATION).set('AssumeRolePolicyDocument.Statement.0.Condition.ArnLike', { 'aws:SourceArn': 'arn:aws:cloudformation:*:111111111111:stackset/x-*' })),
    ofManagement('the administration role has another name', /lz-stackset-administration does not exist/, example => example.at(ADMINISTRATION).set('RoleName', 'lz-elsewhere')),
  ],
  'cloudformation/regional-principal': [{
    when: 'a region is opted into that the administration role does not know', at: EVERY_REGION,
    says: /lz-stackset-administration does not trust cloudformation\.eu-south-1\.amazonaws\.com/,
    edit: example => example.at(EVERY_REGION).set('StackInstancesGroup.0.Regions', ['eu-central-1', 'eu-south-1']),
  }],
  'cloudformation/execution-role': [
    ofManagement('the execution role has a path', /role\/lz-stackset-execution does not exist/, example => example.at(EXECUTION).set('Path', '/lz/')),
    ofManagement('the execution role trusts a service instead', /may not assume arn:aws:iam::111111111111:role\/lz-stackset-execution/, example =>
      example.at(EXECUTION).set('AssumeRolePolicyDocument.Statement.0.Principal', { Service: 'ec2.amazonaws.com' })),
  ],
  'life/function-runs': [
    { when: 'nobody permits the schedule to call its function', at: 'Operations/StackSets/Schedule', phase: 'reconciliation', says: /rule lz-stackset-schedule may not call .*lz-stackset-reconcile/,
      edit: example => example.delete('Operations/StackSets/SchedulePermission') },
    { when: 'the function fails', at: 'Operations/StackSets/Schedule', phase: 'reconciliation', says: /lz-stackset-reconcile.*no stack sets today/,
      edit: example => example.at(RECONCILER).set('Code.ZipFile', 'exports.handler = async () => { throw new Error("no stack sets today"); };') },
  ],
  'life/packs-put-again': [
    { when: 'nobody is told which packs failed', phase: 'reconciliation', says: /conformance packs are not put again: lz-.* in \d{12}: the rehearsal let it fail/,
      edit: example => example.delete('SecurityCore/StackSet/Template/PackStatusRole/Resource/Resource') },
    { when: 'another role is trusted with that', phase: 'reconciliation', says: /conformance packs are not put again/,
      edit: example => example.at('SecurityCore/StackSet/Template/PackStatusRole/Resource/Resource')
        .set('AssumeRolePolicyDocument.Statement.0.Condition.ArnEquals', { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/lz/lz-other' }) },
  ],
  'life/failures-told': [{
    when: 'no rule waits for operations that fail or are stopped', phase: 'reconciliation', says: /nobody is told when an operation on lz-.*lz-account-regional.* fails/,
    edit: example => example.delete('Operations/StackSets/OperationFailed'),
  }],
  'life/instances-repeated': [{
    when: 'nobody looks after a StackSet', phase: 'reconciliation', says: /stack instances are not repeated: lz-account-regional in \d{12} .*: the rehearsal let it fail/,
    edit: example => {
      const names = example.at(RECONCILER).get<string>('Environment.Variables.STACK_SETS');
      expect(names).toContain('lz-account-regional,');
      example.at(RECONCILER).set('Environment.Variables.STACK_SETS', names.replace('lz-account-regional,', ''));
    },
  }],
};
