import { Mutant } from './mutant';
import { Mutations } from './mutation';

const LOG_ARCHIVE = 'LogArchive/StackSet/Resource';
const GLOBAL = 'AccountBaseline/AccountGlobal/Resource';
const REGIONAL = 'AccountBaseline/AccountRegional/Resource';
const ACTIVATION = 'Organization/Activation/Resource/Default';
const GROUP = 'StackInstancesGroup.0';

/** Adds accounts to a stack of accounts, one after the other. */
function addAccounts(example: Mutant, count: number): void {
  const { Resources } = example.template('Accounts0');
  const { logicalId, definition } = example.at('Accounts0/development/Resource');
  Array.from({ length: count }, (_, i) => `further${i}`).forEach((name, i, names) => {
    const properties = { ...definition.Properties, AccountName: name, Email: `${name}@example.com` };
    Resources[name] = { ...definition, Properties: properties, DependsOn: [i === 0 ? logicalId : names[i - 1]] };
  });
}

/** Mutations of the StackSets and of what they deploy. */
export const OF_STACK_SETS: Mutations = {
  'cloudformation/organizations-access': [{
    when: 'StackSets are not activated', at: LOG_ARCHIVE, says: /StackSets have no access to the organization/,
    edit: example => example.at(ACTIVATION).set('StackSets', false),
  }],
  'cloudformation/stack-set-name-unique': [{
    when: 'two StackSets have one name', at: REGIONAL, says: /lz-account-global exists already/,
    edit: example => example.at(REGIONAL).set('StackSetName', 'lz-account-global'),
  }],
  'cloudformation/permission-model': [
    {
      when: 'a service-managed StackSet names a role', at: GLOBAL, says: /'ExecutionRoleName' executor/,
      edit: example => example.at(GLOBAL).set('ExecutionRoleName', 'executor'),
    },
    {
      when: 'a StackSet does not say whether it deploys automatically', at: LOG_ARCHIVE, says: /'AutoDeployment' undefined/,
      edit: example => example.at(LOG_ARCHIVE).remove('AutoDeployment'),
    },
  ],
  'cloudformation/target-units-exist': [{
    when: 'a StackSet targets a unit that does not exist', at: GLOBAL, says: /ou-none-00000000 does not exist/,
    edit: example => example.at(GLOBAL).set(`${GROUP}.DeploymentTargets.OrganizationalUnitIds`, ['ou-none-00000000']),
  }],
  'cloudformation/management-account': [{
    when: 'a StackSet names the management account', at: LOG_ARCHIVE, says: /111111111111 is the management account/,
    edit: example => example.at(LOG_ARCHIVE).set(`${GROUP}.DeploymentTargets.Accounts`, ['111111111111']),
  }],
  'cloudformation/account-filter': [
    {
      when: 'accounts are named without a filter', at: LOG_ARCHIVE, says: /'AccountFilterType' is NONE/,
      edit: example => example.at(LOG_ARCHIVE).remove(`${GROUP}.DeploymentTargets.AccountFilterType`),
    },
    {
      when: 'an account is named that is in another unit', at: LOG_ARCHIVE, says: /is not below ou-/,
      edit: example => {
        const sandbox = example.at('Organization/Units/Sandbox/Resource').logicalId;
        example.template('Organization').Outputs!.SandboxUnit = { Value: { Ref: sandbox } };
        const units = [{ 'Fn::GetStackOutput': { StackName: 'lz-organization', Region: 'eu-central-1', OutputName: 'SandboxUnit' } }];
        example.at(LOG_ARCHIVE).set(`${GROUP}.DeploymentTargets.OrganizationalUnitIds`, units);
      },
    },
  ],
  'cloudformation/filter-without-auto-deployment': [{
    when: 'a StackSet for one account deploys automatically', at: LOG_ARCHIVE, says: /accounts that join later/,
    edit: example => example.at(LOG_ARCHIVE).set('AutoDeployment', { Enabled: true, RetainStacksOnAccountRemoval: true }),
  }],
  'cloudformation/regions-enabled': [{
    when: 'a StackSet goes to a region that nobody enabled', at: REGIONAL, says: /eu-south-1 is not enabled/,
    edit: example => example.at(REGIONAL).get<string[]>(`${GROUP}.Regions`).push('eu-south-1'),
  }],
  'cloudformation/operation-preferences': [{
    when: 'tolerance is a count and a percentage', at: GLOBAL, says: /"FailureToleranceCount":0/,
    edit: example => example.at(GLOBAL).set('OperationPreferences.FailureToleranceCount', 0),
  }],
  'cloudformation/operation-finishes': [{
    when: 'many accounts come one by one, region by region', at: REGIONAL, says: /247 accounts in 3 regions take about 37 hours/,
    edit: example => {
      addAccounts(example, 240);
      example.at(REGIONAL).set('OperationPreferences', { FailureToleranceCount: 0, MaxConcurrentCount: 1, RegionConcurrencyType: 'SEQUENTIAL' });
    },
  }],
  'cloudformation/auto-deployment-dependencies': [
    {
      when: 'automatic deployment depends on a StackSet that does not exist', at: REGIONAL, says: /stackset\/none:1 is no StackSet/,
      edit: example => example.at(REGIONAL).set('AutoDeployment.DependsOn', ['arn:aws:cloudformation:eu-central-1:111111111111:stackset/none:1']),
    },
    {
      when: 'automatic deployment depends on too many', at: REGIONAL, says: /depends on 11 StackSets/,
      edit: example => {
        const [arn] = example.at(REGIONAL).get<unknown[]>('AutoDeployment.DependsOn');
        example.at(REGIONAL).set('AutoDeployment.DependsOn', Array.from({ length: 11 }, () => arn));
      },
    },
  ],
  'cloudformation/member-template-size': [{
    when: 'an inline member template is larger than 51,200 bytes', at: LOG_ARCHIVE, says: /at most 51200 bytes/,
    edit: example => {
      const body = { ...example.template('LogArchive/StackSet/Template'), Metadata: { Padding: 'x'.repeat(51_200) } };
      example.at(LOG_ARCHIVE).remove('TemplateURL');
      example.at(LOG_ARCHIVE).set('TemplateBody', JSON.stringify(body));
    },
  }],
  'cloudformation/member-template-plain': [{
    when: 'a member template has a nested stack', at: REGIONAL, says: /AWS::CloudFormation::Stack/,
    edit: example => {
      example.template('AccountBaseline/AccountRegional/Template').Resources.Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/template.json' } };
    },
  }],
  'cloudformation/named-iam-capability': [
    {
      when: 'a member template names a role and the StackSet does not say so', at: GLOBAL, says: /CAPABILITY_NAMED_IAM, got \[CAPABILITY_IAM\]/,
      edit: example => example.at(GLOBAL).set('Capabilities', ['CAPABILITY_IAM']),
    },
    {
      when: 'a StackSet with a role declares no capability', at: GLOBAL, says: /got \[\]/,
      edit: example => example.at(GLOBAL).remove('Capabilities'),
    },
  ],
};
