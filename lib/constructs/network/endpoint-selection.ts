import { throwProblems } from '../../core/errors';
import { duplicateProblems, organizationIdProblems, Problems, shapeProblems } from '../../core/validation';
import { AwsOwnedBuckets } from './aws-owned-buckets';
import { GatewayPrefixList } from './gateway-prefix-list';

/** What Session Manager needs of a VPC without a way to the internet: the agent's three services, its log group, and its key. */
const SESSION_MANAGER = ['ssm', 'ssmmessages', 'ec2messages', 'logs', 'kms'];

/** What goes through the endpoints of a VPC. */
export interface EndpointOptions {
  /**
   * The organization whose people and programs may use the endpoints, and whose resources they may reach by them.
   *
   * @default - the account of the VPC alone
   */
  readonly organizationId?: string;

  /**
   * Buckets of AWS that may be read by the gateway endpoint of S3, such as package repositories. They are read only, so nothing gets out
   * by them.
   *
   * @default - those of Amazon Linux, of Systems Manager, and of image layers in Amazon ECR
   */
  readonly awsOwnedBuckets?: AwsOwnedBuckets[];

  /**
   * Services for which AWS takes no endpoint policy: theirs are made without one, and only their group limits who uses them.
   *
   * @default - every endpoint has a policy
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly servicesWithoutPolicy?: string[];

  /**
   * AWS's lists of the addresses behind gateway endpoints, in regions that this library does not know: what lets a tier call them stands on
   * such a list.
   *
   * @default - 13 regions are known, such as eu-central-1; others fail the synthesis as soon as a tier calls endpoints
   */
  readonly gatewayPrefixLists?: GatewayPrefixList[];
}

/** Interface endpoints, beside what goes through them. */
export interface InterfaceEndpointOptions extends EndpointOptions {
  /**
   * Services, by the end of their endpoint's name: "secretsmanager" for com.amazonaws.eu-central-1.secretsmanager.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly services: string[];
}

/**
 * The endpoints of a VPC: ways to AWS that do not lead over the internet.
 *
 * Gateway endpoints of S3 and DynamoDB are always made, but for `none`: they cost nothing and take traffic from NAT gateways. Interface
 * endpoints cost about USD 0.01 an hour in each zone, some USD 7.30 a month, and 0.01 per GB: three zones and five services are USD 110 a
 * month.
 *
 * Each has a policy: identities of the organization reach resources of the organization, AWS's services act on one's behalf, all else is
 * refused. So a stolen file does not leave by an endpoint into a stranger's bucket, with a stranger's keys neither.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/vpc_endpoint_policies
 * @see https://aws.amazon.com/privatelink/pricing/
 */
export class EndpointSelection {
  /** No endpoint at all: calls of AWS need a way out. */
  public static none(): EndpointSelection {
    return new EndpointSelection([], [], {});
  }

  /**
   * The gateway endpoints of S3 and DynamoDB, which cost nothing.
   *
   * @param options what goes through them
   */
  public static gateways(options: EndpointOptions = {}): EndpointSelection {
    return new EndpointSelection(['s3', 'dynamodb'], [], options);
  }

  /**
   * Gateway endpoints, and what Session Manager needs where there is no way to the internet: ssm, ssmmessages, ec2messages, logs and kms.
   *
   * @param options what goes through them
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
   */
  public static sessionManager(options: EndpointOptions = {}): EndpointSelection {
    return EndpointSelection.interfaces({ ...options, services: SESSION_MANAGER });
  }

  /**
   * Gateway endpoints, and interface endpoints of one's choice.
   *
   * @param options the services, and what goes through their endpoints
   */
  public static interfaces(options: InterfaceEndpointOptions): EndpointSelection {
    const { services, ...others } = options;
    throwProblems(undefined, serviceProblems(services));
    return new EndpointSelection(['s3', 'dynamodb'], [...services], others);
  }

  private constructor(
    /** Services with a gateway endpoint. */
    public readonly gatewayServices: string[],
    /** Services with an interface endpoint. */
    public readonly interfaceServices: string[],
    /** What goes through them. */
    public readonly options: EndpointOptions,
  ) {
    throwProblems(undefined, options.organizationId === undefined ? [] : organizationIdProblems('organizationId', options.organizationId));
  }

  /**
   * The same endpoints for an organization, where none is named: that of the landing zone, which is known when it is deployed.
   *
   * @internal
   */
  public _within(organizationId: string): EndpointSelection {
    const options = { ...this.options, organizationId: this.options.organizationId ?? organizationId };
    return new EndpointSelection(this.gatewayServices, this.interfaceServices, options);
  }
}

function serviceProblems(services: readonly string[]): Problems {
  return [
    ...services.length === 0 ? ["'services' must name a service, got none: call 'gateways' for the endpoints that cost nothing"] : [],
    ...services.flatMap(service => shapeProblems('services', service, /^(?!com\.amazonaws)[a-z0-9][a-z0-9.-]*$/,
      'be the end of an endpoint\'s name such as "secretsmanager"', 'leave out "com.amazonaws" and the region')),
    ...services.includes('dynamodb') ? ["'services' must not hold \"dynamodb\", got it: its gateway endpoint is there and costs nothing"] : [],
    ...duplicateProblems('services', services, 'name it once'),
  ];
}
