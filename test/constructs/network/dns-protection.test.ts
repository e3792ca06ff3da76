import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DnsFirewall, DnsFirewallAction, DnsProtection, DnsQueryLogs, DnsThreatConfidence } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ARCHIVE = { logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' };

function templateOf(protection: DnsProtection): Template {
  const stack = new Stack(new App(), 'Stack');
  protection.addToVpc(stack, 'vpc-0a1b2c3d');
  return Template.fromStack(stack);
}

const firewall = (made: DnsFirewall) => templateOf(DnsProtection.of({ firewall: made }));

const rulesOf = (made: DnsFirewall) => Object.values(firewall(made).findResources('AWS::Route53Resolver::FirewallRuleGroup'))[0].Properties.FirewallRules;

describe('defaults', () => {
  test('makes nothing when nothing is asked for', () => {
    expect(templateOf(DnsProtection.none()).toJSON().Resources).toBeUndefined();
  });

  test('logs every query of the VPC to the log archive', () => {
    const template = templateOf(DnsProtection.of({ queryLogs: DnsQueryLogs.logArchive(ARCHIVE) }));
    template.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfig', {
      DestinationArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::lz-delivery-222222222222-eu-central-1']] },
    });
    template.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', {
      ResolverQueryLogConfigId: { 'Fn::GetAtt': ['QueryLogs', 'Id'] }, ResourceId: 'vpc-0a1b2c3d',
    });
  });

  test('answers names that are blocked as if they did not exist, and does not answer while the firewall fails', () => {
    const template = firewall(DnsFirewall.blocking({ blockedDomains: ['*.example.com'] }));
    template.hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', { Domains: ['*.example.com'] });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroup', {
      FirewallRules: [{ Action: 'BLOCK', BlockResponse: 'NXDOMAIN', FirewallDomainListId: { 'Fn::GetAtt': ['BlockedDomains', 'Id'] }, Priority: 10 }],
    });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallConfig', { ResourceId: 'vpc-0a1b2c3d', FirewallFailOpen: 'DISABLED' });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
      VpcId: 'vpc-0a1b2c3d', Priority: 101, FirewallRuleGroupId: { 'Fn::GetAtt': ['DnsRules', 'Id'] },
    });
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => DnsProtection.of({
      queryLogs: DnsQueryLogs.logArchive(ARCHIVE), firewall: DnsFirewall.blocking({ threatDetection: DnsThreatConfidence.HIGH }),
    }).addToVpc(stack, 'vpc-0a1b2c3d'));
  });
});

describe('options', () => {
  test('blocks lists of AWS, tunnels and generated names, after what is allowed', () => {
    const made = DnsFirewall.blocking({
      allowedDomains: ['cdn.example.com'], blockedDomains: ['*.example.com'], blockedDomainListIds: ['rslvr-fdl-0a1b2c3d4e5f'], threatDetection: DnsThreatConfidence.HIGH,
    });
    const block = { Action: 'BLOCK', BlockResponse: 'NXDOMAIN' };
    expect(rulesOf(made)).toEqual([
      { Action: 'ALLOW', FirewallDomainListId: { 'Fn::GetAtt': ['AllowedDomains', 'Id'] }, FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN', Priority: 10 },
      { ...block, FirewallDomainListId: { 'Fn::GetAtt': ['BlockedDomains', 'Id'] }, Priority: 20 },
      { ...block, FirewallDomainListId: 'rslvr-fdl-0a1b2c3d4e5f', Priority: 30 },
      ...['DGA', 'DICTIONARY_DGA', 'DNS_TUNNELING'].map((threat, index) => (
        { ...block, DnsThreatProtection: threat, ConfidenceThreshold: 'HIGH', Priority: 40 + index * 10 })),
    ]);
  });

  test('only tells of queries where that is asked for', () => {
    expect(rulesOf(DnsFirewall.blocking({ blockedDomains: ['example.com'], action: DnsFirewallAction.ALERT })))
      .toEqual([{ Action: 'ALERT', FirewallDomainListId: { 'Fn::GetAtt': ['BlockedDomains', 'Id'] }, Priority: 10 }]);
  });

  test('answers while the firewall fails where that is asked for', () => {
    firewall(DnsFirewall.blocking({ blockedDomains: ['example.com'], failOpen: true }))
      .hasResourceProperties('AWS::Route53Resolver::FirewallConfig', { FirewallFailOpen: 'ENABLED' });
  });

  test('resolves names on a list and nothing else', () => {
    const made = DnsFirewall.allowingOnly(['*.amazonaws.com']);
    expect(rulesOf(made).map(({ Action }: { Action: string }) => Action)).toEqual(['ALLOW', 'BLOCK']);
    firewall(made).hasResourceProperties('AWS::Route53Resolver::FirewallConfig', { FirewallFailOpen: 'DISABLED' });
    firewall(DnsFirewall.allowingOnly(['example.com'], { failOpen: true })).hasResourceProperties('AWS::Route53Resolver::FirewallConfig', { FirewallFailOpen: 'ENABLED' });
    firewall(made).hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', { Domains: ['*'], Name: Match.stringLikeRegexp('BlockedDomains$') });
  });

  test('logs queries elsewhere', () => {
    templateOf(DnsProtection.of({ queryLogs: DnsQueryLogs.of('arn:aws:logs:eu-central-1:111111111111:log-group:dns') }))
      .hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfig', { DestinationArn: 'arn:aws:logs:eu-central-1:111111111111:log-group:dns' });
  });
});

describe('validation', () => {
  test('fails when nothing is asked for, and says what to call', () => {
    expect(() => DnsProtection.of({})).toThrow("'options' must ask for 'queryLogs' or 'firewall', got neither: call 'none' for that");
    expect(() => DnsFirewall.blocking({})).toThrow("'options' must block something, got nothing");
    expect(() => DnsFirewall.allowingOnly([])).toThrow("'allowedDomains' must name a domain, got none");
    expect(() => DnsFirewall.allowingOnly(['https://example.com/'])).toThrow("'allowedDomains' must be names");
    expect(() => DnsFirewall.blocking({ blockedDomainListIds: ['rslvr-fdl-1', 'rslvr-fdl-1'] })).toThrow("'blockedDomainListIds' must not repeat");
  });

  test('fails for names and lists that are none, and says all of them', () => {
    expect(() => DnsFirewall.blocking({ blockedDomains: ['https://example.com/'], allowedDomains: ['a', 'a'], blockedDomainListIds: ['malware'] }))
      .toThrow(/3 problems[^]*'blockedDomains' must be names[^]*'allowedDomains' must not repeat[^]*'blockedDomainListIds' must be the id of a domain list/);
  });

  test('fails for a log archive that is none', () => {
    expect(() => DnsQueryLogs.logArchive({ logArchiveAccountId: 'x', homeRegion: 'y' })).toThrow('2 problems');
  });
});
