import { CfnClientVpnEndpoint } from 'aws-cdk-lib/aws-ec2';

/**
 * How people prove who they are before a Client VPN lets them in.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authentication.html
 */
export class VpnAuthentication {
  /**
   * By a certificate that a private authority issued to them. It tells no groups, so every person is let into the same networks.
   *
   * @param clientRootCertificateArn the authority's certificate in ACM
   */
  public static certificate(clientRootCertificateArn: string): VpnAuthentication {
    return new VpnAuthentication(false, {
      type: 'certificate-authentication', mutualAuthentication: { clientRootCertificateChainArn: clientRootCertificateArn },
    });
  }

  /**
   * By the organization's identity provider, with its MFA, and with the groups that it tells.
   *
   * @param samlProviderArn the provider in IAM, of an application for AWS Client VPN
   */
  public static saml(samlProviderArn: string): VpnAuthentication {
    return new VpnAuthentication(true, { type: 'federated-authentication', federatedAuthentication: { samlProviderArn } });
  }

  private constructor(
    /** Whether groups are told. */
    public readonly knowsGroups: boolean,
    /** @internal As CloudFormation has it. */
    public readonly _request: CfnClientVpnEndpoint.ClientAuthenticationRequestProperty,
  ) {}
}
