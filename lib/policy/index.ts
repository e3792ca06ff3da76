export * from './document';
export * from './policy-error';
export * from './size';
export * from './packing';
export * from './evaluation/request';
export * from './evaluation/decision';
export { evaluate } from './evaluation/evaluate';
export * from './lint/finding';
export { lintPolicy } from './lint/lint-policy';
