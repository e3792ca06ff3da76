export * as detection from './constructs/detection';
export * as encryption from './constructs/encryption';
export * as guardrails from './constructs/guardrails';
export * as identity from './constructs/identity';
export * as logging from './constructs/logging';
export * as network from './constructs/network';
export * as organization from './constructs/organization';
export * as controls from './controls';
export * from './landing-zone';
