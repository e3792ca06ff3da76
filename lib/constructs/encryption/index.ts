export * from './key-arn-lookup';
export * from './key-purpose';
export * from './managed-key';
