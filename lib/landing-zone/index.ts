export * from './guardrail-rollout';
export * from './landing-zone';
export * from './landing-zone-props';
