import { Operation, Outcome, ResourceType } from '../aws/contract';
import { ApiDestination, Connection, findNamed, keepNamed, namedArn } from '../aws/services/api-destinations';
import { roleArn } from '../aws/services/iam';
import { API_DESTINATIONS } from '../rules/alerts';
import { DESCRIPTION, inert, permissions, schema } from './permission';
import { physicalName, plannedName, record, text } from './values';

const MAX_NAME = 64;
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'];
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html: the role that keeps the secret of a connection. */
const LINKED = 'apidestinations.events.amazonaws.com';

const connections = ({ world }: Operation) => world.state.apiDestinations.connections;
const destinations = ({ world }: Operation) => world.state.apiDestinations.destinations;
const connectionArn = (operation: Operation) => `${namedArn(operation.world, operation.accountId, operation.region, 'connection', plannedName(operation, 'Name'))}/*`;
const destinationArn = (operation: Operation) => `${namedArn(operation.world, operation.accountId, operation.region, 'api-destination', plannedName(operation, 'Name'))}/*`;
/** EventBridge keeps what a connection is authorised with in a secret of its own. */
const ownSecret = ({ partition, region, accountId }: Operation) => `arn:${partition}:secretsmanager:${region}:${accountId}:secret:events!connection/*`;

const connectionOutcome = ({ name, arn }: Connection): Outcome => ({ physicalId: name, attributes: { Arn: arn } });
const destinationOutcome = ({ name, arn }: ApiDestination): Outcome => ({ physicalId: name, attributes: { Arn: arn } });

const connectionOf = (operation: Operation): Connection => findNamed(connections(operation), operation, String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `connection ${operation.physicalId} does not exist`);
const destinationOf = (operation: Operation): ApiDestination => findNamed(destinations(operation), operation, String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `API destination ${operation.physicalId} does not exist`);

/** A connection by an API key. Basic authorization, OAuth, private endpoints and keys of one's own are refused by name. */
export const CONNECTION: ResourceType = {
  typeName: 'AWS::Events::Connection',
  source: schema('aws-events-connection'),
  properties: { Name: 'interpreted', AuthorizationType: 'interpreted', AuthParameters: 'interpreted', Description: DESCRIPTION },
  nested: { 'AuthParameters': ['ApiKeyAuthParameters'], 'AuthParameters.ApiKeyAuthParameters': ['ApiKeyName', 'ApiKeyValue'] },
  required: ['AuthorizationType', 'AuthParameters'],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['events:CreateConnection', 'events:DescribeConnection'], connectionArn),
      ...permissions(['secretsmanager:CreateSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], ownSecret),
      ...permissions(['iam:CreateServiceLinkedRole'],
        ({ world, accountId }) => roleArn(world, accountId, 'AWSServiceRoleForAmazonEventBridgeApiDestinations', `/aws-service-role/${LINKED}/`),
        { context: () => ({ 'iam:AWSServiceName': LINKED }) }),
    ],
    update: [
      ...permissions(['events:UpdateConnection', 'events:DescribeConnection'], connectionArn),
      ...permissions(['secretsmanager:UpdateSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], ownSecret),
    ],
    delete: permissions(['events:DeleteConnection', 'events:DescribeConnection'], connectionArn),
  },
  create: operation => {
    const { accountId, region, origin } = operation;
    checkAuthorization(operation);
    return connectionOutcome(keepNamed(operation.world, connections(operation), 'connection', { name: physicalName(operation, 'Name', MAX_NAME), accountId, region, origin }));
  },
  update: operation => {
    checkAuthorization(operation);
    return connectionOutcome(connectionOf(operation));
  },
  delete: operation => {
    connections(operation).delete(connectionOf(operation).arn);
  },
};

function checkAuthorization(operation: Operation): void {
  const { properties } = operation;
  const key = record(record(properties, 'AuthParameters'), 'ApiKeyAuthParameters');
  const complete = text(properties, 'AuthorizationType') === 'API_KEY' && Boolean(text(key, 'ApiKeyName')) && Boolean(text(key, 'ApiKeyValue'));
  operation.require(API_DESTINATIONS.CONNECTION, complete, `'AuthorizationType' is ${text(properties, 'AuthorizationType')}`, 'give the name and the value of an API key');
  const referred = /^\{\{resolve:secretsmanager:[^}]+\}\}$/.test(String(text(key, 'ApiKeyValue')));
  operation.require(API_DESTINATIONS.CONNECTION, referred, 'the secret stands in the template', 'refer to a secret: {{resolve:secretsmanager:…}}');
}

/** An HTTPS endpoint as a target of rules. */
export const API_DESTINATION: ResourceType = {
  typeName: 'AWS::Events::ApiDestination',
  source: schema('aws-events-apidestination'),
  properties: {
    Name: 'interpreted', ConnectionArn: 'interpreted', InvocationEndpoint: 'interpreted', HttpMethod: 'interpreted', Description: DESCRIPTION,
    InvocationRateLimitPerSecond: inert('calls take no time in the rehearsal'),
  },
  required: ['ConnectionArn', 'InvocationEndpoint', 'HttpMethod'],
  createOnly: ['Name'],
  permissions: {
    create: permissions(['events:CreateApiDestination', 'events:DescribeApiDestination'], destinationArn),
    update: permissions(['events:UpdateApiDestination', 'events:DescribeApiDestination'], destinationArn),
    delete: permissions(['events:DeleteApiDestination', 'events:DescribeApiDestination'], destinationArn),
  },
  create: operation => {
    const { accountId, region, origin } = operation;
    const settings = checkedDestination(operation);
    const name = physicalName(operation, 'Name', MAX_NAME);
    return destinationOutcome(keepNamed(operation.world, destinations(operation), 'api-destination', { name, accountId, region, origin, ...settings }));
  },
  update: operation => destinationOutcome(Object.assign(destinationOf(operation), checkedDestination(operation))),
  delete: operation => {
    destinations(operation).delete(destinationOf(operation).arn);
  },
};

function checkedDestination(operation: Operation): Pick<ApiDestination, 'connectionArn' | 'endpoint'> {
  const { properties } = operation;
  const [arn, endpoint, method] = [String(properties.ConnectionArn), String(properties.InvocationEndpoint), String(properties.HttpMethod)];
  const connection = connections(operation).get(arn);
  operation.require(API_DESTINATIONS.DESTINATION, connection !== undefined, `connection ${arn} does not exist`, 'create the connection first');
  operation.requirePath(API_DESTINATIONS.DESTINATION, connection!.origin, `connection ${connection!.name} may not exist yet`);
  const valid = /^https:\/\/\S+$/.test(endpoint) && METHODS.includes(method);
  operation.require(API_DESTINATIONS.DESTINATION, valid, `'InvocationEndpoint' is ${endpoint}, 'HttpMethod' is ${method}`, 'name an HTTPS endpoint and a method');
  return { connectionArn: arn, endpoint };
}
