import { Origin } from '../contract';
import { NetworkPart } from './networks';

/** The device on the other side. */
export interface CustomerGateway extends NetworkPart {
  readonly address: string;
}

/** A virtual private gateway. */
export interface VpnGateway extends NetworkPart {
  vpcId?: string;
  attachment?: Origin;
}

/** A site-to-site connection between a device and a gateway. */
export interface VpnConnection extends NetworkPart {
  readonly customerGatewayId: string;
  readonly gatewayId: string;
  readonly staticRoutes: boolean;
}

/** A route of a connection, or tables that learn the routes of a gateway. */
export interface VpnLink extends NetworkPart {
  readonly ofId: string;
  readonly to: string;
}

/** A Client VPN endpoint. */
export interface ClientVpnEndpoint extends NetworkPart {
  readonly vpcId?: string;
  readonly addresses: string;
  /** Of its interfaces, by which people come in. */
  securityGroupIds: readonly string[];
  readonly knowsGroups: boolean;
}

/** VPNs by id. */
export interface VpnState {
  readonly customerGateways: Map<string, CustomerGateway>;
  readonly gateways: Map<string, VpnGateway>;
  readonly connections: Map<string, VpnConnection>;
  readonly routes: Map<string, VpnLink>;
  readonly propagations: Map<string, VpnLink>;
  readonly clientEndpoints: Map<string, ClientVpnEndpoint>;
  readonly clientAssociations: Map<string, VpnLink>;
  readonly clientRules: Map<string, VpnLink>;
  readonly instanceConnectEndpoints: Map<string, NetworkPart & { readonly vpcId: string }>;
}

export const initialVpn = (): VpnState => ({
  customerGateways: new Map(), gateways: new Map(), connections: new Map(), routes: new Map(), propagations: new Map(),
  clientEndpoints: new Map(), clientAssociations: new Map(), clientRules: new Map(), instanceConnectEndpoints: new Map(),
});
