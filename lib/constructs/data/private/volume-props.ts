import { RemovalPolicy } from 'aws-cdk-lib';
import { VolumeProps } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** Props of a volume with what was left out filled in: encryption by the class of its data, and that it stays. */
export function securedVolumeProps(scope: Construct, id: string, props: VolumeProps, classification = classOf(scope)): VolumeProps {
  const isEncrypted = props.encrypted ?? true;
  return {
    ...props,
    encrypted: isEncrypted,
    encryptionKey: props.encryptionKey ?? (isEncrypted ? keyOfClass(scope, id, classification) : undefined),
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}

/** What is weaker than the default. */
export const weakerVolumeProps = (
  { encrypted, encryptionKey, removalPolicy }: VolumeProps, classification: DataClassification,
): readonly Weaker[] => [
  { prop: 'encrypted', rule: 'not be false', got: encrypted, isWeaker: encrypted === false },
  weakerKey('encryptionKey', encryptionKey, classification),
  {
    prop: 'removalPolicy', rule: 'keep the data', got: removalPolicy, isWeaker: removalPolicy === RemovalPolicy.DESTROY,
    remedy: 'leave it out, or say SNAPSHOT',
  },
];
