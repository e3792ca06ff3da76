import { PolicyStatement } from '../../../lib/policy';
import { ApiOperation, AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Functions by ARN. */
export interface LambdaState {
  readonly functions: Map<string, LambdaFunction>;
  /** Versions, aliases, URLs, settings of asynchronous calls and event source mappings, each by its ARN. */
  readonly versions: Map<string, FunctionPart & { readonly version: string }>;
  readonly aliases: Map<string, FunctionPart & { readonly name: string; version: string }>;
  readonly urls: Map<string, FunctionPart & { readonly url: string; authType: string }>;
  readonly asynchronous: Map<string, FunctionPart & { readonly id: string }>;
  readonly mappings: Map<string, EventSourceMapping>;
}

/** Something that hangs on a function. */
export interface FunctionPart {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  readonly functionArn: string;
}

/** Lets Lambda poll a queue or a stream for a function. */
export interface EventSourceMapping extends FunctionPart {
  readonly id: string;
  readonly sourceArn: string;
  enabled: boolean;
}

/** A function whose code is in the template. */
export interface LambdaFunction {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  roleArn: string;
  /** Source of index.js; undefined for code that is not inline. */
  code?: string;
  handler: string;
  runtime: string;
  /** Seconds. */
  timeout: number;
  environment: Readonly<Record<string, string>>;
  /** Subnets and security groups, in a VPC. @default - none */
  network?: { readonly vpcId: string; readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
  /** Executions that it keeps for itself. @default - none */
  reserved?: number;
  /** Statements of its policy by their id, with the resource that put them there. @default - none */
  permissions?: Map<string, { readonly statement: PolicyStatement; readonly origin?: Origin }>;
}

export const initialLambda = (): LambdaState => ({
  functions: new Map(), versions: new Map(), aliases: new Map(), urls: new Map(), asynchronous: new Map(), mappings: new Map(),
});

export const functionArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:lambda:${region}:${accountId}:function:${name}`;

/** The function behind a name or an ARN, of a version or an alias too; a name is of the place. */
export function findFunction(world: World, name: string, { accountId, region }: Pick<LambdaFunction, 'accountId' | 'region'>): LambdaFunction | undefined {
  const [unqualified] = /^arn:[^:]+:lambda:[^:]+:\d+:function:[^:]+/.exec(name) ?? [functionArn(world, accountId, region, name.split(':')[0])];
  return world.state.lambda.functions.get(unqualified);
}

/** Creates a function; names are unique in an account and region. */
export function createFunction(world: World, props: Omit<LambdaFunction, 'arn'>): LambdaFunction {
  const arn = functionArn(world, props.accountId, props.region, props.name);
  if (world.state.lambda.functions.has(arn)) {
    throw new AwsError('ResourceConflictException', `Function already exist: ${props.name}`);
  }
  const made: LambdaFunction = { arn, ...props };
  world.state.lambda.functions.set(arn, made);
  return made;
}

/** Operations of AWS Lambda. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'lambda', operation: 'ListFunctions', write: false, input: ['MaxItems', 'Marker', 'FunctionVersion', 'MasterRegion'],
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html',
    authorizations: (_, call) => [{ action: 'lambda:ListFunctions', resource: '*', region: call.region }],
    run: (_, call) => ({
      Functions: [...call.world.state.lambda.functions.values()]
        .filter(known => known.accountId === call.accountId && known.region === call.region)
        .map(({ name, arn, roleArn, runtime, handler }) =>
          ({ FunctionName: name, FunctionArn: arn, Role: roleArn, Runtime: runtime, Handler: handler })),
    }),
  },
];
