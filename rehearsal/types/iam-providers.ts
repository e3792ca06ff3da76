import { Operation, Outcome, ResourceType } from '../aws/contract';
import { identityArn, IdentityProvider } from '../aws/services/iam-identities';
import { IAM } from '../rules';
import { changed, given, inert, permissions, schema, TAGS } from './permission';
import { physicalName, plannedName, text, texts } from './values';

/** Of each kind in an account: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_PROVIDERS = 100;

const outcome = ({ arn }: IdentityProvider): Outcome => ({ physicalId: arn, attributes: { Arn: arn } });

/** The name of an OIDC provider is its address without the scheme. */
const hostOf = ({ properties }: Operation) => (text(properties, 'Url') ?? '').replace(/^https:\/\//, '').replace(/\/$/, '');
const oidcArn = (operation: Operation) => operation.physicalId ?? identityArn(operation.world, operation.accountId, 'oidc-provider', hostOf(operation));
const samlArn = (operation: Operation) => operation.physicalId ?? identityArn(operation.world, operation.accountId, 'saml-provider', plannedName(operation, 'Name'));

function add(operation: Operation, provider: Omit<IdentityProvider, 'accountId' | 'origin'>): Outcome {
  const { world, accountId, origin } = operation;
  const { providers } = world.state.iam;
  operation.require(IAM.PROVIDER_UNIQUE, !providers.has(provider.arn), `${provider.arn} exists already`, 'import it: one for an account and address is enough');
  const count = [...providers.values()].filter(known => known.accountId === accountId && known.kind === provider.kind).length + 1;
  operation.require(IAM.PROVIDER_UNIQUE, count <= MAX_PROVIDERS, `${accountId} would have ${count} ${provider.kind} providers`, 'remove those that nobody uses');
  const made: IdentityProvider = { ...provider, accountId, origin };
  providers.set(made.arn, made);
  return outcome(made);
}

function getProvider({ world, physicalId, fail }: Operation): IdentityProvider {
  return world.state.iam.providers.get(String(physicalId)) ?? fail('NoSuchEntity', `provider ${physicalId} does not exist`);
}

const remove = (operation: Operation): void => void operation.world.state.iam.providers.delete(getProvider(operation).arn);

/** An OIDC provider: its tokens let workloads outside AWS into the roles that trust it. */
export const OIDC_PROVIDER: ResourceType = {
  typeName: 'AWS::IAM::OIDCProvider',
  source: schema('aws-iam-oidcprovider'),
  properties: {
    Url: 'interpreted', ClientIdList: 'interpreted', ThumbprintList: inert('AWS checks the certificate of known providers by its own authorities'), Tags: TAGS,
  },
  required: ['Url'],
  createOnly: ['Url'],
  permissions: {
    create: [
      ...permissions(['iam:CreateOpenIDConnectProvider', 'iam:GetOpenIDConnectProvider'], oidcArn),
      ...permissions(['iam:TagOpenIDConnectProvider'], oidcArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['iam:GetOpenIDConnectProvider'], oidcArn),
      ...permissions(['iam:UpdateOpenIDConnectProviderThumbprint'], oidcArn, { when: changed('ThumbprintList') }),
      ...permissions(['iam:AddClientIDToOpenIDConnectProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider'], oidcArn, { when: changed('ClientIdList') }),
      ...permissions(['iam:TagOpenIDConnectProvider', 'iam:UntagOpenIDConnectProvider', 'iam:ListOpenIDConnectProviderTags'], oidcArn, { when: given('Tags') }),
    ],
    delete: permissions(['iam:DeleteOpenIDConnectProvider'], oidcArn),
  },
  create: operation => {
    const url = text(operation.properties, 'Url') ?? '';
    const isAddress = /^https:\/\/[^/?:#]+(\/[^?#]*)?$/.test(url);
    operation.require(IAM.PROVIDER_ADDRESS, isAddress, `'Url' is ${JSON.stringify(url)}`, 'write https://host, with a path where the issuer has one');
    return add(operation, { arn: oidcArn(operation), kind: 'oidc', audiences: texts(operation.properties, 'ClientIdList') });
  },
  update: operation => {
    const provider = getProvider(operation);
    provider.audiences = texts(operation.properties, 'ClientIdList');
    return outcome(provider);
  },
  delete: remove,
};

/** A SAML provider: its assertions let people of a directory into the roles that trust it. */
export const SAML_PROVIDER: ResourceType = {
  typeName: 'AWS::IAM::SAMLProvider',
  source: schema('aws-iam-samlprovider'),
  properties: {
    Name: 'interpreted', SamlMetadataDocument: inert('nobody signs an assertion in the rehearsal'), Tags: TAGS,
    AssertionEncryptionMode: inert('nobody signs an assertion in the rehearsal'), AddPrivateKey: inert('nobody signs an assertion in the rehearsal'),
    RemovePrivateKey: inert('nobody signs an assertion in the rehearsal'), PrivateKeyList: inert('nobody signs an assertion in the rehearsal'),
  },
  required: [],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['iam:CreateSAMLProvider', 'iam:GetSAMLProvider'], samlArn),
      ...permissions(['iam:TagSAMLProvider'], samlArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['iam:GetSAMLProvider', 'iam:UpdateSAMLProvider'], samlArn),
      ...permissions(['iam:TagSAMLProvider', 'iam:UntagSAMLProvider', 'iam:ListSAMLProviderTags'], samlArn, { when: given('Tags') }),
    ],
    delete: permissions(['iam:DeleteSAMLProvider'], samlArn),
  },
  create: operation => {
    const name = physicalName(operation, 'Name', 128);
    return add(operation, { arn: identityArn(operation.world, operation.accountId, 'saml-provider', name), kind: 'saml' });
  },
  update: operation => outcome(getProvider(operation)),
  delete: remove,
};
