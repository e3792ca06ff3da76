import { CfnResource, Stack } from 'aws-cdk-lib';
import { rehearse, Rehearsal } from 'cdk-secure-landing-zone/rehearsal';
import 'cdk-secure-landing-zone/testing';
import { app, HOME, MANAGEMENT } from '../rehearsal/api/tiny-app';

const trust = (principal: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });

/** An account with a developer who may pass roles to functions of a name, and with an administrator for such functions. */
async function rehearsed(statement: object): Promise<Rehearsal> {
  const tiny = app();
  const stack = new Stack(tiny, 'Roles', { env: { account: MANAGEMENT, region: HOME }, stackName: 'roles' });
  const role = (id: string, properties: object) => new CfnResource(stack, id, { type: 'AWS::IAM::Role', properties: { RoleName: id, ...properties } });
  role('developer', {
    AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
    Policies: [{ PolicyName: 'work', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }, statement] } }],
  });
  role('administrator', {
    AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
    ManagedPolicyArns: [`arn:${stack.partition}:iam::aws:policy/AdministratorAccess`],
  });
  return rehearse(tiny, { phases: [] });
}

const developer = { as: 'role/developer', account: MANAGEMENT };
const harmless = { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/app-*' };
const harmful = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };

describe('toReachNoAdministrator', () => {
  test('holds where no way leads to an administrator', async () => {
    const rehearsal = await rehearsed(harmless);
    expect(rehearsal).toReachNoAdministrator(developer);
    expect(() => expect(rehearsal).not.toReachNoAdministrator(developer)).toThrow(/reaches 0 principals, none of them an administrator/);
  });

  test('fails where one does, and tells the way', async () => {
    const rehearsal = await rehearsed(harmful);
    expect(rehearsal).not.toReachNoAdministrator(developer);
    expect(() => expect(rehearsal).toReachNoAdministrator(developer)).toThrow(
      /comes to be\narn:aws:iam::111111111111:role\/administrator, an administrator\n {3}1\. lambda-pass-role by arn:aws:iam::111111111111:role\/developer\n/);
  });

  test('fails for what is no rehearsal, and for somebody who was not deployed', async () => {
    expect(() => expect(rehearse).toReachNoAdministrator(developer)).toThrow(/'expect' must get a rehearsal/);
    expect(() => expect({}).not.toReachNoAdministrator(developer)).toThrow(/'expect' must get a rehearsal/);
    const rehearsal = await rehearsed(harmless);
    expect(() => expect(rehearsal).not.toReachNoAdministrator({ ...developer, as: 'role/nobody' })).toThrow(/was not deployed/);
  });
});
