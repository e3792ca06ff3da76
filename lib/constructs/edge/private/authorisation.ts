import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { widenByName } from '../../../core/own-constructs';
import { Problems } from '../../../core/validation';
import { PublicRoute } from '../public-route';

/** A method or a route of an API, as its template has it. */
export interface ApiRoute {
  readonly resource: IConstruct;
  /** Method and path. */
  readonly routeKey: string;
  /** Such as "AWS_IAM"; "NONE" for everybody. */
  readonly authorizationType: string;
}

/** Names of the rules that ask for an authoriser, as CDK's validations have them. */
const AUTHORISATION_RULES = [
  'AwsSolutions::AwsSolutions-APIG4', 'AwsSolutions::AwsSolutions-COG4', 'cdk-validator-cfnguard::api_gw_v2_authorization_type_configured_check',
];

/** Routes that everybody may call though nobody said so, and those that were said to be public and are none. */
export function authorisationProblems(routes: readonly ApiRoute[], publicRoutes: readonly PublicRoute[]): Problems {
  const open = routes.filter(({ authorizationType }) => authorizationType === 'NONE');
  return [
    ...open.filter(({ routeKey }) => reasonOf(routeKey, publicRoutes) === undefined).map(({ routeKey }) =>
      `route "${routeKey}" must say who may call it, got no authorizer: give an authorizer or AuthorizationType.IAM, or name it in 'publicRoutes' with a reason`),
    ...publicRoutes.filter(({ routeKey }) => !open.some(route => route.routeKey === routeKey)).map(({ routeKey }) =>
      `'publicRoutes' must name routes that everybody may call, got "${routeKey}" (there ${open.length === 1 ? 'is' : 'are'} `
      + `${open.map(route => `"${route.routeKey}"`).join(', ') || 'none'}): correct it, or take it out`),
  ];
}

/** Tells the judges why a public route is public, and that others are authorised in another way than by Cognito. */
export function acknowledgeRoutes(routes: readonly ApiRoute[], publicRoutes: readonly PublicRoute[]): void {
  for (const { resource, routeKey, authorizationType } of routes) {
    const reason = reasonOf(routeKey, publicRoutes);
    if (authorizationType === 'NONE' && reason !== undefined) {
      widenByName(resource, 'api-method-authorization');
      AUTHORISATION_RULES.forEach(id => acknowledge(resource, { id, reason: `Public by choice: ${reason}` }));
    } else if (authorizationType !== 'NONE' && authorizationType !== 'COGNITO_USER_POOLS') {
      acknowledge(resource, { id: 'AwsSolutions::AwsSolutions-COG4', reason: `Authorised by ${authorizationType}, which is no user pool.` });
    }
  }
}

const reasonOf = (routeKey: string, publicRoutes: readonly PublicRoute[]): string | undefined =>
  publicRoutes.find(route => route.routeKey === routeKey)?.reason;
