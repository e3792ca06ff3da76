import { IPropertyInjector, Stack } from 'aws-cdk-lib';
import { Grant, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { injectorOf } from '../../core/property-injection';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
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
 * `grantPublish` opens topic and key. Public data is under the key of the stack too, since no other service of AWS can publish under
 * `alias/aws/sns`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class SecureTopic extends Topic {
  /**
   * Gives the same key and signatures to every `sns.Topic` of a scope, by `PropertyInjectors.of(scope).add(…)`. TLS is left to
   * `SecureDefaults`: the policy that demands it would replace the one by which alarms of the account publish until today.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<TopicProps>(Topic.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedTopicProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureTopicProps = {}) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'sns.Topic', weakerTopicProps(props, classification));
    super(scope, id, { ...securedTopicProps(scope, id, props, classification), enforceSSL: true });
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
  }

  /**
   * Lets CloudWatch publish for alarms of this account, and of no other: in the policies of the topic and of its key.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  public grantPublishToAlarms(): Grant {
    return this.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
  }
}
