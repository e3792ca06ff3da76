import { NamedPolicy } from '../../lib/policy';
import { parseArn } from './arn';
import { findKey } from './services/kms';
import type { World } from './world';

/** The policy on the resource that has a say in a request: of a bucket, a key, a role (its trust). */
export function resourcePolicyOf(world: World, action: string, resource: string): NamedPolicy | undefined {
  const parts = parseArn(resource);
  switch (parts?.service) {
    case 's3':
      return bucketPolicy(world, parts.resource.split('/')[0]);
    case 'kms':
      return keyPolicy(world, resource);
    case 'iam':
      return action.toLowerCase().startsWith('sts:') ? trustPolicy(world, resource) : undefined;
    default:
      return undefined;
  }
}

function bucketPolicy(world: World, name: string): NamedPolicy | undefined {
  const policy = world.state.s3.buckets.get(name)?.policy;
  return policy && { name: `bucket policy of ${name}`, document: policy.document };
}

function keyPolicy(world: World, arn: string): NamedPolicy | undefined {
  const key = findKey(world, arn);
  return key && { name: `key policy of ${key.id}`, document: key.policy };
}

function trustPolicy(world: World, arn: string): NamedPolicy | undefined {
  const role = world.state.iam.roles.get(arn);
  return role && { name: `trust policy of ${role.name}`, document: role.trust };
}
