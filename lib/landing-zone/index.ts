export * from './baseline-configuration';
export * from './detection-configuration';
export * from './guardrail-rollout';
export * from './landing-zone';
export * from './landing-zone-preset';
export * from './landing-zone-props';
export * from './log-configuration';
export * from './organization-configuration';
