import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { accountIdProblems, duplicateProblems, Problems } from '../../core/validation';
import { TrustedService } from './trusted-service';
import { CODE } from './private/delegated-administrators.bundle';
import { delegationStatements, delegationWildcards } from './private/delegation-statements';
import { REGIONAL_SERVICES } from './private/regional-services';

/** Properties of the delegation. */
export interface DelegatedAdministratorsProps {
  /** The member account that administers the services, 12 digits. */
  readonly accountId: string;

  /** The services it administers; each must be trusted by the organization before. */
  readonly services: TrustedService[];

  /**
   * The regions in which it administers GuardDuty, Inspector, Macie and Detective, which have an administrator in each region. All other
   * services have one for the organization; Security Hub's and IPAM's are designated in the region of the stack, which is the home
   * region.
   *
   * @default - the region of the stack
   */
  readonly regions?: string[];
}

/**
 * Makes a member account administrator of services for the whole organization, so that the management account is not needed day by day.
 *
 * Most services are registered with AWS Organizations. IPAM is designated by its own API, or its roles would be missing. GuardDuty,
 * Security Hub, Inspector, Macie and Detective learn their administrator by their own API, region by region, and **are enabled there by
 * that very call**: whatever configures them later finds a detector, a hub or a graph that exists. Macie is enabled in the management
 * account too, which could not become a member otherwise.
 *
 * An administrator that is registered already counts as done; another one is never replaced, since its settings would go: the deployment
 * fails and names it. One mistake does not keep the others waiting: GuardDuty and Security Hub come first. What leaves the props stays
 * registered, and its deletion does nothing: to deregister an administrator deletes what it set up for the organization.
 *
 * Registration is free. What it enables is not: GuardDuty, Security Hub, Inspector, Macie and Detective bill the administrator's account
 * from then on (the first 30 days of a service in a region are free), even before members join.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/delegated_admin_designate.html
 */
export class DelegatedAdministrators extends Construct {
  /**
   * The services, with their regions, that have no administrator since AWS does not offer them there: Inspector, Macie and Detective are
   * not in every region; "none" where all is well.
   */
  public readonly notOffered: string;

  public constructor(scope: Construct, id: string, props: DelegatedAdministratorsProps) {
    super(scope, id);
    throwProblems(this, problems(props));

    const principals = props.services.map(service => service.servicePrincipal).sort();
    const wanted = {
      accountId: props.accountId,
      services: principals.filter(service => !(service in REGIONAL_SERVICES)),
      regionalServices: principals.filter(service => service in REGIONAL_SERVICES),
    };
    const handler = InlineHandler.of(this, {
      functionName: functionName('delegated-administrators'),
      description: 'Registers delegated administrators of the organization',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: delegationStatements(this, wanted),
      acknowledgedWildcards: delegationWildcards(this, wanted),
    });
    const { region } = Stack.of(this);
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DelegatedAdministrators',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        AccountId: props.accountId,
        Services: wanted.services,
        RegionalServices: wanted.regionalServices.map(service => ({
          Service: service,
          Regions: REGIONAL_SERVICES[service].homeRegionOnly ? [region] : [...props.regions ?? [region]].sort(),
        })),
      },
    });

    this.notOffered = resource.getAttString('NotOffered');
  }
}

function problems({ accountId, services, regions }: DelegatedAdministratorsProps): Problems {
  return [
    ...accountIdProblems('accountId', accountId),
    ...services.length === 0 ? ["'services' must name a service, got none: leave the delegation out"] : [],
    ...duplicateProblems('services', services.map(service => service.servicePrincipal), 'name each service once'),
    ...regions?.length === 0 ? ["'regions' must name a region, got none: leave it out for the region of the stack"] : [],
    ...duplicateProblems('regions', regions ?? [], 'name each region once'),
  ];
}
