export * from './global-service';
export * from './global-services';
export * from './guardrail';
export * from './guardrail-parameters';
export * from './guardrail-policies';
export * from './guardrail-set';
export * from './guardrail-statement';
export * from './guardrails';
