import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { AccountAnalyzerRole, ConfigurationRecorderRole, EventForwardingRole, SecurityEventBus } from '../../constructs/detection';
import { EbsEncryptionByDefaultRole } from '../../constructs/encryption';
import {
  AdministratorBoundary, AuditRole, BreakGlassRole, DeveloperBoundary, JobFunctionRole, PasswordPolicy, ServiceLinkedRoles, SupportRole,
} from '../../constructs/identity';
import { DefaultSecurityGroupRole, DefaultVpcRemovalRole, SessionManagerDefaultsRole } from '../../constructs/network';
import { LandingZoneProps } from '../landing-zone-props';
import { addIdentityProviders } from './identity-providers';

/** What the global part of the baseline is told, as its template knows it. */
export interface AccountGlobalProps {
  readonly configuration: LandingZoneProps;
  readonly organizationId: string;
  readonly securityAccountId: string;
}

/**
 * What an account gets once, in the home region: everything of IAM, since a name there exists once in an account.
 *
 *     boundaries  the most that developers and administrators may do: first, since every role of people has one of them
 *     providers   who vouches for people and pipelines
 *     people      break-glass, support, audit, the roles of the configuration
 *     machinery   the role that rules forward events with, and one role for each function of the regional part and of networks: an account
 *                 has it with or without a network, so that a network can go
 *     settings    service-linked roles, password policy
 */
export function addAccountGlobal(template: Stack, { configuration, organizationId, securityAccountId }: AccountGlobalProps): void {
  const { access = {}, breakGlass } = configuration;
  // Nobody who is bound takes the keys of the door away.
  const protectedArns = [...access.boundaries?.protectedArns ?? [], ...breakGlass.trustedUserArns];
  const boundaries = { ...access.boundaries, protectedArns };
  new DeveloperBoundary(template, 'DeveloperBoundary', boundaries);
  new AdministratorBoundary(template, 'AdministratorBoundary', boundaries);
  new BreakGlassRole(template, 'BreakGlass', {
    trustedPrincipals: configuration.breakGlass.trustedUserArns.map(arn => new ArnPrincipal(arn)),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new SupportRole(template, 'Support', { securityAccountId, organizationId });
  new AuditRole(template, 'Audit', { securityAccountId, organizationId });
  const providers = addIdentityProviders(template, access);
  for (const role of access.roles ?? []) {
    // The trust names a provider by its ARN, of which CloudFormation tells no order.
    new JobFunctionRole(template, `JobFunction-${role.jobFunction.jobFunctionName}`, role).node.addDependency(providers);
  }
  new ServiceLinkedRoles(template, 'ServiceLinkedRoles');
  new PasswordPolicy(template, 'PasswordPolicy', configuration.baseline?.passwordPolicy);

  new EventForwardingRole(template, 'EventForwarding', { busArn: SecurityEventBus.busArn(securityAccountId, configuration.homeRegion) });
  new AccountAnalyzerRole(template, 'ExternalAccess');
  new ConfigurationRecorderRole(template, 'ConfigurationRecorder');
  new EbsEncryptionByDefaultRole(template, 'EbsEncryption');
  new DefaultVpcRemovalRole(template, 'DefaultVpcRemoval');
  new DefaultSecurityGroupRole(template, 'DefaultSecurityGroup');
  new SessionManagerDefaultsRole(template, 'SessionManager');
}
