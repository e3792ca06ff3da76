export { ACCESS_ANALYZER, KMS, LAMBDA, LOGS } from './services';
export { CLOUDFORMATION } from './cloudformation';
export { CLOUDTRAIL } from './cloudtrail';
export { IAM } from './identity';
export { ORGANIZATIONS } from './organizations';
export { RULES } from './all-rules';
export { SECURITY_HUB } from './security-hub';
export { STACKS } from './stacks';
export { S3 } from './storage';
