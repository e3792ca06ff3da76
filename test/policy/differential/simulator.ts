import { anonymousPrincipal, runSimulation, Simulation } from '@cloud-copilot/iam-simulate';
import { DecisionEffect, NamedPolicy, PolicyLevel } from '../../../lib/policy';
import { ALLOW_ALL, Scenario } from './generator';

const EFFECTS = { Allowed: 'allow', ExplicitlyDenied: 'explicit-deny', ImplicitlyDenied: 'implicit-deny' } as const;

/**
 * The scenario as the other evaluator takes it. What it does not model is decided here, by the same pages of AWS that ours follows:
 *
 * - SCPs and RCPs that do not bind the caller are left out (service-linked roles, services)
 * - the root user has no identity policies and needs none: it gets one that allows everything; a root session has its task policy
 * - keys that follow from the caller are given, since it derives none
 */
export function simulationOf({ caller, request, policies }: Scenario): Simulation {
  const { kind, arn } = request.principal;
  const isServiceLinked = kind === 'service-linked-role';
  return {
    request: {
      principal: kind === 'anonymous' ? anonymousPrincipal : arn,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccountId },
      contextVariables: mutable({
        'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false', 'aws:ResourceAccount': request.resourceAccountId, ...caller.keys, ...request.context,
      }),
    },
    identityPolicies: kind === 'account-root' ? [{ name: 'root', policy: ALLOW_ALL }]
      : named(kind === 'root-session' ? policies.session : policies.identity),
    sessionPolicy: kind === 'root-session' ? undefined : policies.session?.[0].document,
    permissionBoundaryPolicies: policies.boundary && named([policies.boundary]),
    serviceControlPolicies: isServiceLinked ? [] : levels(policies.serviceControl, 'FullAWSAccess', false),
    // It adds RCPFullAWSAccess to every level by itself, and refuses to be given it.
    resourceControlPolicies: isServiceLinked ? [] : levels(policies.resourceControl, 'RCPFullAWSAccess', true),
    resourcePolicy: policies.resource?.document,
  };
}

/** What the other evaluator says. An input that it refuses, or of which it ignores a part, is a fault of the generator. */
export async function judge(simulation: Simulation): Promise<DecisionEffect> {
  const result = await runSimulation(simulation, {});
  if (result.resultType !== 'single') {
    throw new Error(`the simulator refuses its input: ${JSON.stringify(result)}\n${JSON.stringify(simulation)}`);
  }
  if ((result.result.ignoredContextKeys ?? []).length > 0) {
    throw new Error(`the simulator ignores ${result.result.ignoredContextKeys} of ${simulation.request.action}`);
  }
  return EFFECTS[result.overallResult];
}

function named(policies: readonly NamedPolicy[] = []): { name: string; policy: unknown }[] {
  return policies.map(({ name, document }) => ({ name, policy: document }));
}

function levels(path: readonly PolicyLevel[] = [], everything: string, isImplicit: boolean): Simulation['serviceControlPolicies'] {
  return path.map(({ node, policies }) => ({
    orgIdentifier: node, policies: named(policies.filter(({ name }) => !(isImplicit && name === everything))),
  }));
}

function mutable(context: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(context).map(([key, values]) => [key, typeof values === 'string' ? values : [...values]]));
}
