import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const HOME = 'SecurityTooling/SecurityHome/Template';
const AGGREGATOR = `${HOME}/SecurityHub/Aggregator`;
const CONFIGURATION = `${HOME}/SecurityHub/Configuration`;
const POLICY = `${HOME}/SecurityHub/Policy`;
const ASSOCIATION = `${HOME}/SecurityHub/Association`;
const AUTOMATION = 'SecurityTooling/SecurityFindings/Template/Automations/lz-resolve-archived';
const DELEGATION = 'Delegation/Security/Resource/Default';
const DELEGATION_ROLE = 'Delegation/lz-delegated-administrators/Default/Role/Resource';
const SERVICE = 'securityhub.amazonaws.com';

interface RegionalService {
  readonly Service: string;
  readonly Regions: readonly string[];
}

interface StackSetParameter {
  readonly ParameterKey: string;
  readonly ParameterValue: unknown;
}

const at = (path: string, when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ at: path, when, says, edit });

/** Takes Security Hub out of a list. */
function keepOut(example: Mutant, path: string, property: string): void {
  const services = example.at(path).get<readonly unknown[]>(property);
  const kept = services.filter(service => !JSON.stringify(service).includes(SERVICE));
  expect(kept).toHaveLength(services.length - 1);
  example.at(path).set(property, kept);
}

/** Names the log archive administrator too, in a region that the first administrator leaves alone. */
function nameAnother(example: Mutant): void {
  const { definition, logicalId } = example.at(DELEGATION);
  const services: readonly RegionalService[] = [{ Service: SERVICE, Regions: ['us-east-1'] }];
  const { ParameterValue } = example.at('SecurityTooling/SecurityRegional/Resource').get<readonly StackSetParameter[]>('Parameters')
    .find(({ ParameterKey }) => ParameterKey === 'LogArchiveAccountId')!;
  const properties = { ...definition.Properties, AccountId: ParameterValue, Services: [], RegionalServices: services };
  example.template('Delegation').Resources.Second = { ...definition, Properties: properties, DependsOn: [logicalId] };
  ['ReadDelegation', 'Delegate'].forEach(sid => { example.at(DELEGATION_ROLE).statement('Policies.0.PolicyDocument', sid).Resource = '*'; });
}

/** Mutations of Security Hub. */
export const OF_SECURITY_HUB: Mutations = {
  'security-hub/trusted-access': [at(DELEGATION, 'the organization does not trust Security Hub', /securityhub\.amazonaws\.com is not trusted/,
    example => keepOut(example, 'Organization/Activation/Resource/Default', 'TrustedServices'))],
  'security-hub/one-administrator': [{
    when: 'a region gets another administrator', added: 'Second', says: /\d{12} administers Security Hub in eu-central-1/, edit: nameAnother,
  }],
  'security-hub/enabled': [at(AGGREGATOR, 'nobody administers Security Hub, so it is off', /Security Hub is off in \d{12} eu-central-1/,
    example => keepOut(example, DELEGATION, 'RegionalServices'))],
  'security-hub/administrator': [at(AUTOMATION, 'automation rules do not wait for central configuration', /administers Security Hub in|may come before its account/,
    example => {
      const home = example.at('SecurityTooling/SecurityHome/Resource');
      example.at('SecurityTooling/SecurityFindings/Resource').removeDependency(home);
    })],
  'security-hub/one-aggregator': [{
    when: 'findings are aggregated twice', added: 'Second', says: /finding-aggregator\/.* exists already/,
    edit: example => {
      const { definition, logicalId } = example.at(AGGREGATOR);
      example.template(HOME).Resources.Second = { ...definition, DependsOn: [logicalId] };
    },
  }],
  'security-hub/linked-regions': [at(AGGREGATOR, 'no region is linked', /'Regions' is \[\]/, example => example.at(AGGREGATOR).set('Regions', []))],
  'security-hub/central-configuration-aggregator': [at(CONFIGURATION, 'central configuration does not wait for the aggregator', /may come before the aggregator|no findings are aggregated/,
    example => example.at(CONFIGURATION).removeDependency(example.at(AGGREGATOR)))],
  'security-hub/central-configuration-settings': [
    at(CONFIGURATION, 'new accounts get Security Hub by itself', /AutoEnable is true/, example => example.at(CONFIGURATION).set('AutoEnable', true)),
    at(CONFIGURATION, 'new accounts get standards by themselves', /AutoEnableStandards is DEFAULT/, example => example.at(CONFIGURATION).remove('AutoEnableStandards')),
  ],
  'security-hub/policy-central-configuration': [at(POLICY, 'a policy does not wait for central configuration', /may come before central configuration|central configuration is off/,
    example => example.at(POLICY).removeDependency(example.at(CONFIGURATION)))],
  'security-hub/policy-content': [at(POLICY, 'a policy says nothing about controls', /lists of controls: none/,
    example => example.at(POLICY).remove('ConfigurationPolicy.SecurityHub.SecurityControlsConfiguration'))],
  'security-hub/association-first': [{
    when: 'the association of a policy stays when the policy goes', at: POLICY, phase: 'destruction', says: /policy "lz-organization" is associated with r-/,
    edit: example => { example.at(ASSOCIATION).definition.DeletionPolicy = 'Retain'; },
  }],
  'security-hub/management-account-enabled': [at(ASSOCIATION, 'Security Hub is off in the management account', /off in the management account in/, example => {
    const template = 'AccountBaseline/ManagementOnly/Template';
    Reflect.deleteProperty(example.template(template).Resources, example.at(`${template}/SecurityHub/Resource/Default`).logicalId);
  })],
};
