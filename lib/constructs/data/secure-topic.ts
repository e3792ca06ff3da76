import { IPropertyInjector, Stack } from 'aws-cdk-lib';
import { Grant, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { KeyChoice } from './key-choice';
import { refuseWeaker, statedClass } from './private/refusals';
import { securedTopicProps, weakerTopicProps } from './private/topic-props';

/** Properties of a secure topic: those of the CDK's topic, and the class of its data. */
export interface SecureTopicProps extends TopicProps {
  /**
   * How bad it is when its messages come into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A topic of Amazon SNS that is encrypted by the class of its data, takes nothing without TLS, lets nobody in from outside, and signs its
 * messages by SHA-256.
 *
 * Its policy replaces the one that AWS gives to a topic without any, so services of the account publish only when they are let in:
 * `grantPublish` opens topic and key. Data of a class with AWS's keys is under `alias/aws/sns`, whose policy lets no other service of AWS
 * publish: give a topic for alarms or events a class with a key of your own.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class SecureTopic extends Topic {
  /** Gives the same defaults to every `sns.Topic` of a scope, by `PropertyInjectors.of(scope).add(…)`. */
  public static defaults(): IPropertyInjector {
    return injectorOf<TopicProps>(Topic.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedTopicProps(scope, id, props));
  }

  private readonly takesServices: boolean;

  public constructor(scope: Construct, id: string, props: SecureTopicProps = {}) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'sns.Topic', weakerTopicProps(props, classification));
    super(scope, id, securedTopicProps(scope, id, props, classification));
    this.takesServices = props.masterKey !== undefined || classification.keyChoice !== KeyChoice.AWS_OWNED;
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
  }

  /**
   * Lets CloudWatch publish for alarms of this account, and of no other: in the policies of the topic and of its key.
   *
   * @throws when the topic is under the key that AWS manages, which CloudWatch may not use
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  public grantPublishToAlarms(): Grant {
    throwProblems(this, this.takesServices ? [] : [
      "'classification' must have a customer managed key for CloudWatch to publish, got one with AWS's keys: give the topic DataClassification.INTERNAL",
    ]);
    return this.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
  }
}
