import { Aws, CustomResource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { SERVICE_LINKED_ROLES } from '../../core/service-linked-roles';
import { duplicateProblems, Problems } from '../../core/validation';
import { CODE } from './private/service-linked-roles.bundle';

/** Properties of the service-linked roles. */
export interface ServiceLinkedRolesProps {
  /**
   * Services whose role the account needs, by service principal such as "config.amazonaws.com".
   *
   * @default ['config.amazonaws.com'] - the recorder of AWS Config records with it, and nothing else creates it
   */
  readonly services?: string[];
}

/**
 * Service-linked roles that the account needs before anything uses them.
 *
 * CloudFormation has a type for them, which fails where the role exists, as it does in most adopted accounts: this takes it as it is. A
 * role is there once in an account, so this goes into a template of one region. Deletion leaves the roles, since services use them.
 *
 * Costs nothing, beyond one run of a function when it changes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export class ServiceLinkedRoles extends Construct {
  public constructor(scope: Construct, id: string, props: ServiceLinkedRolesProps = {}) {
    super(scope, id);
    const services = [...props.services ?? ['config.amazonaws.com']].sort();
    throwProblems(this, [
      ...services.length === 0 ? ["'services' must name a service, got none: leave the roles out"] : [],
      ...duplicateProblems('services', services, 'name each service once'),
      ...services.flatMap(unknownServiceProblems),
    ]);

    const handler = InlineHandler.of(this, {
      functionName: functionName('service-linked-roles'),
      description: 'Creates the service-linked roles that the account lacks',
      code: CODE,
      statements: services.flatMap(statementsFor),
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ServiceLinkedRoles',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { Roles: services.map(service => ({ Service: service, RoleName: SERVICE_LINKED_ROLES[service] })) },
    });
  }
}

function statementsFor(service: string): PolicyStatement[] {
  const arn = roleArn(`aws-service-role/${service}/${SERVICE_LINKED_ROLES[service]}`);
  return [
    // IAM knows the path of a role that exists; for one that does not, it authorises the bare name.
    new PolicyStatement({ sid: 'ReadRole', actions: ['iam:GetRole'], resources: [arn, roleArn(SERVICE_LINKED_ROLES[service])] }),
    new PolicyStatement({
      sid: 'CreateRole', actions: ['iam:CreateServiceLinkedRole'], resources: [arn], conditions: { StringEquals: { 'iam:AWSServiceName': service } },
    }),
  ];
}

const roleArn = (pathAndName: string): string => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${pathAndName}`;

function unknownServiceProblems(service: string): Problems {
  return SERVICE_LINKED_ROLES[service] ? []
    : [`'services' must be of ${Object.keys(SERVICE_LINKED_ROLES).join(', ')}, got ${JSON.stringify(service)}: name one of them`];
}
