import { Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SamlProvider } from '../../constructs/identity';
import { AccessConfiguration } from '../access-configuration';

/**
 * Who vouches for people and pipelines in an account. Ids come from names and addresses: in another order nothing is replaced.
 *
 * @returns what roles that trust one of them wait for
 */
export function addIdentityProviders(template: Stack, { oidcIssuers = [], samlProviders = [] }: AccessConfiguration): Construct {
  const providers = new Construct(template, 'IdentityProviders');
  for (const provider of samlProviders) {
    new SamlProvider(providers, `Saml-${provider.providerName}`, provider);
  }
  for (const { audiences, host, url } of oidcIssuers) {
    new CfnOIDCProvider(providers, `Oidc-${host.replace(/[^\w.-]/g, '-')}`, { url, clientIdList: audiences });
  }
  return providers;
}
