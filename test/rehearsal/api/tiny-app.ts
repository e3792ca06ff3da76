import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { organization as org } from '../../../lib';

export const MANAGEMENT = '111111111111';
export const HOME = 'eu-central-1';

/** What a test may do to the tiny organization before it is synthesised. */
export interface TinyOrganization {
  readonly app: App;
  readonly stack: Stack;
  readonly members: Stack;
  readonly organization: org.Organization;
  readonly activation: org.OrganizationActivation;
  readonly workloads: org.OrganizationalUnit;
  readonly production: org.Account;
  readonly baseline: org.StackSet;
}

/** An app whose output goes to a folder of its own. */
export function app(): App {
  return new App({ context, outdir: mkdtempSync(join(tmpdir(), 'cdk.out')) });
}

/** One bucket, kept. */
export function bucketApp(): App {
  const bucketOnly = app();
  const stack = new Stack(bucketOnly, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data' });
  new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketName: 'tiny-data' } })
    .applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return bucketOnly;
}

/** An organization of two units and one account, with and a break-glass role in every member account. */
export function tinyOrganization(): TinyOrganization {
  const tiny = app();
  const env = { account: MANAGEMENT, region: HOME };
  const stack = new Stack(tiny, 'Organization', { env, stackName: 'tiny-organization' });
  const organization = new org.Organization(stack, 'Organization');
  const activation = new org.OrganizationActivation(stack, 'Activation', {
    organization, policyTypes: [org.PolicyType.SERVICE_CONTROL_POLICY], trustedServices: [org.TrustedService.IAM],
  });
  const workloads = new org.OrganizationalUnit(stack, 'Workloads', { organizationalUnitName: 'Workloads', parent: organization.root });
  new org.OrganizationalUnit(stack, 'PolicyStaging', { organizationalUnitName: 'PolicyStaging', parent: organization.root });
  const production = new org.Account(stack, 'Production', {
    accountName: 'production', email: 'production@example.com', parent: workloads,
    readiness: new org.AccountReadiness(stack, 'Readiness', { regions: [HOME] }),
  });
  const members = new Stack(tiny, 'Baseline', { env, stackName: 'tiny-baseline' });
  members.addStackDependency(stack);
  const baseline = new org.StackSet(members, 'Global', {
    stackSetName: 'tiny-global', targets: org.StackSetTargets.organization(organization), regions: [HOME],
  });
  breakGlass(baseline.template);
  production.node.addDependency(activation);
  return { app: tiny, stack, members, organization, activation, workloads, production, baseline };
}

function breakGlass(template: Stack): void {
  new CfnResource(template, 'BreakGlass', {
    type: 'AWS::IAM::Role',
    properties: {
      RoleName: 'lz-break-glass', Path: '/lz/',
      ManagedPolicyArns: [`arn:${template.partition}:iam::aws:policy/AdministratorAccess`],
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:${template.partition}:iam::${MANAGEMENT}:root` },
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        }],
      },
    },
  });
}

/** Attaches a service control policy to the root, in a stack of its own that comes last. */
export function deny(tiny: TinyOrganization, statement: Record<string, unknown>): void {
  const guardrails = new Stack(tiny.app, 'Guardrails', { env: { account: MANAGEMENT, region: HOME }, stackName: 'tiny-guardrails' });
  guardrails.addStackDependency(tiny.members);
  new org.OrganizationPolicy(guardrails, 'Policy', {
    policyName: 'tiny-policy', policyType: org.PolicyType.SERVICE_CONTROL_POLICY, targets: [org.PolicyTarget.root(tiny.organization)],
    content: { Version: '2012-10-17', Statement: [{ Sid: 'Tiny', Effect: 'Deny', Resource: '*', ...statement }] },
  });
}
