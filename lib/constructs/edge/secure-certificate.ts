import { Duration, IPropertyInjector } from 'aws-cdk-lib';
import { Certificate, CertificateProps, CertificateValidation, ValidationMethod } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { Problems, wholeRangeProblems } from '../../core/validation';
import { refusedIf } from './private/refusals';

/** From when ACM has renewed what it can, to when nobody could do anything any more. */
const WARNING_DAYS = { min: 7, max: 59 };
const DEFAULT_WARNING = Duration.days(30);
const PLAIN = 'acm.Certificate';
/** Keys that public authorities no longer sign. */
const SHORT_KEYS = ['RSA_1024'];

/** Properties of a certificate. */
export interface SecureCertificateProps extends CertificateProps {
  /**
   * How long before its end the alarm goes off, 7 to 59 days.
   *
   * @default Duration.days(30) - by then ACM has tried to renew it for at least two weeks
   */
  readonly expiryWarning?: Duration;

  /**
   * Who is told.
   *
   * @default - nobody: the alarm is seen in CloudWatch alone
   */
  readonly expiryTopic?: ITopic;
}

/** What is left open, closed. The key algorithm is not: another one replaces the certificate. */
function securedProps(props: CertificateProps): CertificateProps {
  return {
    ...props,
    validation: props.validation ?? CertificateValidation.fromDns(),
    transparencyLoggingEnabled: props.transparencyLoggingEnabled ?? true,
  };
}

/**
 * The CDK's `Certificate`, validated by DNS, so that ACM renews it by itself, and with an alarm for when it could not.
 *
 *     new SecureCertificate(this, 'Certificate', { domainName: 'www.example.com', validation: CertificateValidation.fromDns(zone) });
 *
 * Without a hosted zone somebody has to make the DNS record that the console shows, and the deployment waits for it. E-mail is refused: ACM
 * asks again for each renewal, and an unread mail is an outage. The certificate is in the logs of certificate transparency, without which
 * browsers do not take it, and its private key cannot be exported.
 *
 * The alarm is on the metric and not on EventBridge's "ACM Certificate Approaching Expiration": it stays on until the certificate is
 * renewed, and its days are the certificate's own, while the event has one setting for all of an account.
 *
 * Costs USD 0.10 a month, for the alarm.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
 * @see https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export class SecureCertificate extends Certificate {
  /** For certificates of the CDK in a scope: DNS validation, where their props leave it open. */
  public static defaults(): IPropertyInjector {
    return injectorOf<CertificateProps>(Certificate.PROPERTY_INJECTION_ID, securedProps);
  }

  /** Goes off when the certificate was not renewed in time. */
  public readonly expiryAlarm: Alarm;

  public constructor(scope: Construct, id: string, props: SecureCertificateProps) {
    throwProblems(scope, certificateProblems(props));
    super(scope, id, securedProps(props));
    this.expiryAlarm = this.newAlarm(props);
  }

  private newAlarm({ domainName, expiryWarning = DEFAULT_WARNING, expiryTopic }: SecureCertificateProps): Alarm {
    const alarm = new Alarm(this, 'ExpiryAlarm', {
      alarmDescription: `The certificate of ${domainName} ends in ${expiryWarning.toDays()} days and was not renewed: see whether the DNS record that validates it is there`,
      metric: this.metricDaysToExpiry({ statistic: 'Minimum', period: Duration.days(1) }),
      threshold: expiryWarning.toDays(),
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // ACM reports twice a day, and not before the certificate is issued
      treatMissingData: TreatMissingData.IGNORE,
    });
    if (expiryTopic) {
      alarm.addAlarmAction(new SnsAction(expiryTopic));
    } else {
      acknowledgeSilence(alarm);
    }
    return alarm;
  }
}

function acknowledgeSilence(alarm: Alarm): void {
  ['NIST.800.53.R5::NIST.800.53.R5-CloudWatchAlarmAction', 'cdk-validator-cfnguard::cloudwatch_alarm_action_check']
    .forEach(id => acknowledge(alarm.node.defaultChild!, {
      id, reason: 'No topic was named: the alarm is seen in CloudWatch, and AWS Health tells the account of renewals that fail.',
    }));
}

function certificateProblems(props: SecureCertificateProps): Problems {
  const plain = PLAIN;
  const { validation, keyAlgorithm, expiryWarning } = props;
  return [
    ...refusedIf(validation?.method === ValidationMethod.EMAIL, {
      prop: 'validation', rule: 'be by DNS', got: validation?.method, remedy: 'say CertificateValidation.fromDns(zone)', plain,
    }),
    ...refusedIf(props.transparencyLoggingEnabled === false, {
      prop: 'transparencyLoggingEnabled', rule: 'be true', got: false, remedy: 'leave it out: browsers refuse a certificate that is not logged', plain,
    }),
    ...refusedIf(props.allowExport === true, {
      prop: 'allowExport', rule: 'be false', got: true, remedy: 'leave it out, so that the private key stays in ACM', plain,
    }),
    ...refusedIf(SHORT_KEYS.includes(keyAlgorithm?.name ?? ''), {
      prop: 'keyAlgorithm', rule: 'be RSA of 2048 bits or an elliptic curve', got: keyAlgorithm?.name, remedy: 'say KeyAlgorithm.EC_PRIME256V1', plain,
    }),
    ...expiryWarning === undefined ? [] : wholeRangeProblems('expiryWarning', 'days', expiryWarning.toDays({ integral: false }), WARNING_DAYS),
  ];
}
