import { Aws } from 'aws-cdk-lib';
import { CfnSAMLProvider } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { lengthProblems, Problems, shapeProblems } from '../../core/validation';

/** Properties of a SAML provider. */
export interface SamlProviderProps {
  /** The name of the provider, unique in the account: 1 to 128 letters, digits, ".", "_" or "-". */
  readonly providerName: string;

  /** The metadata of the identity provider, as XML: its address and the certificates that it signs with; 1,000 to 10,000,000 characters. */
  readonly metadataDocument: string;
}

/**
 * People of a directory, such as Entra ID or Okta, come straight into one account by SAML, where IAM Identity Center is no choice: take
 * that for several accounts. Roles trust it by `RoleTrust.saml(provider.providerArn)`.
 *
 * AWS cannot see whether the directory asked for MFA: make it ask. The certificate in the metadata expires, and then nobody gets in: note
 * the date, and keep the break-glass role. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
 */
export class SamlProvider extends Construct {
  /**
   * The ARN of a provider in the account that a template ends up in: for roles that go into many accounts, each of which has the provider.
   *
   * @param providerName the name of the provider
   */
  public static arnInAccount(providerName: string): string {
    throwProblems(undefined, nameProblems(providerName));
    return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:saml-provider/${providerName}`;
  }

  /** The ARN of the provider. */
  public readonly providerArn: string;

  public constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    throwProblems(this, providerProblems(props));
    this.providerArn = new CfnSAMLProvider(this, 'Resource', { name: props.providerName, samlMetadataDocument: props.metadataDocument }).attrArn;
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
const METADATA = { min: 1000, max: 10_000_000 };

const nameProblems = (providerName: string): Problems =>
  shapeProblems('providerName', providerName, /^[\w.-]{1,128}$/, 'have 1 to 128 letters, digits, ".", "_" or "-"', 'choose another name');

function providerProblems({ providerName, metadataDocument }: SamlProviderProps): Problems {
  const size = lengthProblems('metadataDocument', metadataDocument, METADATA.max, METADATA.min).map(problem => problem.replace(/ in "[^]*": /, ': '));
  return [
    ...nameProblems(providerName),
    ...size,
    ...size.length > 0 || /<(\w+:)?EntityDescriptor\b/.test(metadataDocument) ? []
      : ["'metadataDocument' must be metadata of SAML, got none with an EntityDescriptor: download it from the identity provider"],
  ];
}
