import { TopicProps } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ApplicationKey } from '../../encryption';
import { DataClassification } from '../data-classification';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** Signatures of messages by SHA-256 and not by SHA-1. */
const SHA_256 = '2';

/**
 * Props of a topic with what was left out filled in: encryption by the class of its data, signatures by SHA-256.
 *
 * The key of SNS that AWS manages lets no other service of AWS publish, so alarms and events would be lost in silence: a topic of public
 * data is under the key of the stack too.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function securedTopicProps(scope: Construct, id: string, props: TopicProps, classification = classOf(scope)): TopicProps {
  return {
    ...props,
    masterKey: props.masterKey ?? keyOfClass(scope, id, classification) ?? ApplicationKey.of(scope),
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
