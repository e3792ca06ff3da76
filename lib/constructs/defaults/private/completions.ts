import { CfnResource } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SecureBucket, SecureDatabaseCluster, SecureDatabaseInstance } from '../../data';
import { SecureApplicationLoadBalancer, SecureDistribution, SecureHttpApi } from '../../edge';
import { SecureVpc } from '../../network';
import { waiverFor } from './applications';

/** What our constructs do for themselves that no property says, done for those of others. */
const COMPLETIONS: Readonly<Record<string, (resource: CfnResource) => void>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resource => SecureApplicationLoadBalancer._complete(resource as CfnLoadBalancer),
  'AWS::CloudFront::Distribution': resource => SecureDistribution._complete(resource as CfnDistribution),
  'AWS::ApiGatewayV2::Stage': resource => SecureHttpApi._completeStage(resource as CfnStage),
  'AWS::EC2::VPC': resource => SecureVpc._closeDefaultSecurityGroup(resource as CfnVPC),
  'AWS::S3::Bucket': resource => ofL2(resource, 'bucketArn', bucket => SecureBucket._complete(bucket as Bucket)),
  'AWS::RDS::DBInstance': resource => ofL2(resource, 'instanceArn', database => SecureDatabaseInstance._complete(database as DatabaseInstance)),
  'AWS::RDS::DBCluster': resource => ofL2(resource, 'clusterResourceIdentifier', database => SecureDatabaseCluster._complete(database as DatabaseCluster)),
};

/** Completions that say what a rule asks for: a waiver of it leaves them out. */
const RULES: Readonly<Record<string, string>> = { 'AWS::EC2::VPC': 'default-security-group', 'AWS::RDS::DBInstance': 'database-public-access' };

/** Completes a resource of a type that has something to complete. */
export function completed(resource: CfnResource): void {
  const { cfnResourceType: cfnType } = resource;
  if (waiverFor(resource, RULES[cfnType] ?? '') === undefined) {
    COMPLETIONS[cfnType]?.(resource);
  }
}

/** The construct of CDK that a resource is the heart of, known by an attribute that it alone has. */
function ofL2(resource: CfnResource, attribute: string, complete: (construct: unknown) => void): void {
  const { scope } = resource.node;
  if (scope?.node.defaultChild === resource && attribute in scope) {
    complete(scope);
  }
}
