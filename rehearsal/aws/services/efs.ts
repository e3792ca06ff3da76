import { PolicyDocument } from '../../../lib/policy';
import { Origin } from '../contract';

/** File systems, mount targets and access points, each by ARN. */
export interface EfsState {
  readonly fileSystems: Map<string, FileSystem>;
  readonly mountTargets: Map<string, MountTarget>;
  readonly accessPoints: Map<string, AccessPoint>;
}

interface EfsPart {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  readonly id: string;
}

/** A file system. */
export interface FileSystem extends EfsPart {
  readonly encrypted: boolean;
  /** The only zone that it is in. @default - each of the region */
  readonly zone?: string;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
}

/** Where hosts of a subnet reach a file system. */
export interface MountTarget extends EfsPart {
  readonly fileSystemId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  securityGroupIds: readonly string[];
}

/** A way into a file system with a user and a directory of its own. */
export interface AccessPoint extends EfsPart {
  readonly fileSystemId: string;
}

export const initialEfs = (): EfsState => ({ fileSystems: new Map(), mountTargets: new Map(), accessPoints: new Map() });
