import { IGuardrail } from '../../../lib/constructs/guardrails';
import { isBoundByServiceControl, PrincipalName, PRINCIPALS } from './principals';
import { AttachedPolicy, decide, policiesOfAlone, Proof, ProofRow } from './proof';
import { PROOFS } from './proofs';

// Everybody asks for everything: who is denied follows from the type of policy and from the exemptions. What does not follow is written
// by hand, with its reason.

const EVERYBODY = Object.keys(PRINCIPALS) as PrincipalName[];
const MEMBER_ACCOUNT = '222222222222';

/** Requests that are nobody's concern but of guardrails on everything. */
const STANDARD: readonly Pick<ProofRow, 'action' | 'resource'>[] = [
  { action: 's3:GetObject', resource: 'arn:aws:s3:::team-bucket/key' },
  { action: 'ec2:DescribeInstances', resource: '*' },
  { action: 'iam:GetRole', resource: 'arn:aws:iam::222222222222:role/teams/app' },
  { action: 'cloudformation:DescribeStacks', resource: '*' },
  { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:222222222222:queue' },
];

/** Whom a policy of its type binds, but for its exemptions. */
function isBound({ exemptions, policyType }: IGuardrail, by: PrincipalName): boolean {
  const principal = PRINCIPALS[by];
  const { roleArn = '' } = principal as { readonly roleArn?: string };
  const isExempt = exemptions.some(pattern => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(roleArn));
  const isReached = policyType.policyTypeName === 'SERVICE_CONTROL_POLICY'
    ? isBoundByServiceControl(principal)
    : principal.kind !== 'service-linked-role';
  return isReached && !isExempt;
}

function deniedTo(row: Pick<ProofRow, 'action' | 'resource'> & Partial<ProofRow>, policies: readonly AttachedPolicy[]): PrincipalName[] {
  return EVERYBODY.filter(by => !decide({ title: 'cross product', resourceAccountId: MEMBER_ACCOUNT, ...row, by }, policies).allowed);
}

/** The first request that the proof wants denied, as everybody's. */
function typicalRequest({ denied: [row] }: Proof): ProofRow {
  return row;
}

/** Who comes from outside, and is no AWS service. */
const OUTSIDERS: PrincipalName[] = [
  'saml', 'oidc', 'gitLab', 'foreignOidc', 'stranger', 'strangerWithExemptName', 'foreignLoadBalancing', 'anonymous',
];
const SERVICES = EVERYBODY.filter(by => PRINCIPALS[by].kind === 'service');

/** What does not follow from type and exemptions. */
interface Exception {
  readonly reason: string;
  /**
   * Who alone is denied the typical request.
   *
   * @default - whom the policy binds
   */
  readonly only?: readonly PrincipalName[];
  /**
   * Who is spared though the policy binds them.
   *
   * @default - nobody
   */
  readonly spares?: readonly PrincipalName[];
  /**
   * Who is denied standard requests, and which.
   *
   * @default - nobody
   */
  readonly standard?: { readonly to: readonly PrincipalName[]; readonly actions: readonly string[] };
}

const ALL_STANDARD = STANDARD.map(({ action }) => action);

const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  G01: { reason: 'it is about the root user, and denies it everything', only: ['root'], standard: { to: ['root'], actions: ALL_STANDARD } },
  G06: {
    reason: 'it denies everything to everybody whom it binds, but to sessions of central root management',
    spares: ['rootSession', 'logRootSession'],
    standard: {
      to: ['root', 'user', 'developer', 'administrator', 'organizationAccessRole', 'impostor', 'cdkDeployRole', 'logAdministrator', 'otherMember'],
      actions: ALL_STANDARD,
    },
  },
  G12: { reason: 'central root management deletes root credentials, and restores them', spares: ['rootSession', 'logRootSession'] },
  G60: {
    reason: 'it is about strangers; services, named partners and load balancing in governed regions pass', only: OUTSIDERS,
    standard: { to: OUTSIDERS, actions: ['s3:GetObject', 'sqs:SendMessage'] },
  },
  G61: { reason: 'it is about services that act for strangers, as the request says', only: SERVICES },
  G64: { reason: 'identity providers that are named pass', spares: ['oidc', 'gitLab'] },
  G65: {
    reason: 'it is about tags that strangers bring',
    only: [
      'oidc', 'gitLab', 'foreignOidc', 'stranger', 'strangerWithExemptName', 'trustedPartner', 'loadBalancing', 'loadBalancingToo',
      'foreignLoadBalancing', 'anonymous',
    ],
  },
  G66: { reason: 'its exemptions are those of the archive account; services deliver and expire logs', spares: ['logBreakGlass', 'logStackSets', ...SERVICES] },
};

describe.each(PROOFS.map(proof => ({ id: proof.guardrail.id, proof })))('$id', ({ id, proof }) => {
  const policies = policiesOfAlone(proof.guardrail);
  const exception: Exception | undefined = EXCEPTIONS[id];

  test('denies its typical request to everybody whom it binds, and to nobody else', () => {
    const bound = EVERYBODY.filter(by => isBound(proof.guardrail, by) && !exception?.spares?.includes(by));

    expect(deniedTo(typicalRequest(proof), policies)).toEqual(exception?.only ?? bound);
  });

  test('leaves standard requests alone, whoever asks', () => {
    const denied = STANDARD.map(row => ({ action: row.action, to: deniedTo(row, policies) })).filter(({ to }) => to.length > 0);
    const { actions = [], to = [] } = exception?.standard ?? {};

    expect(denied).toEqual(actions.map(action => ({ action, to })));
  });
});

test('exceptions are of guardrails that exist, and say why', () => {
  for (const [id, { reason }] of Object.entries(EXCEPTIONS)) {
    expect(PROOFS.map(({ guardrail }) => guardrail.id)).toContain(id);
    expect(reason).not.toBe('');
  }
});
