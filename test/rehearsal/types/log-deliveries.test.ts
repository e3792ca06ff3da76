import { publicNetwork, refusals } from './edge-workbench';

const SOURCE = 'Logs::DeliverySource';
const DESTINATION = 'Logs::DeliveryDestination';
const DELIVERY = 'Logs::Delivery';
const POLICY = 'Logs::ResourcePolicy';
const EDGE = 'us-east-1';

async function prepared() {
  const made = await publicNetwork(EDGE);
  const { make, arnOf, bench } = made;
  const DistributionConfig = {
    Enabled: true, Origins: [{ Id: 'o', DomainName: 'origin.example.com', CustomOriginConfig: {} }],
    DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'https-only', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' },
  };
  await make('CloudFront::Distribution', 'Site', { DistributionConfig });
  const [{ arn: site }] = [...bench.world.state.cloudFront.distributions.values()];
  await make(SOURCE, 'Source', { Name: 'site', ResourceArn: site, LogType: 'ACCESS_LOGS' });
  const group = await arnOf('Logs::LogGroup', 'Group', { LogGroupName: '/site' });
  const bucket = await arnOf('S3::Bucket', 'Bucket', { BucketName: 'closed' });
  const destination = (Name: string, DestinationResourceArn: string) => arnOf(DESTINATION, Name, { Name, DestinationResourceArn });
  const [toGroup, toBucket, joined] = [await destination('group', group), await destination('bucket', bucket), await destination('joined', group)];
  await make(DELIVERY, 'Delivery', { DeliverySourceName: 'site', DeliveryDestinationArn: joined });
  const written = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  for (let index = 0; index < 9; index++) await make(POLICY, `Policy${index}`, { PolicyName: `policy-${index}`, PolicyDocument: written });
  return { ...made, site, group, bucket, toGroup, toBucket, joined, written };
}

const source = (Name: string, ResourceArn: string, LogType = 'ACCESS_LOGS') => ({ Name, ResourceArn, LogType });
const delivery = (DeliverySourceName: string, DeliveryDestinationArn: string) => ({ DeliverySourceName, DeliveryDestinationArn });
const policy = (PolicyName: string, PolicyDocument: string) => ({ PolicyName, PolicyDocument });

describe('pre-conditions of log deliveries', () => {
  refusals(prepared, [
    ['log-delivery/source', 'a distribution that does not exist', SOURCE, ({ site }) => source('s', `${site}x`)],
    ['log-delivery/source', 'a distribution in another region', SOURCE, ({ site }) => source('s', site), { region: 'eu-central-1' }],
    ['log-delivery/source', 'a second source of the same logs', SOURCE, ({ site }) => source('s', site)],
    ['log-delivery/source', 'a distribution that is not waited for', SOURCE, ({ site }) => source('s', site, 'CONNECTION_LOGS'), { undeclared: true }],
    ['log-delivery/destination', 'a bucket that does not exist', DESTINATION, () => ({ Name: 'd', DestinationResourceArn: 'arn:aws:s3:::none' })],
    ['log-delivery/destination', 'a bucket as a log group', DESTINATION, ({ bucket }) => ({ Name: 'd', DestinationResourceArn: bucket, DeliveryDestinationType: 'CWL' })],
    ['log-delivery/destination', 'a log group that is not waited for', DESTINATION, ({ group }) => ({ Name: 'd', DestinationResourceArn: group }), { undeclared: true }],
    ['log-delivery/pair', 'a source that does not exist', DELIVERY, ({ toGroup }) => delivery('none', toGroup)],
    ['log-delivery/pair', 'a destination that does not exist', DELIVERY, ({ toGroup }) => delivery('site', `${toGroup}x`)],
    ['log-delivery/pair', 'a source that is not waited for', DELIVERY, ({ toGroup }) => delivery('site', toGroup), { undeclared: true }],
    ['log-delivery/bucket-accepts', 'a bucket that takes no logs', DELIVERY, ({ toBucket }) => delivery('site', toBucket)],
    ['log-delivery/resource-policy', 'a document that is no policy', POLICY, () => policy('p', '{')],
    ['log-delivery/resource-policy', 'a document of 5,121 characters', POLICY, ({ written }) => policy('p', written.padEnd(5_121))],
    [undefined, 'a log group', DELIVERY, ({ toGroup }) => delivery('site', toGroup)],
    [undefined, 'a tenth policy', POLICY, ({ written }) => policy('tenth', written)],
    ['log-delivery/resource-policy', 'an eleventh policy', POLICY, ({ written }) => policy('eleventh', written)],
  ]);
});
