import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const ANALYZER = 'arn:aws:access-analyzer:eu-central-1:222222222222:analyzer/lz-external-access';
const TEAM = 'arn:aws:access-analyzer:eu-central-1:222222222222:analyzer/team';

const ON_ANALYZERS = ['ApplyArchiveRule', 'DeleteAnalyzer', 'UpdateAnalyzer', 'UpdateFindings'].map(action => `access-analyzer:${action}`);
const ON_RULES = ['CreateArchiveRule', 'UpdateArchiveRule'].map(action => `access-analyzer:${action}`);

export const ACCESS_ANALYZER_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.ACCESS_ANALYZER_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...each('administrator', ON_ANALYZERS.map(action => on(action, ANALYZER))),
    ...each('administrator', ON_RULES.map(action => on(action, `${ANALYZER}/archive-rule/mine`))),
    ...ofThePowerful(on('access-analyzer:DeleteAnalyzer', ANALYZER)),
  ],
  allowed: [
    ...each('developer', ON_ANALYZERS.map(action => on(action, TEAM))),
    ...each('developer', ON_RULES.map(action => on(action, `${TEAM}/archive-rule/mine`))),
    { title: 'to read findings', by: 'developer', ...on('access-analyzer:ListFindings', ANALYZER) },
    { title: 'to delete a rule, which shows more', by: 'administrator', ...on('access-analyzer:DeleteArchiveRule', `${ANALYZER}/archive-rule/mine`) },
    { title: 'to check a policy', by: 'developer', ...on('access-analyzer:ValidatePolicy') },
    ...ofTheUnbound(on('access-analyzer:DeleteAnalyzer', ANALYZER)),
  ],
  exempt: ofThePlatform(on('access-analyzer:UpdateAnalyzer', ANALYZER)),
};
