import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  GuardrailParameters, GuardrailPolicies, Guardrails, GuardrailSet, IGuardrail, OidcProviders,
} from '../../../lib/constructs/guardrails';
import { Organization, OrganizationalUnit, PolicyTarget } from '../../../lib/constructs/organization';
import { Context, Decision, evaluate, NamedPolicy, PolicyDocument, PolicyLevel, PolicyStatement, statementsOf } from '../../../lib/policy';
import { ASSERTIONS, isBoundByServiceControl, LOG_ARCHIVE, ORGANIZATION_ID, PrincipalName, PRINCIPALS, TRUSTED_ACCOUNT } from './principals';

/** One request and what the guardrail makes of it. */
export interface ProofRow {
  /** The reason to have the row, as the end of a sentence. */
  readonly title: string;
  readonly by: PrincipalName;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccountId?: string;
  readonly context?: Context;
  /** Ids of guardrails that deny an allowed row on purpose, each with a proof of its own; without them it is allowed. */
  readonly deniedBy?: readonly string[];
}

/** The requests that prove a guardrail. */
export interface Proof {
  readonly guardrail: IGuardrail;
  readonly set: GuardrailSet;
  /** Denied by a statement of this very guardrail. */
  readonly denied: readonly ProofRow[];
  /** Everyday work next to it, and those whom it must not lock out. */
  readonly allowed: readonly ProofRow[];
  /** Allowed to the exempt principal alone: the same request of a developer in the same account is denied. */
  readonly exempt: readonly ProofRow[];
}

export const PARAMETERS: GuardrailParameters = {
  governedRegions: ['eu-central-1', 'eu-west-1'],
  organizationId: ORGANIZATION_ID,
  trustedAccounts: [TRUSTED_ACCOUNT],
  trustedOidcProviders: [
    OidcProviders.gitHub(['acme', 'acme-labs@234567']),
    { ...OidcProviders.gitLab(['acme']), audiences: ['https://gitlab.com', 'sts.amazonaws.com'] },
  ],
  webIdentityAudiences: ['api://AzureADTokenExchange', '//iam.googleapis.com/*'],
};

/** A policy as CloudFormation would create it, with the guardrails of each statement, joined by a comma where it was merged. */
export interface AttachedPolicy extends NamedPolicy {
  readonly type: string;
  readonly origins: readonly string[];
}

/** What protects the names that others exempt: without it in the app, the lint refuses them. */
export const PROTECTION = GuardrailSet.of('protection', [Guardrails.PLATFORM_ROLES_PROTECTED]);

/** Policies of a set as the template holds them. */
export function attachedPolicies(set: GuardrailSet, parameters = PARAMETERS): AttachedPolicy[] {
  const stack = new Stack(new App());
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION_ID, rootId: 'r-a1b2' });
  const ou = OrganizationalUnit.fromOrganizationalUnitId(stack, 'Ou', 'ou-a1b2-c3d4e5f6');
  new GuardrailPolicies(stack, 'Policies', { set, parameters, targets: [PolicyTarget.organizationalUnit(ou), PolicyTarget.root(organization)] });
  new GuardrailPolicies(stack, 'Protection', { set: PROTECTION, parameters, targets: [PolicyTarget.root(organization)] });
  const resources = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));
  return resources.filter(({ Properties }) => !Properties.Name.startsWith(`lz-${PROTECTION.id}-`)).map(({ Properties, Metadata }) => ({
    name: Properties.Name, type: Properties.Type, document: Properties.Content as PolicyDocument, origins: Metadata.Guardrails,
  }));
}

const ALLOW_ALL: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ALLOW_ALL_TO_EVERYBODY: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/**
 * Decides a row as AWS would with every other policy open: FullAWSAccess on each level, the guardrails on the OU, an administrator's
 * identity policy, a resource policy that lets everybody in. What is denied, only a guardrail can have denied.
 */
export function decide(row: ProofRow, policies: readonly AttachedPolicy[], by: PrincipalName = row.by): Decision {
  const { action, context, resource, resourceAccountId } = row;
  const principal = PRINCIPALS[by];
  return evaluate({ principal, action, resource, resourceAccountId, context: { 'aws:RequestedRegion': 'eu-central-1', ...ASSERTIONS[by], ...context } }, {
    serviceControl: isBoundByServiceControl(principal) ? levels('FullAWSAccess', ALLOW_ALL, ofType(policies, 'SERVICE_CONTROL_POLICY')) : undefined,
    resourceControl: levels('RCPFullAWSAccess', ALLOW_ALL_TO_EVERYBODY, ofType(policies, 'RESOURCE_CONTROL_POLICY')),
    identity: [{ name: 'AdministratorAccess', document: ALLOW_ALL }],
    session: principal.kind === 'root-session' ? [{ name: 'task', document: ALLOW_ALL }] : undefined,
    resource: { name: 'resource policy', document: ALLOW_ALL_TO_EVERYBODY },
  });
}

/** The developer in the account of an exempt principal, who has no exemption. */
export function counterpart(by: PrincipalName): PrincipalName {
  return (PRINCIPALS[by] as { accountId?: string }).accountId === LOG_ARCHIVE ? 'logAdministrator' : 'developer';
}

/** The guardrails whose statement decided: more than one where statements were merged. */
export function decidingGuardrails(decision: Decision, policies: readonly AttachedPolicy[]): string[] {
  return policies.find(({ name }) => name === decision.policy)?.origins[decision.statement ?? -1]?.split(', ') ?? [];
}

/** The policies of one guardrail, with nothing beside it. */
export function policiesOfAlone(guardrail: IGuardrail): AttachedPolicy[] {
  return attachedPolicies(GuardrailSet.of('alone', [guardrail]));
}

/** The policies as they would be without one statement. */
export function withoutStatement(policies: readonly AttachedPolicy[], name: string, index: number): AttachedPolicy[] {
  return changed(policies, name, policy => ({
    origins: policy.origins.filter((_, position) => position !== index),
    document: { ...policy.document, Statement: statementsOf(policy.document).filter((_, position) => position !== index) },
  }));
}

/** The policies as they would be with another statement in place of one. */
export function withStatement(
  policies: readonly AttachedPolicy[], name: string, index: number, statement: PolicyStatement,
): AttachedPolicy[] {
  return changed(policies, name, ({ document, origins }) => ({
    origins,
    document: { ...document, Statement: statementsOf(document).map((present, position) => position === index ? statement : present) },
  }));
}

type Change = (policy: AttachedPolicy) => Pick<AttachedPolicy, 'document' | 'origins'>;

function changed(policies: readonly AttachedPolicy[], name: string, change: Change): AttachedPolicy[] {
  return policies.map(policy => policy.name === name ? { ...policy, ...change(policy) } : policy);
}

function ofType(policies: readonly AttachedPolicy[], type: string): readonly AttachedPolicy[] {
  return policies.filter(policy => policy.type === type);
}

function levels(defaultName: string, document: PolicyDocument, policies: readonly NamedPolicy[]): PolicyLevel[] {
  const everywhere = { name: defaultName, document };
  return [
    { node: 'Root', policies: [everywhere] },
    { node: 'Workloads', policies: [everywhere, ...policies] },
    { node: 'account', policies: [everywhere] },
  ];
}
