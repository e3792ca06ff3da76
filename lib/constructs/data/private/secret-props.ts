import { CfnResource, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { CfnRotationSchedule, ISecret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** Props of a secret with what was left out filled in: encryption by the class of its data. */
export const securedSecretProps = (scope: Construct, id: string, props: SecretProps, classification = classOf(scope)): SecretProps =>
  ({ ...props, encryptionKey: props.encryptionKey ?? keyOfClass(scope, id, classification) });

/** What is weaker than the default. */
export const weakerSecretProps = (scope: Construct, props: SecretProps, classification: DataClassification): readonly Weaker[] => [
  weakerKey('encryptionKey', props.encryptionKey, classification),
  ...Object.entries({ secretStringValue: props.secretStringValue, ...props.secretObjectValue }).map(([name, value]) => ({
    prop: name === 'secretStringValue' ? name : `secretObjectValue.${name}`,
    rule: 'not stand in the template', got: 'a value that everybody with the template can read', isWeaker: isLegible(scope, value),
    remedy: 'leave it out to have one generated, or refer to it by SecretValue.ssmSecure or a parameter',
  })),
];

/** Whether a value is in clear in the template: neither a reference nor a token. */
function isLegible(scope: Construct, value?: SecretValue): boolean {
  const resolved: unknown = value && Stack.of(scope).resolve(value.unsafeUnwrap());
  return typeof resolved === 'string' && !Token.isUnresolved(resolved) && !resolved.startsWith('{{resolve:');
}

/** Whether a schedule renews a secret: one of its own, one of an attachment of it, or one that names it. */
export function isRotated(secret: ISecret): boolean {
  const stack = Stack.of(secret);
  const reference = JSON.stringify(stack.resolve(secret.secretArn));
  const schedules = (scope: { readonly node: Construct['node'] }) => scope.node.findAll().filter((one): one is CfnRotationSchedule =>
    CfnResource.isCfnResource(one) && one.cfnResourceType === CfnRotationSchedule.CFN_RESOURCE_TYPE_NAME);
  return schedules(secret).length > 0 || schedules(stack).some(({ secretId }) => JSON.stringify(stack.resolve(secretId)) === reference);
}
