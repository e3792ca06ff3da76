import { CfnResource } from 'aws-cdk-lib';
import { Rehearsal, rehearse, UndecidedError } from 'cdk-secure-landing-zone/rehearsal';
import { matchers } from 'cdk-secure-landing-zone/testing';
import { deny, tinyOrganization } from '../rehearsal/api/tiny-app';

let rehearsal: Rehearsal;
beforeAll(async () => {
  const tiny = tinyOrganization();
  deny(tiny, { Action: 'cloudtrail:StopLogging', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/lz/*' } } });
  const policy = tiny.app.node.findChild('Guardrails').node.findChild('Policy').node.defaultChild as CfnResource;
  policy.addMetadata('Guardrails', ['ACME-1', 'ACME-2']);
  policy.addMetadata('GuardrailTitles', { 'ACME-1': 'The trail runs on' });
  policy.addPropertyOverride('Content.Statement.1', {
    Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringNotLike: { 'ec2:InstanceType': 't*' } },
  });
  rehearsal = await rehearse(tiny.app, { phases: [] });
});

const stop = { as: 'role/Developer', account: 'production', action: 'cloudtrail:StopLogging' };
const asBreakGlass = { ...stop, as: 'role/lz/lz-break-glass' };
const start = { ...stop, action: 'ec2:RunInstances' };

/** What a failed expectation says. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation holds');
}

describe('toDeny', () => {
  test('holds for what is denied, by whatever statement and by the guardrail', () => {
    expect(rehearsal).toDeny(stop);
    expect(rehearsal).toDeny({ ...stop, by: 'ACME-1' });
    expect(rehearsal).toDeny({ ...start, context: { 'ec2:InstanceType': 'p5.48xlarge' }, by: 'ACME-2' });
  });

  test('fails for what is allowed, and names the statement that allows', () => {
    const message = messageOf(() => expect(rehearsal).toDeny(asBreakGlass));
    expect(message).toContain('expect(rehearsal).toDeny: expected denied, got allowed: allowed: identity policy "AdministratorAccess", statement 0');
    expect(message).toMatch(/as {10}role lz-break-glass of production/);
  });

  test('fails for what another guardrail denies, and names statement, policy, node, guardrail and path', () => {
    const message = messageOf(() => expect(rehearsal).toDeny({ ...stop, by: 'ACME-2' }));
    expect(message).toContain('expected denied by ACME-2, got denied by ACME-1');
    expect(message).toContain('statement 0 "Tiny" of service-control policy "tiny-policy" at Root');
    expect(message).toContain('guardrail   ACME-1 The trail runs on');
    expect(message).toContain('SCPs        Root (FullAWSAccess, tiny-policy) › Workloads (FullAWSAccess) › production (FullAWSAccess)');
  });

  test('under not, holds for what is allowed and what another guardrail denies, and fails for what is denied', () => {
    expect(rehearsal).not.toDeny(asBreakGlass);
    expect(rehearsal).not.toDeny({ ...stop, by: 'ACME-2' });
    expect(messageOf(() => expect(rehearsal).not.toDeny({ ...stop, by: 'ACME-1' })))
      .toContain('expect(rehearsal).not.toDeny: expected not denied by ACME-1, got denied: denied: service control policy "tiny-policy"');
  });
});

describe('toAllow', () => {
  test('holds for what is allowed', () => {
    expect(rehearsal).toAllow(asBreakGlass);
    expect(rehearsal).toAllow({ ...start, context: { 'ec2:InstanceType': 't3.micro' } });
  });

  test('fails for what is denied, and names statement, policy, node, guardrail and path', () => {
    const message = messageOf(() => expect(rehearsal).toAllow(stop));
    expect(message).toContain('expect(rehearsal).toAllow: expected allowed, got denied: denied: service control policy "tiny-policy" at "Root", statement 0');
    expect(message).toContain('guardrail   ACME-1 The trail runs on');
    expect(message).toContain('› Workloads (FullAWSAccess) ›');
  });

  test('under not, holds for what is denied, and fails for what is allowed', () => {
    expect(rehearsal).not.toAllow(stop);
    expect(messageOf(() => expect(rehearsal).not.toAllow(asBreakGlass))).toContain('expect(rehearsal).not.toAllow: expected not allowed, got allowed');
  });
});

describe('both', () => {
  test('fail when a condition key decides that nobody gave, under not too, and name it', () => {
    for (const expectation of [
      () => expect(rehearsal).toDeny(start), () => expect(rehearsal).not.toDeny(start),
      () => expect(rehearsal).toAllow(start), () => expect(rehearsal).not.toAllow(start),
    ]) {
      expect(expectation).toThrow(UndecidedError);
      expect(expectation).toThrow(/'context' must give "ec2:InstanceType", since statement 1 of "tiny-policy" at "Root" \(ACME-2\)/);
    }
  });

  test('fail for misspelt names, under not too, and say what was meant', () => {
    expect(() => expect(rehearsal).not.toAllow({ ...stop, action: 'cloudtrail:StopLoging' })).toThrow(/did you mean "cloudtrail:StopLogging"/);
    expect(() => expect(rehearsal).not.toDeny({ ...stop, by: 'G99' })).toThrow(
      /'by' must be the id of a guardrail of the assembly, got "G99": write one of ACME-1, ACME-2/);
  });

  test('fail for what is no rehearsal, and say what to give', () => {
    expect(() => expect(rehearse).toDeny(stop)).toThrow(/'expect' must get a rehearsal/);
  });

  test('can be given to an expect that is no global', () => {
    expect(Object.keys(matchers)).toEqual([
      'toAllow', 'toDeny', 'toReach', 'toReachNoAdministrator', 'toDeploy', 'toRun', 'toHaveNoPublicExposure', 'toEncryptAtRest',
      'toEncryptInTransit', 'toGrantLeastPrivilege', 'toHoldNoCredentials', 'toClassifyData', 'toKeepLogs', 'toKeepBackups', 'toOpenNoPorts',
      'toHaveNoFindings',
    ]);
  });
});
