import { Operation } from '../aws/contract';
import { GLOBAL } from '../aws/services/service-parts';
import { CLOUDFRONT } from '../rules/edge';
import { needed } from './service-part';
import { record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

/** What origins tell: their ids, those of their access controls, and the buckets that these read. */
export interface Origins {
  readonly ids: readonly string[];
  readonly uses: readonly string[];
  readonly buckets: readonly string[];
}

/** Names of a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const BUCKET = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/;

/** Checks origins. Those in a VPC, and origin access identities, are refused. */
export function checkOrigins(operation: Operation, config: Values): Origins {
  const origins = records(config, 'Origins');
  const own = origins.map(origin => String(origin.Id));
  const groups = records(record(config, 'OriginGroups'), 'Items').map(group => String(group.Id));
  const ids = [...own, ...groups];
  operation.require(CLOUDFRONT.ORIGINS, own.length > 0 && new Set(ids).size === ids.length, `the origins are ${ids.join(', ') || 'none'}`, 'give each an id of its own');
  const checked = origins.map(origin => checkOrigin(operation, origin));
  return { ids, uses: checked.flatMap(({ uses }) => uses), buckets: checked.flatMap(({ buckets }) => buckets) };
}

function checkOrigin(operation: Operation, origin: Values): Omit<Origins, 'ids'> {
  const { s3, cloudFront } = operation.world.state;
  const domain = String(origin.DomainName);
  const kinds = ['S3OriginConfig', 'CustomOriginConfig'].filter(name => origin[name] !== undefined);
  const identity = text(record(origin, 'S3OriginConfig'), 'OriginAccessIdentity') ?? '';
  if (identity !== '') operation.fail('NotModelled', 'the rehearsal does not know origin access identities: use origin access control');
  const name = kinds[0] === 'S3OriginConfig' ? BUCKET.exec(domain)?.[1] : undefined;
  const bucket = name === undefined ? undefined : s3.buckets.get(name);
  const fits = kinds.length === 1 && (kinds[0] === 'CustomOriginConfig' || bucket !== undefined);
  operation.require(CLOUDFRONT.ORIGINS, fits, `${domain} is ${kinds.join(' and ') || 'neither a bucket nor another server'}, or a bucket that does not exist`, 'say which of both it is; create the bucket first');
  operation.requirePath(CLOUDFRONT.ORIGINS, bucket?.origin, `the bucket ${name} may not exist yet`);
  const id = text(origin, 'OriginAccessControlId') ?? '';
  if (id === '') return { uses: [], buckets: [] };
  const control = needed(operation, cloudFront.originAccessControls, id, CLOUDFRONT.ORIGINS, GLOBAL);
  operation.require(CLOUDFRONT.ORIGINS, (control.originType === 's3') === (kinds[0] === 'S3OriginConfig'), `${control.name} is for ${control.originType}`, 'make one of the kind of the origin');
  return { uses: [control.id], buckets: name === undefined ? [] : [name] };
}
