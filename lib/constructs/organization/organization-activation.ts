import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { SERVICE_LINKED_ROLES } from '../../core/service-linked-roles';
import { duplicateProblems } from '../../core/validation';
import { IOrganization } from './organization';
import { PolicyType } from './policy-type';
import { activationStatements, ORGANIZATIONS_HAS_NO_RESOURCES } from './private/activation-statements';
import { CODE } from './private/organization-activation.bundle';
import { TrustedService } from './trusted-service';

/** Properties of the activation. */
export interface OrganizationActivationProps {
  /** The organization of the account that deploys this. */
  readonly organization: IOrganization;

  /** The types of policy to enable. AWS refuses a policy whose type is not enabled. */
  readonly policyTypes: PolicyType[];

  /** The services that may act in every account. What `stackSets` and `centralRootAccess` need is added. */
  readonly trustedServices: TrustedService[];

  /**
   * Services whose service-linked role must exist in the management account, by service principal.
   *
   * @default - none
   */
  readonly serviceLinkedRoles?: string[];

  /**
   * Manages the root users of member accounts from the management account: new accounts have no root credentials, and single tasks are
   * done in short sessions.
   *
   * @default true - a root password that does not exist cannot be stolen
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
   */
  readonly centralRootAccess?: boolean;

  /**
   * Lets CloudFormation StackSets deploy into every account of the organization.
   *
   * @default true - this library reaches member accounts in no other way
   */
  readonly stackSets?: boolean;

  /**
   * Lets accounts share resources with the organization and its units through AWS Resource Access Manager, without invitations: address
   * pools, transit gateways, subnets. Trusted access of `TrustedService.RESOURCE_ACCESS_MANAGER` alone does not do it.
   *
   * @default false - needed by whoever shares networks
   * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
   */
  readonly resourceSharing?: boolean;
}

/**
 * Switches on what an organization needs and CloudFormation has no resource for: policy types, trusted access, StackSets, service-linked
 * roles, central root access, sharing of resources. It must come before every policy, StackSet and created account.
 *
 * It reads first and writes only what is missing. What leaves the props stays switched on, and its deletion does nothing: to disable a
 * policy type or a trusted service would strip the whole organization.
 */
export class OrganizationActivation extends Construct {
  /** The types of policy that are enabled once this is deployed. */
  public readonly policyTypes: PolicyType[];

  /** Whether root credentials and root sessions of members are managed centrally. */
  public readonly centralRootAccess: boolean;

  /** Whether accounts may share resources with the organization. */
  public readonly resourceSharing: boolean;

  public constructor(scope: Construct, id: string, props: OrganizationActivationProps) {
    super(scope, id);
    const services = servicePrincipals(props);
    const roles = [...props.serviceLinkedRoles ?? []].sort();
    throwProblems(this, problems(props));

    const wanted = {
      organization: props.organization,
      policyTypes: props.policyTypes.map(type => type.policyTypeName),
      services,
      serviceLinkedRoles: roles.map(service => ({ service, roleName: SERVICE_LINKED_ROLES[service] })),
      centralRootAccess: props.centralRootAccess ?? true,
      stackSets: props.stackSets ?? true,
      resourceSharing: props.resourceSharing ?? false,
    };
    const handler = InlineHandler.of(this, {
      functionName: functionName('organization-activation'),
      description: 'Enables policy types, trusted access, service-linked roles and central root access of the organization',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: activationStatements(this, wanted),
      acknowledgedWildcards: [ORGANIZATIONS_HAS_NO_RESOURCES],
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::OrganizationActivation',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        RootId: props.organization.rootId,
        PolicyTypes: wanted.policyTypes,
        TrustedServices: wanted.services,
        ServiceLinkedRoles: wanted.serviceLinkedRoles.map(role => ({ Service: role.service, RoleName: role.roleName })),
        CentralRootAccess: wanted.centralRootAccess,
        StackSets: wanted.stackSets,
        // Left out where it is not asked for: whoever has it already sees no change.
        ...wanted.resourceSharing && { ResourceSharing: true },
      },
    });
    this.policyTypes = [...props.policyTypes];
    this.centralRootAccess = wanted.centralRootAccess;
    this.resourceSharing = wanted.resourceSharing;
  }
}

/** Sorted, so that the order of the props changes nothing. */
function servicePrincipals(props: OrganizationActivationProps): string[] {
  const services = new Set(props.trustedServices.map(service => service.servicePrincipal));
  if (props.centralRootAccess ?? true) {
    services.add(TrustedService.IAM.servicePrincipal);
  }
  return [...services].sort();
}

function problems(props: OrganizationActivationProps): string[] {
  const services = props.trustedServices.map(service => service.servicePrincipal);
  const unknown = (props.serviceLinkedRoles ?? []).filter(service => !(service in SERVICE_LINKED_ROLES));
  return [
    ...duplicateProblems('policyTypes', props.policyTypes.map(type => type.policyTypeName), 'name each type once'),
    ...duplicateProblems('trustedServices', services, 'name each service once'),
    ...duplicateProblems('serviceLinkedRoles', props.serviceLinkedRoles ?? [], 'name each service once'),
    ...services.includes(TrustedService.STACKSETS.servicePrincipal)
      ? ["'trustedServices' must not contain StackSets, got \"member.org.stacksets.cloudformation.amazonaws.com\": use 'stackSets', only CloudFormation itself can enable it"]
      : [],
    ...unknown.map(service =>
      `'serviceLinkedRoles' must be services whose role is known, got ${JSON.stringify(service)}: use ${Object.keys(SERVICE_LINKED_ROLES).join(', ')}`),
  ];
}
