import { Question, QuestionError, Rehearsal, rehearse, UndecidedError } from '../../../rehearsal';
import { decide } from '../../../rehearsal/aws/authorization';
import { findKey } from '../../../rehearsal/aws/services/kms';
import { World } from '../../../rehearsal/aws/world';
import { simulate } from '../../../rehearsal/simulation/simulate';
import { synthesise } from '../../app/synth';
import { deny, HOME, tinyOrganization } from './tiny-app';

const KEY = `arn:aws:kms:${HOME}:{log-archive}:alias/lz/trail`;
const deletion = { as: 'role/Administrator', account: 'log-archive', action: 'kms:ScheduleKeyDeletion' };

describe('an answer about the example', () => {
  let rehearsal: Rehearsal;
  let world: World;
  beforeAll(async () => {
    rehearsal = await rehearse(synthesise(), { phases: [] });
    ({ world } = rehearsal as unknown as { readonly world: World });
  }, 60_000);

  const accountNamed = (name: string) => [...world.state.organizations.accounts.values()].find(account => account.name === name)!.id;
  const keyArn = () => findKey(world, KEY.replace('{log-archive}', accountNamed('log-archive')))!.arn;

  test('denies the administrator of the log archive to delete the key of the trail, whose alias the deployment tells', () => {
    expect(rehearsal.may({ ...deletion, resource: keyArn() })).toMatchObject({ allowed: false, policy: 'lz-log-archive-scp-1', node: 'Security' });
    expect(rehearsal.simulate({ ...deletion, resource: keyArn() }).decision?.guardrails[0].id).toMatch(/^G42/);
  });

  test('is the same by the alias of the key, and with the name of the account in place of its id', () => {
    expect(rehearsal.simulate({ ...deletion, resource: KEY })).toMatchObject({ outcome: 'denied', resource: keyArn() });
  });

  test('is the one that the call of a deployment gets', () => {
    const principal = `arn:aws:iam::${accountNamed('log-archive')}:role/OrganizationAccountAccessRole`;
    const caller = world.sessionOf(principal);
    for (const action of ['kms:ScheduleKeyDeletion', 'kms:DescribeKey', 'kms:TagResource']) {
      const call = decide(world, caller, { action, resource: keyArn(), region: HOME });
      expect(rehearsal.may({ as: principal, account: 'log-archive', action, resource: keyArn() })).toEqual(call);
    }
    expect(() => world.authorize(caller, { action: 'kms:ScheduleKeyDeletion', resource: keyArn(), region: HOME }, true)).toThrow(/lz-log-archive-scp-1/);
  });

  test('knows the owner of a bucket, whose ARN names no account', () => {
    const bucket = `arn:aws:s3:::lz-trail-{log-archive}-${HOME}`;
    const simulation = rehearsal.simulate({ as: 'role/Developer', account: 'production', action: 's3:DeleteObject', resource: `${bucket}/x` });
    expect(simulation.outcome).toBe('denied');
    expect(simulation.paths.map(({ layer, nodes }) => [layer, nodes.at(-1)?.node])).toEqual([['service-control', 'production'], ['resource-control', 'log-archive']]);
  });

  test('throws when a statement that would decide asks for a key that nobody gave, and names key, statement and guardrail', () => {
    expect(() => rehearsal.may(deletion)).toThrow(UndecidedError);
    expect(() => rehearsal.may(deletion)).toThrow(
      /'context' must give "kms:ResourceAliases", since statement \d of "lz-log-archive-scp-1" at "Security" \(G42.*\) would decide by it/);
    const { outcome, undecided } = rehearsal.simulate(deletion);
    expect(outcome).toBe('undecided');
    expect(new Set(undecided.flatMap(({ missingKeys }) => missingKeys))).toEqual(new Set(['kms:ResourceAliases']));
  });

  test('takes what the context gives, and an empty list for a key that the request does not have', () => {
    const context = (value: string[]) => ({ context: { 'kms:ResourceAliases': value } });
    expect(rehearsal.may({ ...deletion, ...context(['alias/lz/trail']) }).allowed).toBe(false);
    expect(rehearsal.may({ ...deletion, ...context(['alias/team']) }).allowed).toBe(true);
    expect(rehearsal.may({ ...deletion, ...context([]) }).allowed).toBe(true);
  });

  test('needs no key that cannot change it', () => {
    expect(rehearsal.may({ ...deletion, account: 'production', region: 'us-east-1' }).allowed).toBe(false);
    expect(rehearsal.may({ ...deletion, account: 'production' }).allowed).toBe(true);
  });

  test('asks for MFA before somebody enters by break-glass', () => {
    const enter = {
      as: 'arn:aws:iam::111111111111:user/break-glass-1', account: 'production', action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::{production}:role/lz/lz-break-glass',
    };
    expect(rehearsal.simulate(enter).undecided.flatMap(({ missingKeys }) => missingKeys)).toContain('aws:MultiFactorAuthPresent');
    const mfa = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' };
    expect(rehearsal.may({ ...enter, context: mfa }).allowed).toBe(true);
    expect(rehearsal.may({ ...enter, context: { ...mfa, 'aws:MultiFactorAuthPresent': [] } }).allowed).toBe(false);
  });

  test.each<[string, string, string]>([
    ['the root user', 'root', 'root user of production'],
    ['a root session', 'root-session', 'root session of production'],
    ['a user', 'user/alice', 'user alice of production'],
    ['a session of a deployed role', 'arn:aws:sts::{production}:assumed-role/lz-break-glass/why', 'role lz-break-glass of production'],
    ['a session of a role that nobody deployed', 'arn:aws:sts::{production}:assumed-role/Developer/why', 'role Developer of production'],
    ['an identity provider', 'oidc-provider/token.actions.githubusercontent.com', 'oidc-provider/token.actions.githubusercontent.com of production'],
    ['a service', 'config.amazonaws.com', 'config.amazonaws.com'],
    ['nobody in particular', '*', 'an unsigned request'],
  ])('knows %s', (_, as, principal) => {
    const bucket = 'arn:aws:s3:::somebody';
    expect(rehearsal.simulate({ as, account: 'production', action: 's3:ListBucket', resource: bucket }).principal).toMatch(new RegExp(`^${principal.replace('*', '.')}`));
  });

  test('says what it took for given', () => {
    const asked = { as: 'arn:aws:iam::999999999999:role/Partner', account: 'production', action: 's3:GetObject', resource: 'arn:aws:s3:::somebody/x' };
    expect(rehearsal.simulate(asked).assumptions).toEqual([
      'role Partner of 999999999999 was not deployed: taken with full permissions',
      'arn:aws:s3:::somebody/x was not deployed: taken with a policy that lets everybody in',
    ]);
    expect(rehearsal.simulate({ ...asked, as: 'arn:aws:iam::{production}:role/lz/lz-break-glass' }).assumptions).toEqual([]);
  });

  test('says what a question without a resource leaves aside', () => {
    const stop = { as: 'role/lz/lz-break-glass', account: 'production', action: 'cloudtrail:StopLogging' };
    expect(rehearsal.simulate({ ...stop, as: 'role/Developer' }).assumptions).toContainEqual(expect.stringMatching(/^no resource was named: statement \d+ of "lz-foundation-scp-1"/));
    expect(rehearsal.simulate(stop).assumptions).toEqual([]);
  });

  test('names the service-linked role that nobody deployed', () => {
    const as = 'role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
    expect(rehearsal.simulate({ as, account: 'production', action: 's3:ListBucket' }).assumptions).toContainEqual(
      expect.stringMatching(/^service-linked role AWSServiceRoleForAutoScaling of production \(\d{12}\) was not deployed: taken with full permissions$/));
  });

  test.each(['role/lz-break-glass', 'role/lz/lz-breakglass', 'user/lz-break-glass'])('suggests the deployed role for %s', as => {
    expect(rehearsal.simulate({ as, account: 'production', action: 's3:ListBucket' }).assumptions).toContainEqual(
      expect.stringMatching(/was not deployed: taken with full permissions; did you mean role\/lz\/lz-break-glass\?$/));
  });

  test('lets a root session do its tasks only, and says that it carries one of them', () => {
    const session = { as: 'root-session', account: 'production' };
    const bucket = 'arn:aws:s3:::somebody';
    expect(rehearsal.may({ ...session, action: 's3:GetObject', resource: `${bucket}/x` })).toMatchObject({ allowed: false, layer: 'session' });
    expect(rehearsal.may({ ...session, action: 'ec2:RunInstances' })).toMatchObject({ allowed: false, layer: 'session' });
    expect(rehearsal.may({ ...session, action: 's3:DeleteBucketPolicy', resource: bucket }).allowed).toBe(true);
    expect(rehearsal.may({ ...session, action: 'iam:DeleteLoginProfile' }).allowed).toBe(true);
    expect(rehearsal.may({ ...session, action: 'iam:DeleteLoginProfile', resource: 'arn:aws:iam::{production}:user/alice' }).allowed).toBe(false);
    expect(rehearsal.simulate({ ...session, action: 'iam:GetUser' }).assumptions[0]).toContain('one of the five task policies of sts:AssumeRoot');
  });

  test.each<[string, Partial<Question>, string]>([
    ['an action', { action: 'ec2:StartInstanc' }, '\'action\' must be an action that AWS knows, got "ec2:StartInstanc": did you mean "ec2:StartInstances"?'],
    ['a service', { action: 'clodtrail:StopLogging' }, 'did you mean "cloudtrail:StopLogging"?'],
    ['a service that nothing is like', { action: 'nosuch:Thing' }, 'got "nosuch:Thing": take one from the Service Authorization Reference'],
    ['a global key', { context: { 'aws:SecureTransprt': 'true' } }, 'got "aws:SecureTransprt": did you mean "aws:SecureTransport"?'],
    ['a key without its prefix', { context: { SecureTransport: 'true' } }, 'did you mean "aws:SecureTransport"?'],
    ['a key of a service', { context: { 's3:prefx': 'x' } }, 'did you mean "s3:prefix"?'],
    ['a service principal', { as: 'cloudtrial.amazonaws.com' }, '\'as\' must be a service principal that AWS knows, got "cloudtrial.amazonaws.com": '
      + 'did you mean "cloudtrail.amazonaws.com"?'],
  ])('fails for %s that AWS does not have, and says what was meant', (_, misspelt, message) => {
    const question = { as: 'role/Developer', account: 'production', action: 's3:ListBucket', ...misspelt };
    expect(() => rehearsal.simulate(question)).toThrow(QuestionError);
    expect(() => rehearsal.may(question)).toThrow(message);
  });

  test('tells all misspelt names at once', () => {
    const question = { as: 'root', account: 'production', action: 'ec2:StartInstanc', context: { 'aws:SecureTransprt': 'true' } };
    expect(() => rehearsal.may(question)).toThrow(/StartInstances.*; .*SecureTransport/);
  });

  test('takes keys in any case, of tags, of credentials and of identity providers', () => {
    const context = {
      'AWS:securetransport': 'true', 'aws:RequestTag/team': 'a', 's3:ExistingObjectTag/team': 'a', 'lambda:SourceFunctionArn': 'x',
      'token.actions.githubusercontent.com:sub': 'repo', 'saml:aud': 'https://signin.aws.amazon.com/saml',
    };
    expect(() => rehearsal.simulate({ as: 'role/Developer', account: 'production', action: 'S3:listbucket', context })).not.toThrow();
  });

  test('takes a service principal that nothing is like, and says so', () => {
    const asked = (as: string) => rehearsal.simulate({ as, account: 'production', action: 's3:ListBucket' }).assumptions;
    expect(asked('frobnication.amazonaws.com')).toContain('frobnication.amazonaws.com is no service principal that is known here: taken as one of AWS');
    for (const known of ['delivery.logs.amazonaws.com', 'logs.eu-central-1.amazonaws.com', 'ecs-tasks.amazonaws.com', 'malware-protection.guardduty.amazonaws.com']) {
      expect(asked(known).join()).not.toContain('no service principal');
    }
  });

  test('lets a service-linked role pass, and says that nothing binds it', () => {
    const { outcome, paths } = rehearsal.simulate({
      as: 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig', account: 'production', action: 'ec2:RunInstances', region: 'us-east-1',
    });
    expect(outcome).toBe('allowed');
    expect(paths.map(({ reason }) => reason)).toEqual(['do not bind service-linked roles', 'do not bind service-linked roles']);
  });

  test('shows the way from the root to the account with what is attached', () => {
    const [{ nodes }] = rehearsal.simulate({ as: 'root', account: 'production', action: 'iam:CreateUser' }).paths;
    expect(nodes.map(({ node }) => node)).toEqual(['Root', 'Workloads', 'Production', 'production']);
    expect(nodes[1].policies).toEqual(expect.arrayContaining(['FullAWSAccess', 'lz-foundation-scp-1']));
  });

  test('fails when the principal is none, and says how to write one', () => {
    expect(() => rehearsal.may({ ...deletion, as: 'Administrator' })).toThrow(/'as' must be root, .* got "Administrator": write role\/<name>/);
    expect(() => rehearsal.may({ ...deletion, as: 'arn:aws:s3:::bucket' })).toThrow(/'as' must be/);
  });
});

describe('an answer under a statement that asks for keys', () => {
  const ask = async (statement: Record<string, unknown>, question: Partial<Parameters<Rehearsal['simulate']>[0]> = {}) => {
    const tiny = tinyOrganization();
    deny(tiny, statement);
    const rehearsal = await rehearse(tiny.app, { phases: [] });
    expect(rehearsal.failures).toEqual([]);
    return rehearsal.simulate({ as: 'role/Developer', account: 'production', action: 'ec2:RunInstances', resource: '*', ...question });
  };
  const missing = ({ undecided }: ReturnType<typeof simulate>) => undecided.flatMap(({ missingKeys }) => missingKeys);

  test('is undecided by a key of the request', async () => {
    const answer = await ask({ Action: 'ec2:*', Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } } });
    expect(answer.outcome).toBe('undecided');
    expect(missing(answer)).toEqual(['ec2:MetadataHttpTokens']);
  });

  test('is undecided by a tag, and by a variable in a resource', async () => {
    expect(missing(await ask({ Action: '*', Condition: { Null: { 'aws:ResourceTag/team': 'true' } } }))).toEqual(['aws:ResourceTag/team']);
    expect(missing(await ask({ Action: '*', Resource: 'arn:aws:ec2:*:*:${aws:PrincipalTag/team}' },
      { resource: 'arn:aws:ec2:eu-central-1:{production}:instance/i-1' }))).toEqual(['aws:PrincipalTag/team']);
  });

  test('names every key of every statement at once', async () => {
    const answer = await ask({ Action: '*', Condition: { Bool: { 'ec2:Encrypted': 'false' }, StringEquals: { 'aws:RequestTag/a': '${aws:SourceIp}' } } });
    expect(missing(answer)).toEqual(['ec2:Encrypted', 'aws:RequestTag/a', 'aws:SourceIp']);
  });

  test('is decided where what is known keeps the statement from matching', async () => {
    const condition = { StringEquals: { 'aws:RequestTag/a': 'b', 'aws:RequestedRegion': 'us-east-1' } };
    expect((await ask({ Action: '*', Condition: condition })).outcome).toBe('allowed');
    expect((await ask({ Action: '*', Condition: condition }, { region: 'us-east-1' })).outcome).toBe('undecided');
  });

  test('is decided where the key belongs to another service, or to services that call by themselves', async () => {
    expect((await ask({ Action: '*', Condition: { StringEquals: { 's3:x-amz-acl': 'public-read' } } })).outcome).toBe('allowed');
    expect((await ask({ Action: '*', Condition: { StringEquals: { 'aws:SourceAccount': '1' } } })).outcome).toBe('allowed');
  });
});
