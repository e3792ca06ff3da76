import { Token } from 'aws-cdk-lib';
import { accountIdProblems, Problems, shapeProblems } from '../../../core/validation';

const NO_WILDCARD = 'name one';

/** Patterns tell a role from a user, since MFA is asked of users only. */
export const patternProblems = (pattern: string): Problems => Token.isUnresolved(pattern) || /:(role|user)\//.test(pattern) ? [] :
  [`'principalPatterns' must be ARN patterns of roles or users, got ${JSON.stringify(pattern)}: name them by "arn:*:iam::*:role/…"`];

export const roleProblems = (arn: string): Problems =>
  shapeProblems('roleArn', arn, /^arn:[^:]+:iam::[^:*]+:role\/[\w+=,.@/-]+$/, 'be the ARN of a role without wildcards', NO_WILDCARD);

export const userProblems = (arn: string): Problems =>
  shapeProblems('userArn', arn, /^arn:[^:]+:iam::[^:*]+:user\/[\w+=,.@/-]+$/, 'be the ARN of an IAM user without wildcards', NO_WILDCARD);

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const permissionSetProblems = (name: string): Problems =>
  shapeProblems('permissionSetName', name, /^[\w+=,.@-]{1,32}$/, 'be the name of a permission set of 1 to 32 characters', 'take it from IAM Identity Center');

export const providerProblems = (kind: string, arn: string): Problems =>
  shapeProblems('providerArn', arn, new RegExp(`^arn:[^:]+:iam::[^:*]+:${kind}/[^*]+$`), `be the ARN of a provider, "arn:…:${kind}/…"`, 'take it from IAM');

export const serviceProblems = (service: string): Problems =>
  shapeProblems('servicePrincipal', service, /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/, 'be a service principal such as "scheduler.amazonaws.com"',
    'take it from the documentation of the service');

/** A source that could be any account's is none. */
export const sourceProblems = (sourceArn: string | undefined, sourceAccount: string | undefined): Problems => [
  ...sourceArn === undefined ? [] : shapeProblems('sourceArn', sourceArn, /^arn:[^:]+:[a-z0-9-]+:[^:]*:[^:]*:.+$/, 'be an ARN, wildcards allowed', 'name the resource'),
  ...sourceAccount === undefined ? [] : accountIdProblems('sourceAccount', sourceAccount),
];

/** An audience or a subject that is missing would be everybody's: IAM compares what is there. */
export const oidcProblems = (providerArn: string, issuer: string, audiences: string[], subjects: string[]): Problems => [
  ...providerProblems('oidc-provider', providerArn),
  ...shapeProblems('issuer', issuer, /^(?!https?:\/\/)[A-Za-z0-9.-]+(:\d+)?(\/[^*\s]*)?$/, 'be the host of the issuer, and its path', 'leave "https://" out'),
  ...audiences.length === 0 ? ["'audiences' must name one, got none: name whom the tokens are made for, such as \"sts.amazonaws.com\""] : [],
  ...subjects.length === 0 ? ["'subjects' must name one, got none: everybody with an account at the issuer would be trusted"] : [],
];

/** `*` and `?` are wildcards in a pattern, and letters in an exact subject. */
export const subjectProblems = (subject: string, pattern = false): Problems => pattern
  ? shapeProblems('subjects', subject, /^[^*?]{3,}/, 'begin with at least 3 characters before a wildcard', 'name the organization or group that the subject belongs to')
  : shapeProblems('subjects', subject, /^[^*?]+$/, 'have no wildcard', "name each subject, or use 'oidcPattern'");
