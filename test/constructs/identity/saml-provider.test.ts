import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessRole, RoleTrust, SamlProvider, SamlProviderProps } from '../../../lib/constructs/identity';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const METADATA = `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'-'.repeat(1000)}</md:EntityDescriptor>`;

function templateOf(props: Partial<SamlProviderProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new SamlProvider(stack, 'Provider', { providerName: 'directory', metadataDocument: METADATA, ...props });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('makes the provider', () => {
    templateOf().hasResourceProperties('AWS::IAM::SAMLProvider', { Name: 'directory', SamlMetadataDocument: METADATA });
  });

  test('passes cdk-nag without acknowledgements of its user', () => {
    expect(() => synthesizeUnderCdkNag(stack => { new SamlProvider(stack, 'Provider', { providerName: 'directory', metadataDocument: METADATA }); })).not.toThrow();
  });
});

describe('options', () => {
  test('takes metadata with another prefix, or none', () => {
    expect(() => templateOf({ metadataDocument: METADATA.replaceAll('md:', '') })).not.toThrow();
  });
});

describe('import', () => {
  test('is named in whichever account a template ends up, and trusted there', () => {
    const stack = new Stack(new App(), 'Stack');
    const arn = SamlProvider.arnInAccount('directory');
    expect(stack.resolve(arn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':saml-provider/directory']] });
    expect(() => RoleTrust.saml(arn)).not.toThrow();
    expect(() => SamlProvider.arnInAccount('a directory')).toThrow(/'providerName' must have 1 to 128 letters/);
  });

  test('is trusted by roles, for the console only', () => {
    const stack = new Stack(new App(), 'Stack');
    const { providerArn } = new SamlProvider(stack, 'Provider', { providerName: 'directory', metadataDocument: METADATA });
    new AccessRole(stack, 'Role', { roleName: 'analyst', description: 'Looks', trusts: [RoleTrust.saml(providerArn)] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{
      Effect: 'Allow', Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Provider'), 'Arn'] } },
    }] } });
  });
});

describe('validation', () => {
  test.each<[Partial<SamlProviderProps>, RegExp]>([
    [{ providerName: 'a/b' }, /'providerName' must have 1 to 128/],
    [{ metadataDocument: '<x/>' }, /'metadataDocument' must have 1000 to 10000000 characters, got 4: fill it/],
    [{ metadataDocument: `<html>${'-'.repeat(1000)}</html>` }, /'metadataDocument' must be metadata of SAML/],
  ])('fails for what IAM refuses: %#', (props, expected) => {
    expect(() => templateOf(props)).toThrow(expected);
  });
});
