import { TECHNIQUES as OF_CATALOGUE } from '../../../rehearsal';
import { TECHNIQUES as OF_BOUNDARIES } from '../../constructs/identity/escalation-techniques';

/** Techniques of the catalogue by what the boundaries withstand; the first pattern that matches an id counts. */
const COUNTERPARTS: readonly (readonly [RegExp, string])[] = [
  [/-to-lambda$/, 'lambda-pass-role'],
  [/-to-ec2$/, 'ec2-run-instances'],
  [/-to-cloudformation$/, 'cloudformation-pass-role'],
  [/-to-glue$/, 'glue-development-endpoint'],
  [/-to-ecs$/, 'ecs-run-task'],
  [/-to-codebuild$/, 'codebuild-project'],
  [/-to-sagemaker$/, 'sagemaker-notebook'],
  [/-to-ssm-automation$/, 'ssm-automation'],
  [/-to-step-functions$/, 'states-state-machine'],
  [/-to-event-rule$/, 'events-rule-target'],
  [/-to-scheduler$/, 'scheduler-schedule'],
  [/-to-data-pipeline$/, 'datapipeline-pipeline'],
  [/-to-cognito$/, 'cognito-identity-pool'],
  [/^instance-profile-with-/, 'iam-add-role-to-instance-profile'],
  [/^assume-.*-of-another-account$|^assume-role-of-people-made-elsewhere$/, 'sts-assume-role-across-accounts'],
  [/^assume-/, 'sts-assume-role'],
  [/^create-(role|administrator)(-|$)/, 'iam-create-role'],
  [/^create-(bounded-)?user/, 'iam-create-user'],
  [/^(remove-boundary-of-)/, 'iam-delete-boundary'],
  [/^(replace-boundary|raise-boundary|raise-own-boundary|bind-what-deploys-the-platform)$/, 'iam-put-boundary'],
  [/^(edit-boundary|edit-higher-boundary)$/, 'iam-edit-boundary'],
  [/^older-version-of-boundary$/, 'iam-earlier-boundary'],
  [/^edit-policy-of-administrators$/, 'iam-create-policy-version'],
  [/^attach-policy-to-role-without-boundary$/, 'iam-attach-role-policy'],
  [/^(inline-policy-of-role-without-boundary|policy-on-own-role)$/, 'iam-put-role-policy'],
  [/^trust-of-/, 'iam-update-assume-role-policy'],
  [/^key-of-a-user$/, 'iam-create-access-key'],
  [/^password-of-a-user$/, 'iam-create-login-profile'],
  [/^other-password-of-a-user$/, 'iam-update-login-profile'],
  [/^policy-on-a-user$/, 'iam-attach-user-policy'],
  [/^inline-policy-on-a-user$/, 'iam-put-user-policy'],
  [/^policy-on-a-group$/, 'iam-attach-group-policy'],
  [/^inline-policy-on-a-group$/, 'iam-put-group-policy'],
  [/^join-a-group$/, 'iam-add-user-to-group'],
  [/^oidc-provider$/, 'iam-create-oidc-provider'],
  [/^audience-of-oidc-provider$/, 'iam-add-client-to-oidc-provider'],
  [/^saml-provider$/, 'iam-update-saml-provider'],
  [/^trust-anchor$/, 'rolesanywhere-trust-anchor'],
  [/^assign-permission-set$/, 'sso-assign-existing-permission-set'],
  [/^edit-permission-set$/, 'sso-put-inline-policy'],
  [/^join-a-group-of-identity-center$/, 'identitystore-join-group'],
  [/^root-session$/, 'sts-assume-root'],
  [/^stackset(-instances)?$/, 'cloudformation-create-stack-set'],
  [/^(stack-that-has-an-administrator-role|stack-of-a-stackset)$/, 'cloudformation-update-stack'],
  [/^change-set-of-such-a-stack$/, 'cloudformation-change-set'],
  [/^code-of-platform-function$/, 'lambda-update-function-code'],
  [/^layer-of-platform-function$/, 'lambda-update-function-configuration'],
  [/^reserved-tag-on-a-role$/, 'iam-tag-identity'],
  [/^reserved-tag-of-a-session$/, 'sts-tag-session'],
];

const NO_CREDENTIALS = 'gives nobody else\'s credentials and no permission by itself';
const OF_CODE = 'what a function or a stack does with its input cannot be known';

/** Why the search does not try the others. */
const REASONS: Readonly<Record<string, string>> = {
  'delete-boundary-and-take-its-name': 'AWS refuses to delete a policy that is in use',
  'credential-of-a-service': 'such a credential opens one service, and none that changes permissions',
  'mfa-of-a-user': NO_CREDENTIALS,
  'another-mfa-device-of-a-user': NO_CREDENTIALS,
  'user-of-identity-center': 'a new user has no permission set before it joins a group or is assigned one, which are techniques of their own',
  'leave-organization': 'organization policies as a way are not followed',
  'detach-guardrail': 'organization policies as a way are not followed',
  'contact-of-account': NO_CREDENTIALS,
  'primary-email': 'it leads by way of a mailbox, which no policy knows',
  'means-of-payment': NO_CREDENTIALS,
  'bill-preferences': NO_CREDENTIALS,
  'tax': NO_CREDENTIALS,
  'stacksets-of-organization': 'trusted access is on in the organization that the search looks at, or StackSets have no roles in it',
  'call-platform-function': OF_CODE,
  'permission-on-platform-function': OF_CODE,
  'event-source-of-platform-function': OF_CODE,
  'rule-of-platform': OF_CODE,
  'policy-of-platform-bus': OF_CODE,
  'templates-of-platform': 'a bucket whose objects are run cannot be known as such',
  'policy-of-log-bucket': NO_CREDENTIALS,
  'parameter-of-platform': OF_CODE,
};

/** What blinds the organization gives nobody more permissions. */
const OF_DETECTION = /^(stop|silence|delete|redirect)-.+-of-platform$/;

const counterpartOf = (id: string) => COUNTERPARTS.find(([pattern]) => pattern.test(id))?.[1];

test.each(OF_BOUNDARIES.map(({ id }) => id))('%s, which the boundaries withstand, is tried by the search, or it is said why not', id => {
  expect(counterpartOf(id) !== undefined || id in REASONS || OF_DETECTION.test(id)).toBe(true);
});

test('no counterpart and no reason is idle', () => {
  const ids = OF_BOUNDARIES.map(({ id }) => id);
  const known = new Set(OF_CATALOGUE.map(({ id }) => id));
  expect(COUNTERPARTS.map(([, counterpart]) => counterpart).filter(id => !known.has(id))).toEqual([]);
  expect(COUNTERPARTS.filter(([, counterpart]) => !ids.some(id => counterpartOf(id) === counterpart))).toEqual([]);
  expect(Object.keys(REASONS).filter(id => !ids.includes(id) || counterpartOf(id) !== undefined)).toEqual([]);
});
