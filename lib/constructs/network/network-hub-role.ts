import { Construct } from 'constructs';
import { NetworkReaderRole, NetworkReaderRoleProps } from './network-reader-role';
import { TransitGatewayRole } from './transit-gateway-role';

/**
 * The roles behind `NetworkHub` and `NetworkLookup`, in the template that goes once into the network account: `NetworkHub` goes to many
 * regions and holds none. `DefaultSecurityGroupRole`, which every account has, is not among them.
 */
export class NetworkHubRole extends Construct {
  public constructor(scope: Construct, id: string, props: NetworkReaderRoleProps) {
    super(scope, id);
    new NetworkReaderRole(this, 'Reader', props);
    new TransitGatewayRole(this, 'TransitGateway');
  }
}
