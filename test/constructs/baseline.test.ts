import { AlternateContacts, Organization } from '../../lib/constructs/organization';
import { EbsEncryptionByDefault, EbsEncryptionByDefaultRole, EbsKey } from '../../lib/constructs/encryption';
import { AuditRole, PasswordPolicy, ServiceLinkedRoles, SupportRole } from '../../lib/constructs/identity';
import { DefaultVpcRemoval, DefaultVpcRemovalRole, SessionManagerDefaults, SessionManagerDefaultsRole } from '../../lib/constructs/network';
import { synthesizeUnderCdkNag } from './cdk-nag';

const PEOPLE = { securityAccountId: '444455556666', organizationId: 'o-a1b2c3d4e5' };
const CONTACT = { name: 'Security', title: 'Security operations', email: 'security@example.com', phone: '+49 30 123456' };

test('cdk-nag has nothing to say about the pieces that every account gets', () => {
  synthesizeUnderCdkNag(stack => {
    new PasswordPolicy(stack, 'PasswordPolicy');
    new ServiceLinkedRoles(stack, 'ServiceLinkedRoles');
    new SupportRole(stack, 'Support', PEOPLE);
    new AuditRole(stack, 'Audit', PEOPLE);
    new EbsEncryptionByDefaultRole(stack, 'EbsRole');
    new EbsEncryptionByDefault(stack, 'Ebs', { key: EbsKey.customerManaged('alias/ebs') });
    new DefaultVpcRemovalRole(stack, 'VpcRole');
    new DefaultVpcRemoval(stack, 'Vpc');
    new SessionManagerDefaultsRole(stack, 'SessionsRole');
    new SessionManagerDefaults(stack, 'Sessions');
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    new AlternateContacts(stack, 'Contacts', { organization, security: CONTACT });
  });
});
