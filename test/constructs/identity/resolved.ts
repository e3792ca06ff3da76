import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyDocument } from '../../../lib/policy';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';

const VALUES: Readonly<Record<string, string>> = { 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT, 'AWS::Region': 'eu-central-1' };

/** A template's value as CloudFormation renders it in the account. */
export function rendered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(rendered);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: reference, 'Fn::Join': join } = value as { readonly Ref?: string; readonly 'Fn::Join'?: readonly [string, readonly unknown[]] };
  if (join) {
    return join[1].map(rendered).join(join[0]);
  }
  return reference !== undefined ? VALUES[reference] ?? reference
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rendered(inner)]));
}

/** The properties of the only resource of a type, rendered. */
export function propertiesOf(type: string, build: (stack: Stack) => void): Record<string, unknown> {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  const [resource] = Object.values(Template.fromStack(stack).findResources(type));
  return rendered(resource.Properties) as Record<string, unknown>;
}

/** The content of the only managed policy. */
export const policyOf = (build: (stack: Stack) => void): PolicyDocument => propertiesOf('AWS::IAM::ManagedPolicy', build).PolicyDocument as PolicyDocument;
