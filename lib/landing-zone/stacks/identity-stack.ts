import { Construct } from 'constructs';
import { AlertTopics, Severity } from '../../constructs/detection';
import {
  AssignmentTargets, IdentityCenterPrincipal, IPermissionSet, PermissionSet, PermissionSetAssignment, PermissionSetAssignments,
} from '../../constructs/identity';
import { IAccount } from '../../constructs/organization';
import { AccessAssignment, IdentityCenterConfiguration } from '../access-configuration';
import { MANAGEMENT_ACCOUNT, ROOT } from '../organizational-unit-path';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** What the stack of identities is told. */
export interface IdentityStackProps extends OrganizationMemberStackProps {
  readonly identityCenter: IdentityCenterConfiguration;

  /** The other accounts by name. */
  readonly accounts: ReadonlyMap<string, IAccount>;

  /** The topics of the management account. */
  readonly topics: AlertTopics;
}

/**
 * People of IAM Identity Center: a permission set for each job function that somebody has, and who wears it where. After the baseline,
 * which brings the boundaries that permission sets take from the accounts.
 */
export class IdentityStack extends LandingZoneStack {
  public constructor(scope: Construct, props: IdentityStackProps) {
    super(scope, 'Identity', 'identity', 'Landing zone: permission sets of IAM Identity Center, and who wears them where', props);
    const { configuration, identityCenter, organization, topics } = props;
    const { instanceArn, assignments } = identityCenter;

    const permissionSets = new Map<string, IPermissionSet>();
    for (const { jobFunction } of assignments) {
      const name = jobFunction.jobFunctionName;
      permissionSets.set(name, permissionSets.get(name)
        ?? new PermissionSet(this, `PermissionSet-${name}`, { instanceArn, jobFunction }));
    }
    new PermissionSetAssignments(this, 'Assignments', {
      instanceArn,
      organization: organization.organization,
      assignments: assignments.flatMap(assignment => targetsOf(assignment, props).map((targets): PermissionSetAssignment => ({
        permissionSet: permissionSets.get(assignment.jobFunction.jobFunctionName)!,
        principal: IdentityCenterPrincipal.group(assignment.groupId),
        targets,
      }))),
      alerts: topics.receiver(Severity.HIGH),
      runbookUrl: configuration.alerts.runbookUrl,
    });
  }
}

/** The accounts of an assignment: units first. */
function targetsOf({ organizationalUnits = [], accounts = [] }: AccessAssignment, props: IdentityStackProps): AssignmentTargets[] {
  const units = organizationalUnits.filter(path => path !== ROOT).map(path => props.organization.unit(path));
  return [
    ...organizationalUnits.includes(ROOT) ? [AssignmentTargets.organization()] : [],
    ...units.length > 0 ? [AssignmentTargets.organizationalUnits(...units)] : [],
    ...accounts.map(name => name === MANAGEMENT_ACCOUNT
      ? AssignmentTargets.managementAccount() : AssignmentTargets.account(accountOf(name, props).accountId)),
  ];
}

function accountOf(name: string, { accounts, configuration: { logArchive, security }, organization }: IdentityStackProps): IAccount {
  switch (name) {
    case logArchive.account.name:
      return organization.logArchiveAccount;
    case security.account.name:
      return organization.securityAccount;
    default:
      return accounts.get(name)!;
  }
}
