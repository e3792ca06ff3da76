import { Token } from 'aws-cdk-lib';
import { accountIdProblems, Problems, shapeProblems } from '../../../core/validation';
import { namesCustomer } from '../../../policy';

const NO_WILDCARD = 'name one';

/** Patterns tell a role from a user, since MFA is asked of users only; a token that hides which it is would be trusted as neither. */
export function patternProblems(prop: string, pattern: string): Problems {
  if (/:(role|user)\//.test(pattern)) {
    return [];
  }
  return [Token.isUnresolved(pattern)
    ? `'${prop}' must show ":role/" or ":user/" in its text, got a token: compose the ARN of its name`
    : `'${prop}' must be ARN patterns of roles or users, got ${JSON.stringify(pattern)}: name them by "arn:*:iam::*:role/…"`];
}

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

/** @see https://github.com/prowler-cloud/prowler/issues/2810 */
const SENDS_NO_SOURCE = /^ec2\.amazonaws\.com(\.cn)?$/;

/** A service that does not say for whom it comes would never get in. */
export const sourcelessProblems = (service: string): Problems => SENDS_NO_SOURCE.test(service)
  ? [`'servicePrincipal' must be a service that says for whom it acts, got ${JSON.stringify(service)}: take RoleTrust.serviceWithoutSource`] : [];

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

/** `*` and `?` are letters in an exact subject, which nobody has. */
export const subjectProblems = (subject: string): Problems =>
  shapeProblems('subjects', subject, /^[^*?]+$/, 'have no wildcard', "name each subject, or use 'oidcPattern'");

/** "repo:acme*" is the repositories of "acme-evil" too. What stands before the wildcard is judged; a token in there is resolved later. */
export const subjectPatternProblems = (prop: string, pattern: string): Problems =>
  Token.isUnresolved(pattern.split(/[*?]/)[0]) || namesCustomer(pattern) ? []
    : [`'${prop}' must name whose they are before the wildcard, got ${JSON.stringify(pattern)}: write the whole name, as in "repo:acme/…"`];
