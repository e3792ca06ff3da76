import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { CfnTransitGateway, CfnTransitGatewayAttachment, CfnTransitGatewayRoute, CfnTransitGatewayRouteTable } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { InlineHandler } from '../../core/inline-handler';
import { functionName, networkShareName } from '../../core/naming';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { FlowLogs } from './flow-logs';
import { parseCidr } from './private/cidr';
import { NAME_TAG, TRANSIT_GATEWAY_TAG } from './private/network-names';
import { CODE } from './private/transit-gateway-routes.bundle';
import { ResourceShare, SharePrincipal } from './resource-share';

/** Properties of a transit gateway. */
export interface TransitGatewayProps {
  /** The range that all networks of the organization lie in: that of `AddressPools`. */
  readonly organizationRange: string;

  /** Who may attach networks. Attachments are accepted by themselves. */
  readonly principals: SharePrincipal[];

  /** Where it logs who talked to whom. */
  readonly flowLogs: FlowLogs;

  /**
   * Whether attached networks reach each other.
   *
   * @default false - what goes from one to another is dropped
   */
  readonly networksReachEachOther?: boolean;
}

/**
 * The transit gateway of a region, shared with the organization: what attaches to it reaches what the network account puts behind it, and
 * nothing else.
 *
 *     table "spokes"   every attachment of an account looks here     10.0.0.0/8 → dropped, 0.0.0.0/0 → central egress
 *     table "hub"      what the network account attaches looks here  the range of each attachment, which it announces by itself
 *
 * Which tables new attachments get is a setting of the gateway that CloudFormation cannot write in one go, since the tables need the
 * gateway: a function does it, before the gateway is shared. What the network account attaches gets its table by the same function, and
 * when the setting changes, networks that are attached already announce themselves where new ones do. Its role is `TransitGatewayRole`, in
 * the account's global template.
 *
 * Every range of an attached VPC is announced, also one that it is given later: where `Guardrails.NETWORK_EDGES` (G50b) does not hold,
 * whoever may attach a network may announce a part of another's range, and gets what is meant for the other one. Have the guardrail on
 * every unit of `principals`; `LandingZone` puts it on the units that get networks.
 *
 * The gateway costs nothing; an attachment USD 0.05 an hour, about 36 a month, and 0.02 a gigabyte (us-east-1), paid by the account that
 * attaches.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html
 * @see https://aws.amazon.com/transit-gateway/pricing/
 */
export class TransitGateway extends Construct {
  /** The id of the transit gateway. */
  public readonly transitGatewayId: string;

  /** The table that attachments of accounts look into. */
  public readonly spokeRouteTableId: string;

  /** The table that attachments of the network account look into; the same one where networks reach each other. */
  public readonly hubRouteTableId: string;

  private readonly defaults: CustomResource;
  private readonly handler: InlineHandler;

  public constructor(scope: Construct, id: string, props: TransitGatewayProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    const isMesh = props.networksReachEachOther ?? false;
    const gateway = this.createGateway();
    this.transitGatewayId = gateway.attrId;
    this.spokeRouteTableId = this.createTable('Spokes');
    // It is there in both cases, so that none goes while something announces itself there.
    const hubTableId = this.createTable('Hub');
    this.hubRouteTableId = isMesh ? this.spokeRouteTableId : hubTableId;
    this.handler = this.createHandler();
    this.defaults = this.setDefaultTables(gateway, [this.spokeRouteTableId, hubTableId]);
    if (!isMesh) {
      new CfnTransitGatewayRoute(this, 'Dropped', {
        transitGatewayRouteTableId: this.spokeRouteTableId, destinationCidrBlock: props.organizationRange, blackhole: true,
      });
    }

    props.flowLogs.addToTransitGateway(this, this.transitGatewayId);
    const share = new ResourceShare(this, 'Share', {
      shareName: networkShareName('transit-gateway'),
      resourceArns: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:transit-gateway/${this.transitGatewayId}`],
      principals: props.principals,
    });
    // Before it is known where they belong, nobody may attach.
    share.node.addDependency(this.defaults, ...this.node.findAll().filter(child => child.node.id === 'Dropped'));
  }

  /**
   * Lets what the network account attaches look into the table of the hub: like every other it gets the default one as it is attached, in
   * the first deployment as in a later one.
   *
   * @internal
   */
  public _associateWithHub(scope: Construct, id: string, attachment: CfnTransitGatewayAttachment): void {
    const { serviceToken, serviceTimeout } = this.handler;
    attachment.node.addDependency(this.defaults);
    new CustomResource(scope, id, {
      resourceType: TYPE,
      serviceToken,
      serviceTimeout,
      properties: { AttachmentId: attachment.attrId, AssociationTable: this.hubRouteTableId },
    });
  }

  private createGateway(): CfnTransitGateway {
    const gateway = new CfnTransitGateway(this, 'Resource', {
      description: SETTINGS.Description,
      autoAcceptSharedAttachments: SETTINGS.AutoAcceptSharedAttachments,
      dnsSupport: SETTINGS.DnsSupport,
      vpnEcmpSupport: SETTINGS.VpnEcmpSupport,
      securityGroupReferencingSupport: SETTINGS.SecurityGroupReferencingSupport,
      // The tables below take their place, as soon as they are there.
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      tags: [{ key: NAME_TAG, value: TRANSIT_GATEWAY_TAG }],
    });
    acknowledge(gateway, {
      id: 'cdk-validator-cfnguard::ec2_transit_gateway_auto_vpc_attach_disabled_check',
      reason: 'the gateway is shared with accounts of the organization only, and what attaches reaches nobody but the way out: there is nothing for a person to decide',
    });
    return gateway;
  }

  private createTable(id: string): string {
    const name = `${TRANSIT_GATEWAY_TAG}-${id.toLowerCase()}`;
    return new CfnTransitGatewayRouteTable(this, id, { transitGatewayId: this.transitGatewayId, tags: [{ key: NAME_TAG, value: name }] })
      .attrTransitGatewayRouteTableId;
  }

  private createHandler(): InlineHandler {
    return InlineHandler.of(this, {
      functionName: functionName('transit-gateway-routes'),
      description: 'Sets the route tables that attachments of the transit gateway get',
      code: CODE,
      statements: [],
      timeout: Duration.minutes(10),
      roleInAccount: true,
    });
  }

  private setDefaultTables(gateway: CfnTransitGateway, tables: string[]): CustomResource {
    return new CustomResource(this, 'Defaults', {
      resourceType: TYPE,
      serviceToken: this.handler.serviceToken,
      serviceTimeout: this.handler.serviceTimeout,
      properties: {
        TransitGatewayId: gateway.attrId,
        AssociationTable: this.spokeRouteTableId,
        PropagationTable: this.hubRouteTableId,
        Tables: tables,
        // An update of the gateway writes all of its settings, so the function looks again after each.
        Settings: SETTINGS,
      },
    });
  }
}

const TYPE = 'Custom::TransitGatewayRoutes';

const SETTINGS = {
  Description: 'Networks of the organization',
  AutoAcceptSharedAttachments: 'enable',
  DnsSupport: 'enable',
  VpnEcmpSupport: 'enable',
  SecurityGroupReferencingSupport: 'enable',
};

function problems({ organizationRange }: TransitGatewayProps): Problems {
  const range = parseCidr(organizationRange);
  return range && range.mask > 0
    ? []
    : [`'organizationRange' must be an IPv4 range that begins at its first address, such as "10.0.0.0/8", got ${JSON.stringify(organizationRange)}: correct it`];
}
