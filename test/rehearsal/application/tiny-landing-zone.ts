import { App, CfnResource, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { app, deny, HOME, tinyOrganization } from '../api/tiny-app';

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

/** The same, deployed. */
export async function landingZone(statement?: Record<string, unknown>): Promise<Rehearsal> {
  const rehearsal = await rehearse(tinyLandingZone(statement), { phases: [], faults: 'none' });
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
