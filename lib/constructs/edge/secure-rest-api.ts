import { Aspects, CfnResource, IPropertyInjector, Stack } from 'aws-cdk-lib';
import {
  CfnMethod, CfnRestApi, DomainName, DomainNameOptions, DomainNameProps, EndpointType, RestApi, RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { acknowledgePermission } from '../../core/acknowledge-permission';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { acknowledgeRoutes, ApiRoute, authorisationProblems } from './private/authorisation';
import {
  completeRestApi, domainProblems, isEdgeOptimised, restApiDefaults, restApiProblems, securedDomain, securedRestApiProps,
} from './private/rest-api-props';
import { API_DOMAIN_TLS } from './private/tls-policies';
import { PublicRoute } from './public-route';
import { WebApplicationFirewall } from './web-application-firewall';

/** Properties of a REST API. */
export interface SecureRestApiProps extends RestApiProps {
  /**
   * Methods that everybody may call, each with its reason. Preflights of CORS need no mention.
   *
   * @default - none: a method without an authorizer, and without AuthorizationType.IAM, fails the synthesis
   */
  readonly publicRoutes?: PublicRoute[];

  /**
   * Which web application firewall looks at the requests.
   *
   * @default WebApplicationFirewall.managedRules() - one web ACL for all of the stack
   */
  readonly webApplicationFirewall?: WebApplicationFirewall;
}

/**
 * The CDK's `RestApi`, where nobody calls what he is not authorised to.
 *
 *     const api = new SecureRestApi(this, 'Orders');
 *     api.root.addMethod('GET', new LambdaIntegration(list), { authorizer });
 *
 * Regional; its own endpoint speaks TLS 1.2 and 1.3 with forward secrecy, and is closed where there is a domain name. Access logs go to a
 * log group under the key of the stack, errors to API Gateway's own, without bodies; requests are traced, counted, validated and limited to
 * 1,000 a second. A web ACL looks at them.
 *
 * API Gateway writes logs with one role for all of an account and region. As CDK does, each API sets it, and it stays when the API goes:
 * whichever came last, it can do the same. Say `cloudWatchRole: false` where the platform has set it.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html
 */
export class SecureRestApi extends RestApi {
  /** @internal The security policies of domain names, for rules about those of others. */
  public static readonly _domainTls = API_DOMAIN_TLS;

  /**
   * For REST APIs of the CDK in a scope: the same stage and domain, where their props leave them open. Methods stay as they are, and so do
   * their own endpoint and the role of the account's logs.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<RestApiProps>(RestApi.PROPERTY_INJECTION_ID,
      (props, { scope, id }) => restApiDefaults(scope as Construct, id, props));
  }

  /** For domain names of REST APIs in a scope: TLS 1.2 and newer. */
  public static domainDefaults(): IPropertyInjector {
    return injectorOf<DomainNameProps>(DomainName.PROPERTY_INJECTION_ID, securedDomain);
  }

  public constructor(scope: Construct, id: string, props: SecureRestApiProps = {}) {
    throwProblems(scope, restApiProblems(props));
    super(scope, id, securedRestApiProps(scope, id, regional(props)));

    completeRestApi(this.node.defaultChild as CfnRestApi, isEdgeOptimised(props));
    this.validateRequests();
    this.protect(props.webApplicationFirewall ?? WebApplicationFirewall.managedRules());
    this.authorise(props.publicRoutes ?? []);
    this.acknowledgeRole();
  }

  public override addDomainName(id: string, options: DomainNameOptions): DomainName {
    throwProblems(this, domainProblems(options));
    return super.addDomainName(id, securedDomain(options));
  }

  /** By one validator for all methods that have none: bodies against their models, parameters against what is required. */
  private validateRequests(): void {
    const { requestValidatorId } = this.addRequestValidator('Requests', { validateRequestBody: true, validateRequestParameters: true });
    Aspects.of(this).add({
      visit: node => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === CfnMethod.CFN_RESOURCE_TYPE_NAME) {
          (node as CfnMethod).requestValidatorId ??= requestValidatorId;
        }
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Permission') {
          acknowledgePermission(node);
        }
      },
    });
  }

  private protect(firewall: WebApplicationFirewall): void {
    if (this.node.tryFindChild('Deployment') === undefined) {
      return;
    }
    const webAclArn = firewall._regionalAcl(this);
    const stage = this.deploymentStage.node.defaultChild!;
    if (webAclArn === undefined) {
      firewall._acknowledgeNone(stage, ['AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF']);
    } else {
      new CfnWebACLAssociation(this, 'WebAclAssociation', { webAclArn, resourceArn: this.deploymentStage.stageArn });
    }
    acknowledgeStage(stage);
  }

  /** Methods may be added until the app is synthesised. */
  private authorise(publicRoutes: readonly PublicRoute[]): void {
    this.node.addValidation({
      validate: () => {
        const routes = this.routes();
        acknowledgeRoutes(routes, publicRoutes);
        return [...authorisationProblems(routes, publicRoutes)];
      },
    });
  }

  /** Preflights of CORS answer by themselves; browsers send no credentials with them. */
  private routes(): ApiRoute[] {
    const stack = Stack.of(this);
    return this.methods.map(({ node, httpMethod, resource: { path } }) => ({ method: node.defaultChild as CfnMethod, routeKey: `${httpMethod} ${path}` }))
      .filter(({ method }) => !isPreflight(stack.resolve({ httpMethod: method.httpMethod, integration: method.integration }) as never))
      .map(({ method, routeKey }) => ({ resource: method, routeKey, authorizationType: (stack.resolve(method.authorizationType) as string | undefined) ?? 'NONE' }));
  }

  private acknowledgeRole(): void {
    const role = this.node.tryFindChild('CloudWatchRole')?.node.defaultChild;
    if (role) {
      acknowledge(role, {
        id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        reason: 'The policy that AWS keeps for this role: API Gateway makes the log groups of all APIs of the account and region, whose names nobody knows before.',
      });
    }
  }
}

const regional = (props: SecureRestApiProps): RestApiProps =>
  props.endpointTypes ?? props.endpointConfiguration ? props : { ...props, endpointConfiguration: { types: [EndpointType.REGIONAL] } };

interface RenderedMethod {
  readonly httpMethod: string;
  readonly integration?: { readonly type?: string };
}

const isPreflight = ({ httpMethod, integration }: RenderedMethod): boolean => httpMethod === 'OPTIONS' && integration?.type === 'MOCK';

function acknowledgeStage(stage: IConstruct): void {
  const reasons = {
    'APIGWSSLEnabled': 'A client certificate shows back ends behind HTTP who calls; Lambda and AWS services are called by role.',
    'APIGWCacheEnabledAndEncrypted': 'A cache costs from USD 14 a month and keeps answers to authorised requests; who asks for one gets it encrypted.',
  };
  Object.entries(reasons).forEach(([rule, reason]) => acknowledge(stage, { id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason }));
}
