import { Mutant } from './mutant';
import { Mutations } from './mutation';

const ACTIVATION = 'Organization/Activation/Resource/Default';
const FOUNDATION = 'Guardrails/foundation/scp-1/Resource';
/** Policies of the guardrails wait for each other, so this one comes before FOUNDATION. */
const FIRST_POLICY = 'Guardrails/foundation/scp-2/Resource';
const LOG_ARCHIVE_SCP = 'Guardrails/log-archive/scp-1/Resource';
const UNITS = 'Organization/Units';
const AI_OPT_OUT = 'Organization/AiOptOut/aiservices-1/Resource';

/** Puts each unit below the one before it. */
function nest(example: Mutant, ...paths: string[]): void {
  paths.slice(1).forEach((path, above) => {
    const parent = example.at(`${UNITS}/${paths[above]}/Resource`);
    example.at(`${UNITS}/${path}/Resource`).set('ParentId', { 'Fn::GetAtt': [parent.logicalId, 'Id'] });
  });
}

/** Mutations of the organization, its accounts and its policies. */
export const OF_ORGANIZATIONS: Mutations = {
  'organizations/policy-type-enabled': [
    {
      when: 'nobody enables the type of a policy', at: FIRST_POLICY, says: /SERVICE_CONTROL_POLICY is DISABLED/,
      edit: example => example.at(ACTIVATION).set('PolicyTypes', ['RESOURCE_CONTROL_POLICY', 'S3_POLICY', 'DECLARATIVE_POLICY_EC2', 'AISERVICES_OPT_OUT_POLICY']),
    },
    {
      when: 'a policy does not wait for its type', at: AI_OPT_OUT, says: /nothing declares that .* exists before/,
      edit: example => example.at(AI_OPT_OUT).removeDependency(),
    },
  ],
  'organizations/policy-size': [{
    when: 'a policy outgrows its quota', at: FOUNDATION, says: /5120 are allowed/,
    edit: example => example.at(FOUNDATION).statements('Content').push({ Effect: 'Deny', Action: Array.from({ length: 250 }, (_, i) => `s3:Action${i}`), Resource: '*' }),
  }],
  'organizations/policy-attachments': [{
    when: 'a unit gets more policies than it may have', added: 'sixth', says: /FullAWSAccess, .*5 are allowed/,
    edit: example => {
      const { Resources } = example.template('Guardrails');
      const { logicalId, definition } = example.at(LOG_ARCHIVE_SCP);
      ['fifth', 'sixth'].forEach((name, i, names) => {
        const properties = { ...definition.Properties, Name: name };
        Resources[name] = { ...definition, Properties: properties, DependsOn: [i === 0 ? logicalId : names[i - 1]] };
      });
    },
  }],
  'organizations/policy-grammar': [
    {
      when: 'a service control policy names a principal', at: FOUNDATION, says: /Principal/,
      edit: example => { example.at(FOUNDATION).statements('Content')[0].Principal = '*'; },
    },
  ],
  'organizations/policy-name-unique': [{
    when: 'two policies of a type have one name', at: LOG_ARCHIVE_SCP, says: /lz-foundation-scp-1/,
    edit: example => example.at(LOG_ARCHIVE_SCP).set('Name', 'lz-foundation-scp-1'),
  }],
  'organizations/accounts-one-by-one': [{
    when: 'an account does not wait for the one before', at: 'Organization/SecurityAccount/Resource', says: /log-archive may still be in creation/,
    edit: example => {
      const waits = [example.at(`${UNITS}/PolicyStaging/Resource`).logicalId];
      example.at('Organization/SecurityAccount/Resource').definition.DependsOn = waits;
    },
  }],
  'organizations/account-email-unique': [{
    when: 'two accounts have one e-mail address', at: 'Organization/SecurityAccount/Resource', says: /aws\+log-archive@example.com belongs to account/,
    edit: example => example.at('Organization/SecurityAccount/Resource').set('Email', 'AWS+log-archive@example.com'),
  }],
  'organizations/account-immutable': ['AccountName', 'Email'].map(property => ({
    when: `${property} of an account changes`, at: 'Accounts7/production/Resource', says: new RegExp(`'${property}' of account \\d+ changes`),
    before: () => undefined,
    edit: (example: Mutant) => example.at('Accounts7/production/Resource').set(property, 'aws+renamed@example.com'),
  })),
  'organizations/root-management-first': [{
    when: 'accounts do not wait for central root management', at: 'Organization/LogArchiveAccount/Resource', says: /may be born with root credentials/,
    edit: example => example.at(`${UNITS}/Security/Resource`).removeDependency(),
  }],
  'organizations/unit-depth': [{
    when: 'a unit is on the sixth level', at: `${UNITS}/Sandbox/Resource`, says: /Sandbox would be on level 6/,
    edit: example => nest(example, 'Security', 'Infrastructure', 'Workloads', 'Workloads/Production', 'Workloads/NonProduction', 'Sandbox'),
  }],
  'organizations/unit-empty': [{
    when: 'a unit goes that has an account', at: `${UNITS}/Sandbox/Resource`, phase: 'destruction', says: /Sandbox holds sandbox/,
    edit: example => { example.at(`${UNITS}/Sandbox/Resource`).definition.DeletionPolicy = 'Delete'; },
  }],
  'organizations/organization-empty': [{
    when: 'the organization goes that has accounts', at: 'Organization/Organization/Resource', phase: 'destruction', says: /7 member accounts/,
    edit: example => { example.at('Organization/Organization/Resource').definition.DeletionPolicy = 'Delete'; },
  }],
  'organizations/feature-set': [{
    when: 'the organization only pays bills together', at: 'Organization/Organization/Resource', says: /CONSOLIDATED_BILLING/,
    edit: example => example.at('Organization/Organization/Resource').set('FeatureSet', 'CONSOLIDATED_BILLING'),
  }],
};
