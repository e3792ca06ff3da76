import { isFedByAws } from '../../../rehearsal/aws/metrics-of-aws';
import { Alarm } from '../../../rehearsal/aws/services/cloudwatch';
import { dataBench } from '../types/data-workbench';
import { HOME, MANAGEMENT } from '../types/workbench';

test.each([
  ['AWS/DynamoDB', 'TableName', 'ReadThrottleEvents', 'DynamoDB::Table', {
    TableName: 'orders', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  }],
  ['AWS/RDS', 'DBInstanceIdentifier', 'CPUUtilization', 'RDS::DBInstance', {
    DBInstanceIdentifier: 'orders', Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '20', MasterUsername: 'master', ManageMasterUserPassword: true,
  }],
  ['AWS/EFS', 'FileSystemId', 'PercentIOLimit', 'EFS::FileSystem', {}],
  ['AWS/CertificateManager', 'CertificateArn', 'DaysToExpiry', 'CertificateManager::Certificate', {
    DomainName: 'www.example.com', ValidationMethod: 'DNS', DomainValidationOptions: [{ DomainName: 'www.example.com', HostedZoneId: 'Z0123456789ABCDEFGHIJ' }],
  }],
])('%s measures what is there, by %s, and nothing else', async (namespace, dimension, metricName, type, properties) => {
  const { bench, make } = dataBench();
  const { physicalId } = await make(type, 'Measured', properties);
  const fed = (name: string, more: object = {}) => {
    const alarm = { accountId: MANAGEMENT, region: HOME, namespace, metricName, dimensions: { [dimension]: name }, ...more };
    return isFedByAws(bench.world, alarm as unknown as Alarm);
  };
  const answers = [fed(physicalId), fed('none'), fed(physicalId, { region: 'us-east-1' }), fed(physicalId, { metricName: 'Nonsense' })];
  expect(answers).toEqual([true, false, false, false]);
});
