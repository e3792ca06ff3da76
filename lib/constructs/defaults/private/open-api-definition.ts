import { isUnknown, propertyAt, shown } from './problems';

type Json = Readonly<Record<string, unknown>>;

const OPERATIONS = ['get', 'put', 'post', 'delete', 'head', 'patch', 'trace', 'x-amazon-apigateway-any-method'];
/** What makes API Gateway ask who calls: without one, a scheme such as that of an API key is a description. */
const AUTHORIZERS = ['x-amazon-apigateway-authorizer', 'x-amazon-apigateway-authtype'];

/**
 * What in the OpenAPI definition of an API asks nobody who calls. Requirements count where the operation has them: API Gateway passes over
 * those of the root. Preflights of CORS come without credentials.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html
 */
export function definitionProblems(definition: unknown): string[] {
  const paths = propertyAt(definition, 'paths');
  return !isJson(definition) || !isJson(paths) ? [unread('Body', definition)]
    : Object.entries(paths).filter(([path]) => !path.startsWith('x-')).flatMap(([path, item]) => pathProblems(definition, path, item));
}

/** The problem of what is not in the template. */
export const unread = (property: string, value: unknown): string =>
  `'${property}' must say in the template which operations ask who calls, got ${shown(value)}`;

function pathProblems(definition: Json, path: string, item: unknown): string[] {
  return !isJson(item) || '$ref' in item ? [unread(`Body.paths.${path}`, item)]
    : Object.entries(item).filter(([name]) => OPERATIONS.includes(name.toLowerCase())).flatMap(([name, operation]) =>
      asksWhoCalls(definition, operation) ? [] : [`'Body.paths.${path}.${name}.security' must name an authorizer, got ${shown(propertyAt(operation, 'security'))}`]);
}

function asksWhoCalls(definition: Json, operation: unknown): boolean {
  const { security, 'x-amazon-apigateway-auth': auth } = (isJson(operation) ? operation : {});
  const requirements = Array.isArray(security) ? security as unknown[] : [];
  return propertyAt(auth, 'type') === 'AWS_IAM'
    || (requirements.length > 0 && requirements.every(requirement =>
      isJson(requirement) && Object.keys(requirement).some(name => isAuthorizer(definition, name))));
}

function isAuthorizer(definition: Json, name: string): boolean {
  const schemes = propertyAt(definition, 'components.securitySchemes') ?? definition.securityDefinitions;
  const scheme = isJson(schemes) ? schemes[name] : undefined;
  return isJson(scheme) && AUTHORIZERS.some(extension => extension in scheme);
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
