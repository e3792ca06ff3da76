export * from './key-purpose';
export * from './managed-key';
