import { unknownMembers } from './api-input';
import { ApiCall, ApiInput, ApiOperation, AwsError, RehearsalFailure } from './contract';
import { operations as accessAnalyzer } from './services/access-analyzer-api';
import { operations as account } from './services/account';
import { operations as cloudformation } from './services/cloudformation';
import { operations as config } from './services/config-api';
import { operations as detective } from './services/detective-api';
import { operations as ec2 } from './services/ec2';
import { operations as ec2Encryption } from './services/ec2-encryption';
import { operations as ec2Networks } from './services/ec2-networks';
import { operations as guardDuty } from './services/guardduty-api';
import { operations as eventBridge } from './services/eventbridge-api';
import { operations as iam } from './services/iam-api';
import { operations as passwordPolicy } from './services/iam-password-policy';
import { operations as identityCenter } from './services/identity-center-api';
import { operations as inspector } from './services/inspector2-api';
import { operations as ipam } from './services/ipam-administration';
import { operations as kms } from './services/kms';
import { keyStoreOperations } from './services/kms-key-stores';
import { operations as lambda } from './services/lambda';
import { operations as logs } from './services/logs-api';
import { operations as macie } from './services/macie2-api';
import { operations as organizations } from './services/organizations-api';
import { operations as ram } from './services/ram';
import { operations as securityHub } from './services/security-hub-api';
import { operations as securityGroupRules } from './services/security-group-rules';
import { operations as stackSets } from './services/stack-sets-api';
import { operations as ssm } from './services/ssm';
import { operations as sts } from './services/sts';
import { operations as transitAttachments } from './services/transit-attachments';
import { operations as transitGateways } from './services/transit-gateways';

/** Every API operation that the rehearsal knows. */
export const API_OPERATIONS: readonly ApiOperation[] = [
  ...organizations, ...iam, ...sts, ...cloudformation, ...stackSets, ...eventBridge, ...ec2, ...kms, ...keyStoreOperations, ...lambda,
  ...securityHub,
  ...account, ...ec2Encryption, ...ec2Networks, ...passwordPolicy, ...logs, ...ssm,
  ...guardDuty, ...inspector, ...macie, ...detective,
  ...identityCenter,
  ...config, ...accessAnalyzer,
  ...securityGroupRules,
  ...ram, ...ipam, ...transitGateways, ...transitAttachments,
];

const BY_NAME: ReadonlyMap<string, ApiOperation> = new Map(API_OPERATIONS.map(operation => [`${operation.service}:${operation.operation}`, operation]));

/** Runs an operation: known, with known input, allowed. */
export function runApiCall(service: string, name: string, input: ApiInput, call: ApiCall): unknown {
  const operation = BY_NAME.get(`${service}:${name}`);
  if (!operation) {
    throw unknown(`the rehearsal does not know the API operation ${service}:${name}`, 'model it in rehearsal/aws/services, with its source');
  }
  if (call.world.state.notOffered.includes(`${service}/${call.region}`)) {
    // the name of the service's address does not resolve: https://github.com/aws/aws-sdk-js/issues/3730
    throw new AwsError('ENOTFOUND', `getaddrinfo ENOTFOUND ${service}.${call.region}.amazonaws.com`);
  }
  const strange = unknownMembers(operation, input);
  if (strange.length > 0) {
    throw unknown(`the rehearsal does not know ${strange.map(member => `'${member}'`).join(', ')} in the input of ${service}:${name}`, 'model the member, or leave it out');
  }
  try {
    operation.authorizations(input, call).forEach(authorization => call.world.authorize(call.caller, authorization, operation.write));
    return operation.run(input, call);
  } catch (error) {
    throw error instanceof AwsError ? asNamedBySdk(service, error) : error;
  }
}

/** Names of two errors that depend on the protocol of the service. */
const SDK_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AccessDenied: {
    organizations: 'AccessDeniedException', kms: 'AccessDeniedException', lambda: 'AccessDeniedException', ec2: 'UnauthorizedOperation',
    securityhub: 'AccessDeniedException',
    account: 'AccessDeniedException', 'cloudwatch-logs': 'AccessDeniedException', ssm: 'AccessDeniedException',
    'sso-admin': 'AccessDeniedException',
    guardduty: 'AccessDeniedException', inspector2: 'AccessDeniedException', macie2: 'AccessDeniedException', detective: 'AccessDeniedException',
    'config-service': 'AccessDeniedException', 'accessanalyzer': 'AccessDeniedException',
  },
  OptInRequired: { kms: 'SubscriptionRequiredException', lambda: 'SubscriptionRequiredException' },
};

function asNamedBySdk(service: string, error: AwsError): AwsError {
  const name = SDK_NAMES[error.code]?.[service];
  return name ? new AwsError(name, error.message, error.decision) : error;
}

const unknown = (message: string, remedy: string) => new RehearsalFailure({ kind: 'unknown', message, remedy });
