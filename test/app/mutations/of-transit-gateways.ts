import { Mutations } from './mutation';
import { adding, attribute, EGRESS, HUB, hurrying, removing, SPOKE, TRANSIT_GATEWAY, VPC } from './network-edits';

const ATTACHMENT = `${VPC}/WaysOut/TransitGatewayAttachment`;
const GATEWAY = `${TRANSIT_GATEWAY}/Resource`;

/** Mutations of the transit gateway that the networks of accounts are attached to. */
export const OF_TRANSIT_GATEWAYS: Mutations = {
  'transit-gateway/shared': [{
    when: 'the gateway is shared with nobody', at: ATTACHMENT, says: /tgw-\w+/,
    edit: example => example.at(`${TRANSIT_GATEWAY}/Share/Resource`).set('Principals', [{ Ref: 'AWS::AccountId' }]),
  }],
  'transit-gateway/accepted': [{
    when: 'the gateway does not accept attachments', at: ATTACHMENT, says: /accepts nothing by itself/,
    edit: example => {
      example.at(GATEWAY).set('AutoAcceptSharedAttachments', 'disable');
      example.at(`${TRANSIT_GATEWAY}/Defaults/Default`).set('Settings.AutoAcceptSharedAttachments', 'disable');
    },
  }],
  'transit-gateway/subnets': [{
    when: 'an attachment has two subnets in a zone', at: ATTACHMENT, says: /3 subnets in 2 zones/,
    edit: example => example.at(ATTACHMENT).set('SubnetIds.1', attribute(example.at(`${VPC}/app/Zone1/Subnet`), 'SubnetId')),
  }],
  'transit-gateway/one-attachment': [adding(SPOKE, 'a network is attached twice', /is attached to tgw-\w+ already, by tgw-attach-/, example => ({
    Twice: { ...example.at(ATTACHMENT).definition, DependsOn: [example.at(ATTACHMENT).logicalId] },
  }), 'Twice')],
  'transit-gateway/one-table': [adding(HUB, 'the way out looks into two tables', /looks into tgw-rtb-\w+ already/, example => ({
    Twice: {
      Type: 'AWS::EC2::TransitGatewayRouteTableAssociation', DependsOn: [example.at(`${EGRESS}/HubTable/Default`).logicalId],
      Properties: {
        TransitGatewayAttachmentId: example.at(`${EGRESS}/HubTable/Default`).get('AttachmentId'),
        TransitGatewayRouteTableId: attribute(example.at(`${TRANSIT_GATEWAY}/Spokes`), 'TransitGatewayRouteTableId'),
      },
    },
  }), 'Twice')],
  'transit-gateway/same-gateway': [{
    when: 'the way out is a route of another gateway', at: `${EGRESS}/WayOut`, says: /is of tgw-\w+, tgw-attach-\w+ of tgw-\w+/,
    edit: example => {
      Object.assign(example.template(HUB).Resources, {
        Other: { Type: 'AWS::EC2::TransitGateway' },
        OtherTable: { Type: 'AWS::EC2::TransitGatewayRouteTable', Properties: { TransitGatewayId: attribute({ logicalId: 'Other' }, 'Id') } },
      });
      example.at(`${EGRESS}/WayOut`).set('TransitGatewayRouteTableId', attribute({ logicalId: 'OtherTable' }, 'TransitGatewayRouteTableId'));
    },
  }],
  'transit-gateway/one-route-per-destination': [
    removing(`${TRANSIT_GATEWAY}/Dropped`, 'Blackhole', 'a route neither leads on nor drops', /the route to 10\.0\.0\.0\/8 has no target/),
    {
      when: 'two routes are for one destination', at: `${EGRESS}/WayOut`, says: /has a route to 0\.0\.0\.0\/0 already/,
      edit: example => {
        example.at(`${TRANSIT_GATEWAY}/Dropped`).set('DestinationCidrBlock', '0.0.0.0/0');
        example.at(`${EGRESS}/WayOut`).definition.DependsOn = [example.at(`${TRANSIT_GATEWAY}/Dropped`).logicalId];
      },
    },
  ],
  'transit-gateway/attached-before-route': [
    hurrying(`${VPC}/app/Zone1/DefaultRoute`, ATTACHMENT, 'a route does not wait for the attachment', /./),
  ],
};
