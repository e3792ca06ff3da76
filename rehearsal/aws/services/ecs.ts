import { ServicePart } from './service-parts';

/** A cluster. */
export interface Cluster extends ServicePart {
  capacityProviders: readonly string[];
}

/** One revision of a task definition. */
export interface TaskDefinition extends ServicePart {
  readonly networkMode: string;
  readonly fargate: boolean;
  readonly executionRoleArn?: string;
  /** Calls that are made before its containers start: action and resource. */
  readonly startCalls: readonly (readonly [action: string, resource: string])[];
  /** Ports of the containers, by the containers' names. */
  readonly ports: ReadonlyMap<string, readonly number[]>;
}

/** A service of a cluster. */
export interface EcsService extends ServicePart {
  readonly name: string;
  readonly clusterName: string;
  taskDefinitionArn: string;
  subnetIds: readonly string[];
  securityGroupIds: readonly string[];
  targetGroupArns: readonly string[];
  /** Whether its tasks get public IPv4 addresses. */
  publicAddresses: boolean;
}

/** Clusters, task definitions and services. */
export interface EcsState {
  readonly clusters: Map<string, Cluster>;
  readonly taskDefinitions: Map<string, TaskDefinition>;
  readonly services: Map<string, EcsService>;
  /** Capacity providers of clusters, as resources of their own. */
  readonly associations: Map<string, ServicePart>;
}

export const initialEcs = (): EcsState =>
  ({ clusters: new Map(), taskDefinitions: new Map(), services: new Map(), associations: new Map() });
