import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { shapeProblems } from '../../core/validation';
import { OrganizationActivation, OrganizationPolicy, PolicyQuotas, PolicyTarget } from '../organization';
import { GuardrailParameters } from './guardrail-parameters';
import { GuardrailPolicyUsage } from './guardrail-policy-usage';
import { GuardrailSet } from './guardrail-set';
import { compile, CompiledPolicy } from './private/compile';
import { register } from './private/guardrail-registry';
import { policyName, shortName } from './private/policy-names';

/** Properties of the policies of a guardrail set. */
export interface GuardrailPoliciesProps {
  /** The guardrails. */
  readonly set: GuardrailSet;

  /**
   * Where they hold: for everything below. An empty list detaches them; the policies stay, ready to be attached again.
   *
   * Service and resource control policies take places of the quota of attachments on each target, beside the one that AWS attaches.
   */
  readonly targets: PolicyTarget[];

  /** What the organization decides for itself. */
  readonly parameters: GuardrailParameters;

  /**
   * What enables the policy types; the policies wait for it.
   *
   * @default - the types are enabled already
   */
  readonly activation?: OrganizationActivation;

  /**
   * What AWS grants this organization beyond the usual quotas, for every policy type of the set.
   *
   * @default - the quotas that every organization has
   */
  readonly quotas?: PolicyQuotas;

  /**
   * What the names of the policies begin with.
   *
   * @default 'lz', as in `lz-foundation-scp-1`
   */
  readonly policyNamePrefix?: string;
}

/**
 * A set of guardrails as policies of the organization.
 *
 * Statements of one policy type share policies, which are filled one after the other in the order of the set; those that differ in their
 * actions alone become one. Each policy says in its metadata, under `Guardrails`, which guardrails every statement comes from, and under
 * `GuardrailTitles` what they are called.
 *
 * An update leaves no statement out between two policies: they are written the last first, and removed ones go after all others, so a
 * statement that moves to a later policy, or away from one that is removed, is there before it leaves its old place. Appending to a set,
 * longer parameters and `GuardrailSet.without` move statements in no other way. Where parameters become shorter, a statement may move to
 * an earlier policy that stays, and be in neither for seconds: `GuardrailSet.keeping` keeps it in its place.
 *
 * @example
 * new GuardrailPolicies(this, 'Foundation', {
 *   set: GuardrailSet.FOUNDATION,
 *   targets: [PolicyTarget.organizationalUnit(staging)],
 *   parameters: { governedRegions: ['eu-central-1'], organizationId: organization.organizationId },
 * });
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export class GuardrailPolicies extends Construct {
  /**
   * Everything that would keep a set from becoming policies; empty when it can. For configurations that tell all their mistakes at once.
   *
   * @param set which guardrails.
   * @param parameters what the organization decides for itself.
   * @param quotas what AWS grants beyond the usual quotas.
   */
  public static problems(set: GuardrailSet, parameters: GuardrailParameters, quotas?: PolicyQuotas): string[] {
    return compile(set, parameters, quotas).problems;
  }

  /** The policies, by type, in the order of packing. */
  public readonly policies: OrganizationPolicy[];

  /** How full each policy is, in the same order. */
  public readonly usage: GuardrailPolicyUsage[];

  /**
   * @param scope where it stands in the tree.
   * @param id its name there.
   * @param props which guardrails hold where.
   */
  public constructor(scope: Construct, id: string, props: GuardrailPoliciesProps) {
    super(scope, id);
    const { policies, problems } = compile(props.set, props.parameters, props.quotas);
    throwProblems(this, [...problems, ...prefixProblems(props.policyNamePrefix)]);

    register(this, {
      guardrails: props.set.guardrails,
      parameters: props.parameters,
      targetIds: props.targets.map(({ targetId }) => targetId),
    });
    this.policies = policies.map(policy => this.createPolicy(policy, props));
    this.usage = policies.map((policy, index) => usageOf(policy, this.policies[index].policyName));
    this.policies.slice(1).forEach((policy, index) => this.policies[index].node.addDependency(policy));
  }

  private createPolicy(policy: CompiledPolicy, props: GuardrailPoliciesProps): OrganizationPolicy {
    const { content, ordinal, origins, type } = policy;
    const name = policyName(props.policyNamePrefix ?? 'lz', props.set.id, type, ordinal);
    const created = new OrganizationPolicy(this, `${shortName(type)}-${ordinal}`, {
      policyName: name,
      policyType: type,
      content,
      description: describe(props.set, origins),
      targets: props.targets,
      activation: props.activation,
      quotas: props.quotas,
    });
    const resource = created.node.defaultChild as CfnPolicy;
    resource.addMetadata('Guardrails', origins.map(ids => ids.join(', ')));
    resource.addMetadata('GuardrailTitles', titles(props.set, origins.flat()));
    return created;
  }
}

function prefixProblems(prefix?: string): readonly string[] {
  return prefix === undefined ? [] : shapeProblems('policyNamePrefix', prefix, /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    'be 1 to 40 letters, digits and hyphens, a letter first', 'choose a short word');
}

/** What a decision calls the guardrails, in `landing-zone simulate` and in the matchers of `testing`. */
function titles({ guardrails }: GuardrailSet, ids: string[]): Record<string, string> {
  return Object.fromEntries(guardrails.filter(({ id }) => ids.includes(id)).map(({ id, title }) => [id, title]));
}

/** AWS takes 512 characters; a set of very many guardrails is told by its number. */
function describe(set: GuardrailSet, origins: string[][]): string {
  const guardrails = [...new Set(origins.flat())];
  const listed = `Guardrails ${guardrails.join(', ')} of the set ${set.id}; see docs/guardrails.md`;
  return listed.length <= 512 ? listed : `${guardrails.length} guardrails of the set ${set.id}; see docs/guardrails.md`;
}

function usageOf({ maxContentSize, origins, reserved, size, type }: CompiledPolicy, name: string): GuardrailPolicyUsage {
  return {
    policyName: name,
    policyTypeName: type.policyTypeName,
    guardrailIds: [...new Set(origins.flat())],
    contentSize: size,
    reservedSize: reserved,
    maxContentSize,
  };
}
