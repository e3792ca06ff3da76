/**
 * Services whose resources the resource control policies hold for, unless a parameter says otherwise.
 *
 * AWS's own examples start from S3, SQS, KMS, Secrets Manager and STS, and widen it to CloudWatch Logs, DynamoDB, ECR and OpenSearch
 * Serverless. Left out is Cognito: those who sign in to it are strangers to IAM, and an identity perimeter would turn them away.
 *
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/resource_control_policies
 */
export const RCP_SERVICES = ['s3', 'sqs', 'kms', 'secretsmanager', 'logs', 'dynamodb', 'ecr', 'aoss'];
