import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SecureCertificate, SecureCertificateProps } from '../../../lib/constructs/edge';

const CERTIFICATE = 'AWS::CertificateManager::Certificate';
const ALARM = 'AWS::CloudWatch::Alarm';

function certificate(props: Partial<SecureCertificateProps> = {}, stack = new Stack()): Template {
  new SecureCertificate(stack, 'Certificate', { domainName: 'www.example.com', ...props });
  return Template.fromStack(stack);
}

describe('a certificate, by default', () => {
  test('is validated by DNS and logged for everybody to see', () => {
    certificate().hasResourceProperties(CERTIFICATE, {
      DomainName: 'www.example.com', ValidationMethod: 'DNS', CertificateTransparencyLoggingPreference: 'ENABLED',
    });
  });

  test('has an alarm for thirty days before its end', () => {
    certificate().hasResourceProperties(ALARM, {
      Namespace: 'AWS/CertificateManager', MetricName: 'DaysToExpiry', Statistic: 'Minimum', Threshold: 30,
      ComparisonOperator: 'LessThanOrEqualToThreshold', TreatMissingData: 'ignore',
      Dimensions: [{ Name: 'CertificateArn', Value: { Ref: Match.stringLikeRegexp('^Certificate') } }], AlarmActions: Match.absent(),
    });
  });
});

test('options: a zone that validates it, a topic that is told, another time', () => {
  const stack = new Stack();
  const zone = PublicHostedZone.fromPublicHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const template = certificate({
    validation: CertificateValidation.fromDns(zone), expiryTopic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:111111111111:alarms'),
    expiryWarning: Duration.days(14), keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
  }, stack);
  template.hasResourceProperties(CERTIFICATE, { DomainValidationOptions: [{ HostedZoneId: 'Z1' }], KeyAlgorithm: 'EC_prime256v1' });
  template.hasResourceProperties(ALARM, { Threshold: 14, AlarmActions: ['arn:aws:sns:eu-central-1:111111111111:alarms'] });
});

describe('the validation of a certificate', () => {
  test.each<[string, Partial<SecureCertificateProps>, RegExp]>([
    ['e-mail', { validation: CertificateValidation.fromEmail() }, /'validation' must be by DNS, got "EMAIL": .*acm\.Certificate with a waiver/],
    ['a certificate that is not logged', { transparencyLoggingEnabled: false }, /'transparencyLoggingEnabled' must be true/],
    ['a private key that leaves ACM', { allowExport: true }, /'allowExport' must be false/],
    ['a short key', { keyAlgorithm: new KeyAlgorithm('RSA_1024') }, /'keyAlgorithm' must be RSA of 2048 bits/],
    ['a warning that comes too late', { expiryWarning: Duration.days(2) }, /'expiryWarning' must be 7 to 59 whole days, got 2/],
    ['a warning before ACM has renewed', { expiryWarning: Duration.days(60) }, /'expiryWarning' must be 7 to 59 whole days, got 60/],
  ])('refuses %s', (_, props, message) => {
    expect(() => certificate(props)).toThrow(message);
  });
});

test('certificates of the CDK, in a scope with the defaults, are validated by DNS where nobody says otherwise', () => {
  const app = new App();
  PropertyInjectors.of(app).add(SecureCertificate.defaults());
  const stack = new Stack(app, 'Shop');
  new Certificate(stack, 'Plain', { domainName: 'a.example.com' });
  new Certificate(stack, 'Mail', { domainName: 'b.example.com', validation: CertificateValidation.fromEmail() });
  const template = Template.fromStack(stack);
  template.hasResourceProperties(CERTIFICATE, { DomainName: 'a.example.com', ValidationMethod: 'DNS' });
  template.hasResourceProperties(CERTIFICATE, { DomainName: 'b.example.com', ValidationMethod: 'EMAIL' });
});
