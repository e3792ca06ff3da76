import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { CONFIG_AGGREGATOR, ROLE_PATH } from '../../core/naming';

const MANAGED_POLICY = 'service-role/AWSConfigRoleForOrganizations';

/**
 * One view of what AWS Config recorded in every account and region of the organization, and of what its rules found.
 *
 * In the account that administers AWS Config for the organization (config.amazonaws.com must be delegated to it before), in one region.
 *
 * Price: none for aggregation; advanced queries over it are free of charge too.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 * @see https://aws.amazon.com/config/pricing/
 */
export class ConfigurationAggregator extends Construct {
  /** ARN of the aggregator. */
  public readonly aggregatorArn: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      path: ROLE_PATH,
      description: 'With which AWS Config lists the accounts of the organization',
      // AWS documents aws:SourceAccount for the role of a recorder, not for that of an aggregator, which would see nothing without it.
      assumedBy: new ServicePrincipal('config.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(MANAGED_POLICY)],
    });
    acknowledge(role, {
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${MANAGED_POLICY}]`,
      reason: 'It lists the accounts of the organization and its delegated administrators, nothing else; AWS keeps it in step with what an aggregator asks.',
    });
    const aggregator = new CfnConfigurationAggregator(this, 'Resource', {
      configurationAggregatorName: CONFIG_AGGREGATOR,
      organizationAggregationSource: { roleArn: role.roleArn, allAwsRegions: true },
    });
    aggregator.node.addDependency(role);

    this.aggregatorArn = aggregator.attrConfigurationAggregatorArn;
  }
}
