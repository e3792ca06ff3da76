import { Aws, Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint, ISecurityGroup, ISubnet, IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { EndpointSelection } from './endpoint-selection';
import { IVpcEndpoints } from './i-vpc-endpoints';
import { allowToEndpoints } from './private/endpoint-access';
import { endpointPolicy } from './private/endpoint-policy';
import { NOTHING } from './private/no-traffic';

/** Properties of the endpoints of a VPC. */
export interface VpcEndpointsProps {
  /** The VPC. Interface endpoints need its DNS support and its DNS host names. */
  readonly vpc: IVpc;

  /** Which endpoints it gets. */
  readonly selection: EndpointSelection;

  /** Where interface endpoints stand: one subnet in each zone that they are paid for. */
  readonly subnets: ISubnet[];

  /** Route tables that gateway endpoints put their routes into: those of every subnet. */
  readonly routeTableIds: string[];
}

/**
 * The endpoints of a VPC, each with a policy, and the group that interface endpoints stand in. Nobody reaches them before a tier asks to:
 * `NetworkTier.allowToEndpoints`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export class VpcEndpoints extends Construct implements IVpcEndpoints {
  /** The group of interface endpoints; none where there are no such endpoints. */
  public readonly securityGroup?: ISecurityGroup;

  private readonly selection: EndpointSelection;

  public constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { selection, vpc } = props;

    this.selection = selection;
    selection.gatewayServices.forEach(service => this.newEndpoint(service, props, { vpcEndpointType: 'Gateway', routeTableIds: props.routeTableIds }));
    if (selection.interfaceServices.length > 0) {
      this.securityGroup = this.newSecurityGroup(vpc);
      selection.interfaceServices.forEach(service => this.newEndpoint(service, props, {
        vpcEndpointType: 'Interface',
        subnetIds: props.subnets.map(subnet => subnet.subnetId),
        securityGroupIds: [this.securityGroup!.securityGroupId],
        // a gateway endpoint has the name of S3 already; from inside of the VPC its way is the one that costs nothing
        privateDnsEnabled: service !== 's3',
      }));
    }
  }

  /**
   * Lets what has a group call the endpoints, by HTTPS: out of that group, and into the group of the endpoints.
   * `NetworkTier.allowToEndpoints` calls it.
   *
   * @param caller the group of who calls
   * @param callerName who that is, for the descriptions of the rules
   */
  public allowFrom(caller: ISecurityGroup, callerName: string): void {
    allowToEndpoints(this, caller, callerName, this.selection, this.securityGroup);
  }

  private newEndpoint(service: string, { vpc, selection: { options } }: VpcEndpointsProps, kind: Partial<CfnEndpointKind>): void {
    const endpoint = new CfnVPCEndpoint(this, service, {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
      policyDocument: options.servicesWithoutPolicy?.includes(service) ? undefined : endpointPolicy(service, options),
      ...kind,
    });
    Tags.of(endpoint).add('Name', service);
  }

  private newSecurityGroup(vpc: IVpc): ISecurityGroup {
    const group = new CfnSecurityGroup(this, 'SecurityGroup', {
      groupDescription: 'Endpoints of AWS services', vpcId: vpc.vpcId, securityGroupEgress: [NOTHING],
    });
    Tags.of(group).add('Name', 'endpoints');
    return SecurityGroup.fromSecurityGroupId(this, 'Group', group.attrGroupId, { allowAllOutbound: false, allowAllIpv6Outbound: false });
  }
}

/** What tells a gateway endpoint from an interface endpoint. */
interface CfnEndpointKind {
  readonly vpcEndpointType: string;
  readonly routeTableIds: string[];
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly privateDnsEnabled: boolean;
}
