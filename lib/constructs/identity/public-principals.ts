import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../core/rendered-resources';
import { Exposure, exposuresOf } from '../../policy';
import { policiesOf } from './private/policies-of-resources';
import { isWaived, waive } from './private/waivers';

/** How strict the validation is. */
export interface PublicPrincipalsOptions {
  /**
   * Whether a service must be held to a source in resource policies too: without aws:SourceArn, aws:SourceAccount or aws:SourceOrgID, any
   * customer of AWS can make the service call on his behalf. Trust policies of roles are left out, since a service takes only roles that
   * somebody of the same account passes to it.
   *
   * @default false - some services send no source, and several constructs of CDK leave it out
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   */
  readonly anyCustomerOfServices?: boolean;
}

/**
 * Refuses at synth whatever lets the public in: a statement for everybody without a condition that names who it is, wherever it comes from.
 *
 *     bucket, queue, topic, key, secret, repository … policy     "Principal": "*" or {"AWS": "*"}, NotPrincipal with Allow
 *     trust policy of a role                                      the same, and web identities of a shared provider without their subject
 *     Lambda permission, layer permission, event bus, endpoint service, canned ACL of a bucket
 *
 * It reads the finished templates, so that an L1, an L2, a StackSet's template and one that CfnInclude took over are all seen; a policy
 * that a handler writes is not. Of `Fn::If` both branches are judged, and a parameter by its default. What counts as public is what AWS
 * says of it: TLS, tags or an external id make nothing private, while a fixed organization, account, role, source, VPC or address range
 * does, and so does a deny for everybody else. Policies of VPC endpoints and of the organization are left out: they filter and let nobody
 * in.
 *
 * A grant that is meant for everybody, such as an API, is waived with its reason by `acknowledge`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export class PublicPrincipals {
  /** Id of the rule, as acknowledgements of CDK and cdk-nag name it. */
  public static readonly RULE_ID = 'PublicPrincipals::Refused';

  /**
   * Makes the synthesis fail when something below the scope lets the public in. Errors name the construct, the statement and the remedy,
   * all of them at once.
   *
   * @param scope an app, a stage, a stack or any construct
   * @param options how strict it is
   */
  public static refuse(scope: IConstruct, options: PublicPrincipalsOptions = {}): void {
    const told = (resource: RenderedResource) => problemsOf(resource, options).map(({ property, problem, remedy }) =>
      `"${resource.construct.node.path}" (${resource.cfnType}, ${property}) ${problem}: ${remedy}, or give the reason by PublicPrincipals.acknowledge`);
    const isAcknowledged = ({ construct }: RenderedResource) => isWaived(construct, PublicPrincipals.RULE_ID);
    scope.node.addValidation({
      validate: () => [...new Set(renderedResources(scope).filter(resource => !isAcknowledged(resource)).flatMap(told))],
    });
  }

  /**
   * What lets the public in, acknowledged or not: secure defaults know waivers of their own, which have an owner and an end.
   *
   * @internal
   */
  public static _problemsOf(resource: RenderedResource): readonly PublicPrincipalProblem[] {
    return problemsOf(resource, {});
  }

  /**
   * Lets a construct, and what is in it, be public, as far as `refuse` goes: the rule `public-principal` of `SecureDefaults` is waived by a
   * `SecurityWaiver` alone.
   *
   * @param construct the narrowest one: the policy or the permission itself
   * @param reason why it may be, in a sentence that a reviewer accepts; 10 to 1,000 characters
   */
  public static acknowledge(construct: IConstruct, reason: string): void {
    waive(construct, PublicPrincipals.RULE_ID, reason);
  }

  private constructor() {}
}

const WHOM: Readonly<Record<Exposure['kind'], string>> = {
  'anybody': 'everybody',
  'any-customer-of-a-service': 'a service for any of its customers',
  'any-identity-of-a-provider': 'every identity of a provider',
};

/** What lets the public in. */
interface PublicPrincipalProblem {
  readonly property: string;
  readonly problem: string;
  readonly remedy: string;
}

function problemsOf(resource: RenderedResource, { anyCustomerOfServices = false }: PublicPrincipalsOptions): PublicPrincipalProblem[] {
  const isRefused = ({ kind }: Exposure) =>
    kind !== 'any-customer-of-a-service' || (anyCustomerOfServices && resource.cfnType !== 'AWS::IAM::Role');
  return policiesOf(resource).flatMap(({ property, document }) =>
    exposuresOf(document).filter(isRefused).map(exposure => ({ property, problem: describe(exposure), remedy: exposure.remedy })));
}

function describe({ kind, statement, principal, actions }: Exposure): string {
  return `must not let in ${WHOM[kind]}, got ${statement} for ${principal} with `
    + `${actions.slice(0, MOST_ACTIONS).join(', ')}${actions.length > MOST_ACTIONS ? ', …' : ''}`;
}

const MOST_ACTIONS = 3;
