import { Origin } from '../contract';

/** Databases, clusters and their groups, each by ARN. */
export interface RdsState {
  readonly instances: Map<string, DatabaseInstance>;
  readonly clusters: Map<string, DatabaseCluster>;
  readonly subnetGroups: Map<string, SubnetGroup>;
  /** Parameter groups of instances and of clusters. */
  readonly parameterGroups: Map<string, ParameterGroup>;
}

interface RdsPart {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  /** What Ref answers. */
  readonly name: string;
}

/** What a database is, by itself or as a cluster. */
export interface Database extends RdsPart {
  readonly engine: string;
  readonly encrypted: boolean;
  deletionProtection: boolean;
  iamAuthentication: boolean;
  readonly subnetGroup?: string;
  parameterGroup?: string;
  securityGroupIds: readonly string[];
  /** ARN of the secret that RDS manages. @default - the template has the password */
  secretArn?: string;
}

/** A database instance. */
export interface DatabaseInstance extends Database {
  /** Cluster that it is of. @default - none */
  readonly clusterName?: string;
  publiclyAccessible: boolean;
}

/** A cluster of Aurora, or of instances in three zones. */
export interface DatabaseCluster extends Database {
  /** Whether it says how far serverless instances scale. */
  serverless: boolean;
}

/** Subnets for databases. */
export interface SubnetGroup extends RdsPart {
  vpcId: string;
  subnetIds: readonly string[];
}

/** Parameters for databases of a family. */
export interface ParameterGroup extends RdsPart {
  readonly family: string;
  readonly ofCluster: boolean;
  parameters: Readonly<Record<string, string>>;
}

export const initialRds = (): RdsState =>
  ({ instances: new Map(), clusters: new Map(), subnetGroups: new Map(), parameterGroups: new Map() });
