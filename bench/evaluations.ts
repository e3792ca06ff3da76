/**
 * `npm run bench:evaluations`: requests that `evaluate` decides in a second, on one core: each row of the proofs of the foundation, under
 * its packed policies as they are attached, with those of the log archive and of resources. Fails below the promise.
 */
import { GuardrailSet } from '../lib/constructs/guardrails';
import { ApplicablePolicies, AuthorizationRequest, evaluate, NamedPolicy, PolicyDocument, PolicyLevel } from '../lib/policy';
import { isBoundByServiceControl, PRINCIPALS } from '../test/constructs/guardrails/principals';
import { attachedPolicies, ProofRow } from '../test/constructs/guardrails/proof';
import { PROOFS } from '../test/constructs/guardrails/proofs';

const PROMISE = 100_000;
const ROUNDS = Number(process.argv[2] ?? 7);
const SECONDS_A_ROUND = 1;

type Input = readonly [AuthorizationRequest, ApplicablePolicies];

const open = (name: string, rest = {}): NamedPolicy => {
  const document: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...rest }] };
  return { name, document };
};
const [FULL, RESOURCE_FULL] = [open('FullAWSAccess'), open('RCPFullAWSAccess', { Principal: '*' })];
const SETS = [GuardrailSet.FOUNDATION, GuardrailSet.LOG_ARCHIVE, GuardrailSet.TRANSPORT, GuardrailSet.IDENTITY_PERIMETER];
const POLICIES = SETS.flatMap(set => attachedPolicies(set));

function path(everywhere: NamedPolicy, type: string): PolicyLevel[] {
  const attached = POLICIES.filter(policy => policy.type === type);
  return ['Root', 'Workloads', 'account'].map(node => ({ node, policies: node === 'Workloads' ? [everywhere, ...attached] : [everywhere] }));
}

function inputs(): Input[] {
  const [serviceControl, resourceControl] = [path(FULL, 'SERVICE_CONTROL_POLICY'), path(RESOURCE_FULL, 'RESOURCE_CONTROL_POLICY')];
  const [identity, resource] = [[open('AdministratorAccess')], open('resource policy', { Principal: '*' })];
  const of = ({ by, action, resource: arn, resourceAccountId, context }: ProofRow): Input => [
    { principal: PRINCIPALS[by], action, resource: arn, resourceAccountId, context: { 'aws:RequestedRegion': 'eu-central-1', ...context } },
    { serviceControl: isBoundByServiceControl(PRINCIPALS[by]) ? serviceControl : undefined, resourceControl, identity, resource },
  ];
  const proofs = PROOFS.filter(({ set }) => SETS.includes(set));
  return proofs.flatMap(({ denied, allowed, exempt }) => [...denied, ...allowed, ...exempt]).map(of);
}

/** Requests decided in one second. */
function round(asked: readonly Input[]): number {
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < SECONDS_A_ROUND * 1000) {
    for (const [request, policies] of asked) {
      evaluate(request, policies);
    }
    count += asked.length;
  }
  return count / ((performance.now() - begin) / 1000);
}

const asked = inputs();
const allowed = asked.filter(([request, policies]) => evaluate(request, policies).allowed).length;
// Round 0 warms the compiler and is not counted.
const rates = Array.from({ length: ROUNDS + 1 }, () => round(asked)).slice(1).sort((a, b) => a - b);
const median = rates[Math.floor(rates.length / 2)];
const statements = POLICIES.reduce((sum, { document }) => sum + [document.Statement].flat().length, 0);
console.log(`${asked.length} requests (${allowed} allowed) under ${POLICIES.length} policies with ${statements} statements`);
console.log(`evaluations/s on one core: median ${Math.round(median)}, best ${Math.round(rates.at(-1)!)}; promised ${PROMISE}`);
if (median < PROMISE) {
  process.exitCode = 1;
}
