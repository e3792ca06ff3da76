import { API_GATEWAY } from '../rules/apis';
import { decide } from './authorization';
import type { Delivery } from './log-delivery';
import { Api, ApiPart } from './services/api-gateway';
import { serviceCaller } from './services/iam';
import { partKey } from './services/service-parts';
import type { World } from './world';

const FUNCTION = /arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+/;

/**
 * What an API does with the functions behind it. Permissions name the API, so they come after it: they are looked at once everything is
 * deployed.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
export function apiInvocations(world: World, api: Api): readonly Delivery[] {
  const { methods, resources, routes, integrations } = world.state.apiGateway;
  const own = (parts: ReadonlyMap<string, ApiPart>) => [...parts.values()]
    .filter(part => part.apiId === api.id && part.accountId === api.accountId && part.region === api.region);
  const find = (parts: ReadonlyMap<string, ApiPart>, id: string) => parts.get(partKey(api.accountId, api.region, `${api.id}/${id}`));
  const asked = api.kind === 'REST'
    ? own(methods).map(({ label, uses }) => [label.split(' ')[1], find(resources, label.split(' ')[0])?.label ?? '/', uses[0]])
    : own(routes).map(({ label, uses }) => [...label.split(' '), ...label.includes(' ') ? [] : [''], find(integrations, uses[0])?.uses[0]]);
  return asked.flatMap(([verb, path, uri]) => invocation(world, api, `${verb === 'ANY' ? 'GET' : verb}${path}`, uri));
}

function invocation(world: World, { id, accountId, region }: Api, request: string, uri: string | undefined): readonly Delivery[] {
  const resource = FUNCTION.exec(uri ?? '')?.[0];
  if (resource === undefined) {
    return [];
  }
  const context = { 'aws:SourceArn': `arn:${world.partition}:execute-api:${region}:${accountId}:${id}/${stageOf(world, id)}/${request}`, 'aws:SourceAccount': accountId };
  return [{
    rule: API_GATEWAY.INVOCATION,
    what: `API Gateway must be allowed lambda:InvokeFunction on ${resource} for ${context['aws:SourceArn']}`,
    remedy: 'add an AWS::Lambda::Permission for apigateway.amazonaws.com and the API',
    decision: decide(world, serviceCaller('apigateway.amazonaws.com'), { action: 'lambda:InvokeFunction', resource, resourceAccountId: accountId, region, context }),
  }];
}

const stageOf = ({ state }: World, apiId: string) => [...state.apiGateway.stages.values()].find(stage => stage.apiId === apiId)?.label ?? 'test-invoke-stage';
