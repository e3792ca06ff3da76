export * from './application-key';
export * from './ebs-encryption-by-default';
export * from './ebs-encryption-by-default-role';
export * from './ebs-key';
export * from './key-arn-lookup';
export * from './key-purpose';
export * from './managed-key';
