import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const ALB = 'arn:aws:elasticloadbalancing:eu-central-1:222222222222:loadbalancer/app/team/1a2b';
const LISTENER = 'arn:aws:elasticloadbalancing:eu-central-1:222222222222:listener/app/team/1a2b/3c4d';
const create = (protocol: string, policies: string[] = []) => on('elasticloadbalancing:CreateListener', ALB, {
  'elasticloadbalancing:ListenerProtocol': [protocol], 'elasticloadbalancing:SecurityPolicy': policies,
});
const modify = (protocols: string[], policies: string[] = []) => on('elasticloadbalancing:ModifyListener', LISTENER, {
  'elasticloadbalancing:ListenerProtocol': protocols, 'elasticloadbalancing:SecurityPolicy': policies,
});

const WEAK = ['ELBSecurityPolicy-2016-08', 'ELBSecurityPolicy-TLS-1-1-2017-01', 'ELBSecurityPolicy-FS-1-1-2019-08', 'ELBSecurityPolicy-TLS13-1-0-2021-06'];
const MODERN = [
  'ELBSecurityPolicy-TLS13-1-2-2021-06', 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-3-2021-06',
  'ELBSecurityPolicy-TLS-1-2-2017-01', 'ELBSecurityPolicy-FS-1-2-Res-2020-10',
];

export const MODERN_TLS_LISTENERS_PROOF: Proof = {
  guardrail: Guardrails.MODERN_TLS_LISTENERS,
  set: GuardrailSet.STRICT,
  denied: [
    ...WEAK.map(policy => ({ title: `to listen with ${policy}`, by: 'developer' as const, ...create('HTTPS', [policy]) })),
    { title: 'to weaken a listener', by: 'developer', ...modify([], [WEAK[0]]) },
    { title: 'to listen to HTTPS without naming a policy', by: 'developer', ...create('HTTPS') },
    { title: 'to listen to TLS without naming a policy', by: 'developer', ...create('TLS') },
    { title: 'to make HTTPS of a listener without naming a policy', by: 'developer', ...modify(['HTTPS']) },
    ...ofThePowerful(create('HTTPS', [WEAK[0]])),
    ...ofThePowerful(create('TLS')),
  ],
  allowed: [
    ...MODERN.map(policy => ({ title: `to listen with ${policy}`, by: 'developer' as const, ...create('HTTPS', [policy]) })),
    { title: 'to listen to TLS', by: 'developer', ...create('TLS', [MODERN[0]]) },
    { title: 'to listen to HTTP, which redirects', by: 'developer', ...create('HTTP') },
    { title: 'to pass TCP on', by: 'developer', ...create('TCP') },
    { title: 'to strengthen a listener', by: 'developer', ...modify(['HTTPS'], [MODERN[0]]) },
    { title: 'to change something else of a listener', by: 'developer', ...modify([]) },
    { title: 'to make a rule', by: 'developer', ...on('elasticloadbalancing:CreateRule', LISTENER) },
    ...ofTheUnbound(create('HTTPS')),
  ],
  exempt: ofThePlatform(create('HTTPS', [WEAK[0]]), create('HTTPS')),
};
