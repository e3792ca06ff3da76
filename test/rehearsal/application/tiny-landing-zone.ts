import { readFileSync, writeFileSync } from 'node:fs';
import { App, CfnResource, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { organization as org } from '../../../lib';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { app, deny, HOME, MANAGEMENT, tinyOrganization } from '../api/tiny-app';

/** The machinery that guardrails let be. */
export const EXEMPT = { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'] } };

const ONE_REGION = {
  NotAction: ['iam:*', 'sts:*', 'organizations:*'], Condition: { ...EXEMPT, StringNotEquals: { 'aws:RequestedRegion': [HOME] } },
};

/** A landing zone of one account, "production", with one guardrail, "ACME-1": one region alone, or what is given. */
export function tinyLandingZone(statement: Record<string, unknown> = ONE_REGION): App {
  const tiny = tinyOrganization();
  deny(tiny, statement);
  const policy = tiny.app.node.findChild('Guardrails').node.findChild('Policy').node.defaultChild as CfnResource;
  policy.addMetadata('Guardrails', ['ACME-1']);
  policy.addMetadata('GuardrailTitles', { 'ACME-1': 'One region' });
  return tiny.app;
}

/** The same account under a resource control policy at the root, which denies by a statement. */
export function tinyPerimeter(statement: Record<string, unknown>): string {
  const tiny = tinyOrganization();
  const guardrails = new Stack(tiny.app, 'Perimeter', { env: { account: MANAGEMENT, region: HOME } });
  guardrails.addStackDependency(tiny.members);
  new org.OrganizationPolicy(guardrails, 'Policy', {
    policyName: 'tiny-perimeter', policyType: org.PolicyType.RESOURCE_CONTROL_POLICY, targets: [org.PolicyTarget.root(tiny.organization)],
    content: { Version: '2012-10-17', Statement: [{ Sid: 'Perimeter', Effect: 'Deny', Principal: '*', Resource: '*', ...statement }] },
  });
  const assembly = tiny.app.synth();
  const path = assembly.getStackByName('tiny-organization').templateFullPath;
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"SERVICE_CONTROL_POLICY"', '"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"'));
  return assembly.directory;
}

/** The same, deployed. */
export function landingZone(statement?: Record<string, unknown>): Promise<Rehearsal> {
  return deployed(tinyLandingZone(statement));
}

/** A landing zone that AWS takes. */
export async function deployed(zone: App | string): Promise<Rehearsal> {
  const rehearsal = await rehearse(zone, { phases: [], faults: 'none' });
  expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
  return rehearsal;
}

/** An app with a queue, and a role that reads it, in a stack for each of the props. */
export function queueApp(...stacks: readonly StackProps[]): App {
  const own = app();
  stacks.forEach((props, index) => {
    const stack = new Stack(own, `Queue${index}`, props);
    const queue = new sqs.Queue(stack, 'Queue');
    queue.grantConsumeMessages(new iam.Role(stack, 'Worker', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  });
  return own;
}
