import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';

/** What API Gateway asks of APIs, of both versions. */
export const API_GATEWAY = {
  EXISTS: {
    id: 'api-gateway/parts-exist',
    statement: 'The API, resource, integration, authorizer, deployment, stage or domain that a part of an API names exists in it, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html (NotFoundException)',
  },
  UNIQUE: {
    id: 'api-gateway/unique',
    statement: 'A resource has one child of a path part, a resource one method of a verb, an API one route of a key, one stage of a name and one response of a type.',
    source: `${GUIDE}/limits.html, https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html (ConflictException)`,
  },
  AUTHORIZATION: {
    id: 'api-gateway/authorization',
    statement: 'A method or route that asks for an authorizer names one of its API of the same kind; one that does not, names none.',
    source: `${GUIDE}/apigateway-control-access-to-api.html, ${GUIDE}/http-api-access-control.html`,
  },
  AUTHORIZER: {
    id: 'api-gateway/authorizer',
    statement: 'An authorizer names user pools or a function that exist, or an issuer with its audience, and the template says that they are there first.',
    source: `${GUIDE}/apigateway-integrate-with-cognito.html, ${GUIDE}/http-api-jwt-authorizer.html`,
  },
  INTEGRATION: {
    id: 'api-gateway/integration',
    statement: 'An integration has a type, and the address that it leads to; a function is called by POST, and a link into a VPC is there first.',
    source: `${GUIDE}/api-gateway-api-integration-types.html`,
  },
  INVOCATION: {
    id: 'api-gateway/function-callable',
    statement: 'Once everything is deployed, the policy of a function lets apigateway.amazonaws.com invoke it for the API that leads to it.',
    source: `${GUIDE}/set-up-lambda-integrations.html, https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html`,
  },
  DEPLOYMENT: {
    id: 'api-gateway/deployment',
    statement: 'A deployment of a REST API has a method to deploy, and every method has an integration, before it is made.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html (The REST API doesn\'t contain any methods)',
  },
  LOGS: {
    id: 'api-gateway/logs',
    statement: 'Access logs of a stage go to a log group that exists; for a REST or WebSocket API, API Gateway has a role of the account to write with before logging is turned on.',
    source: `${GUIDE}/set-up-logging.html`,
  },
  LOG_ROLE: {
    id: 'api-gateway/log-role',
    statement: 'The role with which API Gateway writes logs exists in the account, trusts apigateway.amazonaws.com, and may write.',
    source: `${GUIDE}/set-up-logging.html#set-up-access-logging-permissions`,
  },
  DOMAIN: {
    id: 'api-gateway/domain',
    statement: 'A domain name of its own has a certificate of its region, of us-east-1 where it is optimized for the edge, and a security policy that its kind has.',
    source: `${GUIDE}/apigateway-regional-api-custom-domain-create.html, ${GUIDE}/apigateway-custom-domain-tls-version.html`,
  },
  VPC_LINK: {
    id: 'api-gateway/vpc-link',
    statement: 'A link into a VPC stands in subnets and security groups of one VPC that exist.',
    source: `${GUIDE}/http-api-vpc-links.html`,
  },
} as const satisfies Record<string, Rule>;

/** What Amazon Cognito asks of user pools. */
export const COGNITO = {
  POOL: {
    id: 'cognito/user-pool',
    statement: 'Passwords have 6 to 99 characters, and multi-factor authentication that is required has a second factor; one by SMS has a role.',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html',
  },
  EXISTS: {
    id: 'cognito/user-pool-exists',
    statement: 'The user pool of a client or a domain exists, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html (ResourceNotFoundException)',
  },
  CLIENT: {
    id: 'cognito/client',
    statement: 'A client with flows of OAuth has scopes and URLs to come back to by HTTPS; the flow of client credentials has a secret and no other flow beside it.',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html',
  },
  DOMAIN: {
    id: 'cognito/domain',
    statement: 'The prefix of a domain is in lower case, without "aws", "amazon" or "cognito", and taken by nobody in the region; a name of one\'s own has a certificate of us-east-1.',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
  },
} as const satisfies Record<string, Rule>;
