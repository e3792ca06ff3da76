import { Problems, shapeProblems, wholeRangeProblems } from '../../../core/validation';
import { NamedNetwork } from '../named-network';
import { VpnGatewayTarget } from '../vpn-gateway-target';

interface Site {
  readonly target: VpnGatewayTarget;
  readonly customerGatewayAddress: string;
  readonly bgpAsn?: number;
  readonly staticRoutes?: NamedNetwork[];
}

const ASN = { min: 1, max: 2_147_483_647 };

/** What is wrong with a VPN to a site. */
export function siteProblems({ target, customerGatewayAddress, bgpAsn, staticRoutes = [] }: Site): Problems {
  const routesNeeded = bgpAsn === undefined && target.vpcId !== undefined;
  return [
    ...shapeProblems('customerGatewayAddress', customerGatewayAddress, /^(?!10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)(\d{1,3}\.){3}\d{1,3}$/,
      'be a public IPv4 address', 'take the address of the device as the internet sees it'),
    ...bgpAsn === undefined ? [] : wholeRangeProblems('bgpAsn', '(an ASN)', bgpAsn, ASN, 'choose a private one from 64512 to 65534'),
    ...routesNeeded && staticRoutes.length === 0 ? ["'staticRoutes' must name the networks of the other side where it does not speak BGP, got none: name them, or give 'bgpAsn'"] : [],
    ...bgpAsn !== undefined && staticRoutes.length > 0 ? ["'staticRoutes' must be left out with 'bgpAsn', got both: BGP tells the routes"] : [],
    ...target.vpcId === undefined && staticRoutes.length > 0 ? ["'staticRoutes' must be left out with a transit gateway, got some: its route tables have static routes"] : [],
  ];
}
