import { SecureApplicationLoadBalancer } from '../../edge';
import { demand, isUnknown } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const isEncrypted = ({ Protocol: protocol }: Readonly<Record<string, unknown>>): boolean => protocol === 'HTTPS' || protocol === 'TLS';

const { current: [DEFAULT], accepted, source } = SecureApplicationLoadBalancer._tls;

/** Those with TLS 1.2 as the least, with or without forward secrecy; "Ext1" and "Ext2" have older ciphers, and no older protocol. */
const isCurrent = (policy: unknown): boolean =>
  isUnknown(policy) || accepted.test(String(policy));

export const LISTENER_TLS_VERSION: RuleDefinition = {
  id: 'listener-tls-version',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Listeners take TLS 1.2 or later, with older ciphers too: SecureApplicationLoadBalancer refuses those without forward secrecy',
  remedy: `leave SslPolicy out, or take ${DEFAULT}`,
  source,
  cfnTypes: ['AWS::ElasticLoadBalancingV2::Listener'],
  problems: ({ properties }) => isEncrypted(properties) ? demand(properties, 'SslPolicy', 'take TLS 1.2 or later', isCurrent) : [],
  fillings: ({ properties }): Fillings => isEncrypted(properties) ? { SslPolicy: DEFAULT } : {},
};
