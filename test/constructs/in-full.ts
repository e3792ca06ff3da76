import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

interface Rendered {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const HASH = /[0-9A-F]{8}$/;

/** References as texts, such as "ApplicationKey.Arn"; what the CDK adds to a name is left out, and so are tags. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::Join': join } =
    value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly [string, string]; readonly 'Fn::Join'?: readonly [string, unknown[]] };
  if (reference !== undefined) {
    return reference.replace(HASH, '');
  }
  if (join) {
    return join[1].map(plain).join(join[0]);
  }
  return attribute ? `${attribute[0].replace(HASH, '')}.${attribute[1]}`
    : Object.fromEntries(Object.entries(value).filter(([name]) => !/^(Tags|FileSystemTags|BackupVaultTags)$/.test(name)).map(([name, one]) => [name, plain(one)]));
}

/** All properties of all resources of a type, by their names: what a table of them does not say, is not there. */
export function inFull(stack: Stack, cfnType: string): Readonly<Record<string, unknown>> {
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, Rendered>);
  return Object.fromEntries(resources.filter(([, { Type }]) => Type === cfnType)
    .map(([name, { Properties }]) => [name.replace(HASH, ''), plain(Properties)]));
}
