import { Alias } from 'aws-cdk-lib/aws-kms';
import { TopicProps } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** The key of SNS that AWS manages in each account. */
const AWS_MANAGED_KEY = 'alias/aws/sns';

/** Signatures of messages by SHA-256 and not by SHA-1. */
const SHA_256 = '2';

/** Props of a topic with what was left out filled in: TLS, encryption by the class of its data, signatures by SHA-256. */
export function securedTopicProps(scope: Construct, id: string, props: TopicProps, classification = classOf(scope)): TopicProps {
  return {
    ...props,
    enforceSSL: props.enforceSSL ?? true,
    masterKey: props.masterKey ?? keyOfClass(scope, id, classification) ?? Alias.fromAliasName(scope, `${id}Key`, AWS_MANAGED_KEY),
    signatureVersion: props.signatureVersion ?? SHA_256,
  };
}

/** What is weaker than the default. */
export const weakerTopicProps = (
  { enforceSSL, signatureVersion, masterKey }: TopicProps, classification: DataClassification,
): readonly Weaker[] => [
  weakerKey('masterKey', masterKey, classification),
  { prop: 'enforceSSL', rule: 'not be false', got: enforceSSL, isWeaker: enforceSSL === false },
  { prop: 'signatureVersion', rule: `be "${SHA_256}", which is SHA-256`, got: signatureVersion, isWeaker: signatureVersion === '1' },
];
