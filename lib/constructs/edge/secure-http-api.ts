import { Aspects, CfnResource, IPropertyInjector, Stack } from 'aws-cdk-lib';
import {
  CfnStage, DomainName, DomainNameProps, HttpApi, HttpApiProps, HttpStage, HttpStageOptions, SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { acknowledgePermission } from '../../core/acknowledge-permission';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { renderedResources, renderedText } from '../../core/rendered-resources';
import { Problems } from '../../core/validation';
import { acknowledgeRoutes, ApiRoute, authorisationProblems } from './private/authorisation';
import { completeHttpStage } from './private/http-stage-completion';
import { refusedIf } from './private/refusals';
import { PublicRoute } from './public-route';

const ROUTE = 'AWS::ApiGatewayV2::Route';

/** Properties of an HTTP API. */
export interface SecureHttpApiProps extends HttpApiProps {
  /**
   * Routes that everybody may call, each with its reason. CORS needs no mention: API Gateway answers preflights by itself.
   *
   * @default - none: a route without an authorizer fails the synthesis
   */
  readonly publicRoutes?: PublicRoute[];
}

/** What is left open, closed; what is said, as it is. */
function securedProps(props: HttpApiProps): HttpApiProps {
  const { defaultDomainMapping, disableExecuteApiEndpoint } = props;
  return { ...props, disableExecuteApiEndpoint: disableExecuteApiEndpoint ?? (defaultDomainMapping === undefined ? undefined : true) };
}

/**
 * The CDK's `HttpApi`, where nobody calls what he is not authorised to.
 *
 *     const api = new SecureHttpApi(this, 'Orders', { defaultAuthorizer: new HttpIamAuthorizer() });
 *     api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration });
 *
 * Its own endpoint is closed where there is a domain name. Access logs go to a log group under the key of the stack, and requests are
 * limited to 1,000 a second. AWS WAF does not know HTTP APIs: put a `SecureDistribution` in front, or take a `SecureRestApi`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class SecureHttpApi extends HttpApi {
  /** For domain names of HTTP APIs in a scope: TLS 1.2 and newer, which is all they know. */
  public static domainDefaults(): IPropertyInjector {
    return injectorOf<DomainNameProps>(DomainName.PROPERTY_INJECTION_ID,
      props => ({ ...props, securityPolicy: props.securityPolicy ?? SecurityPolicy.TLS_1_2 }));
  }

  /** @internal What the template of a stage leaves out: logs, limits and metrics; whichever construct it comes from. */
  public static _completeStage(resource: CfnStage): void {
    completeHttpStage(resource);
  }

  public constructor(scope: Construct, id: string, props: SecureHttpApiProps = {}) {
    throwProblems(scope, httpApiProblems(props));
    super(scope, id, securedProps(props));
    if (this.defaultStage) {
      completeHttpStage(this.defaultStage.node.defaultChild as CfnStage);
    }
    this.authorise(props.publicRoutes ?? []);
    Aspects.of(this).add({
      visit: node => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Permission') {
          acknowledgePermission(node);
        }
      },
    });
  }

  public override addStage(id: string, options: HttpStageOptions): HttpStage {
    const stage = super.addStage(id, options);
    completeHttpStage(stage.node.defaultChild as CfnStage);
    return stage;
  }

  /** Routes may be added until the app is synthesised, and from anywhere in the stack. */
  private authorise(publicRoutes: readonly PublicRoute[]): void {
    this.node.addValidation({
      validate: () => {
        const routes = this.routes();
        acknowledgeRoutes(routes, publicRoutes);
        return [...authorisationProblems(routes, publicRoutes)];
      },
    });
  }

  private routes(): ApiRoute[] {
    const stack = Stack.of(this);
    const apiId = renderedText(stack, this.apiId);
    return renderedResources(stack, [ROUTE]).filter(({ properties: { ApiId } }) => ApiId === apiId).map(({ construct, properties }) => ({
      resource: construct, routeKey: String(properties.RouteKey), authorizationType: String(properties.AuthorizationType ?? 'NONE'),
    }));
  }
}

function httpApiProblems({ defaultDomainMapping, disableExecuteApiEndpoint }: HttpApiProps): Problems {
  return refusedIf(defaultDomainMapping !== undefined && disableExecuteApiEndpoint === false, {
    prop: 'disableExecuteApiEndpoint', rule: 'be true where there is a domain name', got: false, remedy: 'leave it out', plain: 'apigatewayv2.HttpApi',
  });
}
