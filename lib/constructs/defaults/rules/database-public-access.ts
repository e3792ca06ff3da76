import { demandNotTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** RDS takes it of clusters only where they are Multi-AZ and no Aurora. */
const CLUSTER = 'AWS::RDS::DBCluster';

export const DATABASE_PUBLIC_ACCESS: RuleDefinition = {
  id: 'database-public-access',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Databases and brokers of messages have no public address',
  remedy: 'leave it out, and reach the database from its network',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2',
  cfnTypes: [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::Redshift::Cluster',
    'AWS::RedshiftServerless::Workgroup',
    'AWS::DMS::ReplicationInstance',
    'AWS::AmazonMQ::Broker',
  ],
  problems: ({ properties }) => demandNotTrue(properties, 'PubliclyAccessible'),
  fillings: ({ cfnType }) => cfnType === CLUSTER ? {} : { PubliclyAccessible: false },
};
