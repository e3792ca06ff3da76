import { IPropertyInjector } from 'aws-cdk-lib';
import { CfnResourcePolicy, Secret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { widenByName } from '../../core/own-constructs';
import { injectorOf } from '../../core/property-injection';
import { lengthProblems } from '../../core/validation';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { denyWithoutTls } from './private/deny-without-tls';
import { refuseWeaker, statedClass } from './private/refusals';
import { isRotated, securedSecretProps, weakerSecretProps } from './private/secret-props';

/** A reason that a reviewer can judge. */
const REASON_LENGTH = { min: 10, max: 1000 };

/** Properties of a secure secret: those of the CDK's secret, the class of its data, and why it is not renewed where it is not. */
export interface SecureSecretProps extends SecretProps {
  /**
   * How bad it is when it comes into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;

  /**
   * Why nobody renews it, in a sentence that a reviewer accepts, 10 to 1,000 characters: "The provider gives a token once a year, by mail."
   *
   * @default - a schedule renews it, by `addRotationSchedule`, or the synthesis fails
   */
  readonly withoutRotation?: string;
}

/**
 * A secret of AWS Secrets Manager that is encrypted by the class of its data, is never open to the public, does not stand in the template,
 * and is renewed by a schedule unless it is said why not.
 *
 *     const token = new data.SecureSecret(this, 'Token');
 *     token.addRotationSchedule('Weekly', { rotationLambda, automaticallyAfter: Duration.days(7) });
 *
 * The master password of a database is none of yours: `SecureDatabaseInstance` and `SecureDatabaseCluster` leave it to RDS.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
 */
export class SecureSecret extends Secret {
  /** Gives the key by class to every `secretsmanager.Secret` of a scope, by `PropertyInjectors.of(scope).add(…)`. */
  public static defaults(): IPropertyInjector {
    return injectorOf<SecretProps>(Secret.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedSecretProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureSecretProps = {}) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'secretsmanager.Secret', weakerSecretProps(scope, props, classification));
    const secured = securedSecretProps(scope, id, props, classification);
    super(scope, id, secured);
    const { withoutRotation: reason } = props;
    throwProblems(this, reason === undefined ? [] : lengthProblems('withoutRotation', reason, REASON_LENGTH.max, REASON_LENGTH.min));
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
    closePolicy(this);
    this.acknowledge(reason, secured.encryptionKey !== undefined);
    this.node.addValidation({ validate: () => this.rotationProblems(reason) });
  }

  private acknowledge(withoutRotation: string | undefined, hasOwnKey: boolean): void {
    if (withoutRotation !== undefined) {
      widenByName(this, 'secret-rotation');
      ['AwsSolutions::AwsSolutions-SMG4', 'NIST.800.53.R5::NIST.800.53.R5-SecretsManagerRotationEnabled'].forEach(id =>
        acknowledge(this, { id, reason: withoutRotation }));
    }
    if (!hasOwnKey) {
      acknowledge(this, {
        id: 'NIST.800.53.R5::NIST.800.53.R5-SecretsManagerUsingKMSKey',
        reason: "Its data is of a class for which AWS's own key is enough: it is encrypted, and there is nobody to keep from reading it.",
      });
    }
  }

  private rotationProblems(reason?: string): string[] {
    return isRotated(this) === (reason === undefined) ? [] : [reason === undefined
      ? "'withoutRotation' must say why nobody renews the secret, got none: give the reason, or call addRotationSchedule"
      : `'withoutRotation' must be left out of a secret that a schedule renews, got ${JSON.stringify(reason)}: leave it out`];
  }
}

/** What props cannot say: a policy that AWS refuses to make public, now and by any later change of it. */
function closePolicy(secret: Secret): void {
  secret.addToResourcePolicy(denyWithoutTls('secretsmanager:*', '*'));
  (secret.node.findChild('Policy').node.defaultChild as CfnResourcePolicy).blockPublicPolicy = true;
}
