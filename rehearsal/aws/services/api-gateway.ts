import { Origin } from '../contract';
import { ServicePart } from './service-parts';

/** A REST API, or one of HTTP or WebSocket. */
export interface Api extends ServicePart {
  readonly kind: 'REST' | 'HTTP' | 'WEBSOCKET';
  /** Resource of the path `/`, of REST APIs. */
  readonly rootResourceId?: string;
}

/** Something of an API. */
export interface ApiPart extends ServicePart {
  readonly apiId: string;
  /** What it is of its kind: the path of a resource, the key of a route, the type of an authorizer, the stage of a deployment. */
  label: string;
  /** Id of an integration, an authorizer, a deployment, a parent that it names. */
  uses: readonly string[];
}

/** A name of its own for APIs. */
export interface ApiDomain extends ServicePart {
  readonly regionalDomainName: string;
  readonly regionalZoneId: string;
  certificateArn: string;
}

/** An API behind a name: Ref of both services is an id. */
export interface ApiMapping extends ServicePart {
  readonly domainName: string;
  readonly path: string;
  apiId: string;
  stage: string;
}

/** A plan of how much clients may ask. */
export interface UsagePlan extends ServicePart {
  stages: readonly string[];
}

/** A way from APIs into a VPC. */
export interface VpcLink extends ServicePart {
  readonly vpcId: string;
}

/** The role with which API Gateway writes logs of REST and WebSocket APIs: one an account and region. */
export interface LogRole {
  readonly roleArn: string;
  readonly origin?: Origin;
}

/** APIs and what belongs to them, of both versions of the service. */
export interface ApiGatewayState {
  readonly apis: Map<string, Api>;
  readonly resources: Map<string, ApiPart>;
  readonly methods: Map<string, ApiPart>;
  readonly routes: Map<string, ApiPart>;
  readonly integrations: Map<string, ApiPart>;
  readonly authorizers: Map<string, ApiPart>;
  readonly validators: Map<string, ApiPart>;
  readonly models: Map<string, ApiPart>;
  readonly responses: Map<string, ApiPart>;
  readonly deployments: Map<string, ApiPart>;
  readonly stages: Map<string, ApiPart>;
  readonly usagePlans: Map<string, UsagePlan>;
  readonly domains: Map<string, ApiDomain>;
  readonly mappings: Map<string, ApiMapping>;
  readonly vpcLinks: Map<string, VpcLink>;
  readonly accounts: Map<string, ServicePart>;
  /** By account and region. */
  readonly logRoles: Map<string, LogRole>;
}

export const initialApiGateway = (): ApiGatewayState => ({
  apis: new Map(), resources: new Map(), methods: new Map(), routes: new Map(), integrations: new Map(), authorizers: new Map(),
  validators: new Map(), models: new Map(), responses: new Map(), deployments: new Map(), stages: new Map(), usagePlans: new Map(),
  domains: new Map(), mappings: new Map(), vpcLinks: new Map(), accounts: new Map(), logRoles: new Map(),
});
