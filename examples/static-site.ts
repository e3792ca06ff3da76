import { App, Stack } from 'aws-cdk-lib';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { data, defaults, edge } from 'cdk-secure-landing-zone';

/**
 * A static web site: a private bucket, which CloudFront alone reads, behind a web application firewall. All of it is in us-east-1, where
 * CloudFront has its certificates, firewalls and logs: the landing zone must govern that region.
 */
export const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
const stack = new Stack(app, 'Site', { env: { account: '222222222222', region: 'us-east-1' } });
data.DataClassification.PUBLIC.applyTo(stack);

const domainName = 'www.example.com';
const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
const certificate = new edge.SecureCertificate(stack, 'Certificate', { domainName, validation: CertificateValidation.fromDns(zone) });

const pages = new data.SecureBucket(stack, 'Pages');
const distribution = new edge.SecureDistribution(stack, 'Distribution', {
  domainNames: [domainName],
  certificate,
  defaultRootObject: 'index.html',
  defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(pages) },
});
new ARecord(stack, 'Record', { zone, recordName: domainName, target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)) });
