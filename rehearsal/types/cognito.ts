import { Operation, ResourceType } from '../aws/contract';
import { UserPool, UserPoolPart } from '../aws/services/cognito';
import { COGNITO } from '../rules/apis';
import { requireCertificate } from './acm-certificate';
import { inert, permissions } from './permission';
import { needed, passedRole, refuseWhileInUse, serviceType } from './service-part';
import { flag, numeric, record, text, texts } from './values';

const NO_USERS = inert('nobody signs in in the rehearsal');
const poolArn = ({ partition, region, accountId }: Operation, id: unknown) => `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${String(id)}`;
const onSelf = (operation: Operation) => poolArn(operation, operation.physicalId ?? '*');
const onPool = (operation: Operation) => poolArn(operation, operation.properties.UserPoolId);
const inertAll = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, NO_USERS]));

/** A user pool. Functions that take part in signing in are refused. */
export const USER_POOL: ResourceType = serviceType<UserPool>({
  typeName: 'AWS::Cognito::UserPool',
  source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html (the schema names no handlers: permissions by the API calls; properties: cfn-lint 1.51.0)',
  properties: {
    ...inertAll([
      'AccountRecoverySetting', 'AdminCreateUserConfig', 'AliasAttributes', 'AutoVerifiedAttributes', 'DeviceConfiguration', 'EmailConfiguration',
      'EmailVerificationMessage', 'EmailVerificationSubject', 'Schema', 'SmsAuthenticationMessage', 'SmsVerificationMessage', 'UserAttributeUpdateSettings',
      'UserPoolAddOns', 'UserPoolName', 'UserPoolTags', 'UserPoolTier', 'UsernameAttributes', 'UsernameConfiguration', 'VerificationMessageTemplate',
      'WebAuthnRelyingPartyID', 'WebAuthnUserVerification', 'EmailAuthenticationMessage', 'EmailAuthenticationSubject',
    ]),
    DeletionProtection: 'interpreted', EnabledMfas: 'interpreted', MfaConfiguration: 'interpreted', Policies: 'interpreted', SmsConfiguration: 'interpreted',
  },
  nested: { Policies: { PasswordPolicy: 'interpreted', SignInPolicy: NO_USERS }, SmsConfiguration: { SnsCallerArn: 'interpreted', ExternalId: NO_USERS, SnsRegion: NO_USERS } },
  required: [],
  createOnly: [],
  permissions: {
    create: [...permissions(['cognito-idp:CreateUserPool']), ...permissions(['cognito-idp:SetUserPoolMfaConfig', 'cognito-idp:DescribeUserPool'], onSelf), ...passedRole(({ properties }) => text(record(properties, 'SmsConfiguration'), 'SnsCallerArn'), 'cognito-idp.amazonaws.com')],
    update: permissions(['cognito-idp:UpdateUserPool', 'cognito-idp:SetUserPoolMfaConfig', 'cognito-idp:DescribeUserPool'], onSelf),
    delete: permissions(['cognito-idp:DeleteUserPool'], onSelf),
  },
  parts: ({ cognito }) => cognito.userPools,
  identify: operation => {
    const { world, accountId, region, stackName, logicalId } = operation;
    const id = `${region}_${world.identifiers.letters(`user-pool:${accountId}:${region}:${stackName}:${logicalId}`, 9)}`;
    return { id, arn: poolArn(operation, id) };
  },
  settings: checkedPool,
  remove: (operation, part) => {
    if (part.deletionProtected) operation.fail('InvalidParameterException', `The user pool ${part.id} cannot be deleted because deletion protection is activated`, 'turn it off first');
    refuseWhileInUse(operation, 'InvalidParameterException', part, [...operation.world.state.cognito.domains.values()].filter(({ poolId }) => poolId === part.id));
  },
  attributes: ({ arn, id }, { region }) => ({
    Arn: arn, UserPoolId: id, ProviderName: `cognito-idp.${region}.amazonaws.com/${id}`, ProviderURL: `https://cognito-idp.${region}.amazonaws.com/${id}`,
  }),
});

function checkedPool(operation: Operation): Pick<UserPool, 'deletionProtected'> {
  const { properties } = operation;
  const length = numeric(record(record(properties, 'Policies'), 'PasswordPolicy'), 'MinimumLength') ?? 8;
  const factors = texts(properties, 'EnabledMfas');
  const bySms = factors.includes('SMS_MFA') && text(record(properties, 'SmsConfiguration'), 'SnsCallerArn') === undefined;
  const holds = length >= 6 && length <= 99 && (text(properties, 'MfaConfiguration') !== 'ON' || factors.length > 0) && !bySms;
  operation.require(COGNITO.POOL, holds, `passwords have ${length} characters, second factors are ${factors.join(', ') || 'none'}`, 'ask for 6 to 99 characters, and name a second factor, with a role for SMS');
  return { deletionProtected: text(properties, 'DeletionProtection') === 'ACTIVE' };
}

/** An application that users sign in to. */
export const USER_POOL_CLIENT: ResourceType = serviceType<UserPoolPart>({
  typeName: 'AWS::Cognito::UserPoolClient',
  source: 'aws-cognito-userpoolclient',
  properties: {
    ...inertAll([
      'AccessTokenValidity', 'AuthSessionValidity', 'ClientName', 'DefaultRedirectURI', 'EnablePropagateAdditionalUserContextData', 'EnableTokenRevocation',
      'ExplicitAuthFlows', 'IdTokenValidity', 'LogoutURLs', 'PreventUserExistenceErrors', 'ReadAttributes', 'RefreshTokenRotation', 'RefreshTokenValidity',
      'SupportedIdentityProviders', 'TokenValidityUnits', 'WriteAttributes',
    ]),
    UserPoolId: 'interpreted', GenerateSecret: 'interpreted', AllowedOAuthFlows: 'interpreted', AllowedOAuthFlowsUserPoolClient: 'interpreted',
    AllowedOAuthScopes: 'interpreted', CallbackURLs: 'interpreted',
  },
  required: ['UserPoolId'],
  createOnly: ['GenerateSecret', 'UserPoolId'],
  permissions: {
    create: permissions(['cognito-idp:CreateUserPoolClient', 'cognito-idp:DescribeUserPoolClient'], onPool),
    update: permissions(['cognito-idp:UpdateUserPoolClient', 'cognito-idp:DescribeUserPoolClient'], onPool),
    delete: permissions(['cognito-idp:DeleteUserPoolClient'], onPool),
  },
  parts: ({ cognito }) => cognito.clients,
  identify: operation => {
    const { world, accountId, region, stackName, logicalId } = operation;
    const id = world.identifiers.letters(`user-pool-client:${accountId}:${region}:${stackName}:${logicalId}`, 26);
    return { id, arn: `${onPool(operation)}/client/${id}` };
  },
  settings: operation => {
    const { properties, world } = operation;
    const pool = needed(operation, world.state.cognito.userPools, properties.UserPoolId, COGNITO.EXISTS);
    const [flows, scopes, urls] = ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs'].map(name => texts(properties, name));
    const machine = flows.includes('client_credentials');
    const back = urls.every(url => !url.startsWith('http://') || url.startsWith('http://localhost'));
    const whole = flows.length === 0 || (scopes.length > 0 && (machine ? flows.length === 1 && flag(properties, 'GenerateSecret') === true : urls.length > 0));
    operation.require(COGNITO.CLIENT, whole && back, `the flows ${flows.join(', ')} with the scopes ${scopes.join(', ')} come back to ${urls.join(', ')}`, 'name scopes and HTTPS addresses, or a secret for client credentials');
    return { poolId: pool.id };
  },
  attributes: ({ id }) => ({ ClientId: id, Name: id }),
});

/** The address of the pages on which users sign in. */
export const USER_POOL_DOMAIN: ResourceType = serviceType<UserPoolPart>({
  typeName: 'AWS::Cognito::UserPoolDomain',
  source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html (the schema names no handlers: permissions by the API calls; properties: cfn-lint 1.51.0)',
  properties: { Domain: 'interpreted', UserPoolId: 'interpreted', CustomDomainConfig: 'interpreted', ManagedLoginVersion: NO_USERS },
  nested: { CustomDomainConfig: ['CertificateArn'] },
  required: ['UserPoolId', 'Domain'],
  createOnly: ['UserPoolId', 'Domain'],
  permissions: {
    create: permissions(['cognito-idp:CreateUserPoolDomain'], onPool), update: permissions(['cognito-idp:UpdateUserPoolDomain'], onPool),
    delete: permissions(['cognito-idp:DeleteUserPoolDomain'], onPool),
  },
  parts: ({ cognito }) => cognito.domains,
  identify: operation => ({ id: String(operation.properties.Domain), arn: onPool(operation) }),
  settings: (operation, self) => {
    const { properties, world } = operation;
    const pool = needed(operation, world.state.cognito.userPools, properties.UserPoolId, COGNITO.EXISTS);
    const certificate = text(record(properties, 'CustomDomainConfig'), 'CertificateArn');
    const shape = certificate === undefined ? /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/ : /^([a-z0-9-]+\.)+[a-z0-9-]+$/;
    const taken = [...world.state.cognito.domains.values()].some(other => other.id === self.id && other.region === self.region &&
      other.accountId !== self.accountId);
    operation.require(COGNITO.DOMAIN, shape.test(self.id) && !taken, `the domain ${self.id} is ${taken ? 'taken' : 'of another shape'}`, 'choose another prefix in lower case');
    if (certificate !== undefined) requireCertificate(operation, certificate, 'us-east-1');
    return { poolId: pool.id };
  },
  attributes: ({ id }) => ({ CloudFrontDistribution: id.includes('.') ? `${id.replaceAll('.', '')}.cloudfront.net` : '' }),
});
