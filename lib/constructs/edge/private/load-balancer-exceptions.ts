import { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';

/** Tells cdk-nag why the group of a load balancer that faces the internet is open. */
export function acknowledgeOpenGroup(group: IConstruct): void {
  acknowledge(group, {
    id: 'AwsSolutions::AwsSolutions-EC23',
    reason: 'A load balancer that was asked to face the internet takes everybody on ports 443 and 80, and on no other; 80 only redirects.',
  });
}

/** Tells cdk-nag why a listener that only redirects has no certificate. */
export function acknowledgeRedirect(listener: ApplicationListener): void {
  acknowledge(listener.node.defaultChild!, {
    id: 'NIST.800.53.R5::NIST.800.53.R5-ELBv2ACMCertificateRequired',
    reason: 'It speaks HTTP and does nothing but send browsers to HTTPS, so it has no certificate to show.',
  });
}

/** The group that CDK made for a load balancer, if any. */
export const ownGroupOf = (loadBalancer: IConstruct): (IConstruct & ISecurityGroup) | undefined =>
  loadBalancer.node.tryFindChild('SecurityGroup') as (IConstruct & ISecurityGroup) | undefined;
