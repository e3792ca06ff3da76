import { CustomResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { accountIdProblems, duplicateProblems } from '../../core/validation';
import { TrustedService } from './trusted-service';
import { CODE } from './private/delegated-administrators.bundle';

/** Properties of the delegation. */
export interface DelegatedAdministratorsProps {
  /** The member account that administers the services, 12 digits. */
  readonly accountId: string;

  /** The services it administers; each must be trusted by the organization before. */
  readonly services: TrustedService[];
}

/**
 * Makes a member account administrator of services for the whole organization, so that the management account is not needed day by day.
 *
 * What leaves the props stays registered, and its deletion does nothing: to deregister an administrator deletes what it set up for the
 * organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export class DelegatedAdministrators extends Construct {
  public constructor(scope: Construct, id: string, props: DelegatedAdministratorsProps) {
    super(scope, id);
    const services = props.services.map(service => service.servicePrincipal).sort();
    throwProblems(this, [
      ...accountIdProblems('accountId', props.accountId),
      ...services.length === 0 ? ["'services' must name a service, got none: leave the delegation out"] : [],
      ...duplicateProblems('services', services, 'name each service once'),
    ]);

    const account = Stack.of(this).formatArn({ service: 'organizations', region: '', resource: 'account', resourceName: `*/${props.accountId}` });
    const handler = InlineHandler.of(this, {
      functionName: functionName('delegated-administrators'),
      description: 'Registers delegated administrators of the organization',
      code: CODE,
      statements: [
        new PolicyStatement({ sid: 'ReadDelegation', actions: ['organizations:ListDelegatedServicesForAccount'], resources: [account] }),
        new PolicyStatement({
          sid: 'Delegate',
          actions: ['organizations:RegisterDelegatedAdministrator'],
          resources: [account],
          conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
        }),
      ],
      acknowledgedWildcards: [{
        resource: account,
        reason: 'The wildcard stands for the id of the organization, and the account that follows it is in one organization only.',
      }],
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DelegatedAdministrators',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AccountId: props.accountId, Services: services },
    });
  }
}
