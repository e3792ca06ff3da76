export * from './secure-defaults';
export * from './security-finding';
export * from './security-findings';
export * from './security-rule';
export * from './security-theme';
export * from './security-waiver';
