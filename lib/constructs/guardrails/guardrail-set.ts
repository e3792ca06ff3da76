import { throwProblems } from '../../core/errors';
import { duplicateProblems, shapeProblems } from '../../core/validation';
import { IGuardrail } from './guardrail';
import { Guardrails } from './guardrails';

/**
 * Guardrails that are rolled out together. Guardrails do not know who wants them; sets choose.
 *
 * @example
 * const foundation = GuardrailSet.FOUNDATION.including(noMarketplace);
 * const elsewhere = GuardrailSet.FOUNDATION.without('G05');
 */
export class GuardrailSet {
  /** What binds every account: root, leaving, the trail, the platform's roles, regions. Service control policies for all OUs. */
  public static readonly FOUNDATION = GuardrailSet.of('foundation', [
    Guardrails.ROOT_LOCKDOWN, Guardrails.NO_LEAVING, Guardrails.TRAIL_PROTECTED, Guardrails.PLATFORM_ROLES_PROTECTED,
    Guardrails.GOVERNED_REGIONS,
  ]);

  /** What keeps the log archive whole. Service control policies for the OU of the log archive account, once its buckets exist. */
  public static readonly LOG_ARCHIVE = GuardrailSet.of('log-archive', [Guardrails.LOG_ARCHIVE_PROTECTED, Guardrails.LOG_RETENTION_PROTECTED]);

  /** TLS only. A resource control policy that may be attached to the root. */
  public static readonly TRANSPORT = GuardrailSet.of('transport', [Guardrails.TLS_ONLY]);

  /** Only identities of the organization reach its resources. A resource control policy for OUs other than that of the log archive. */
  public static readonly IDENTITY_PERIMETER = GuardrailSet.of('identity-perimeter', [Guardrails.IDENTITY_PERIMETER]);

  /** What AWS enforces from within S3 and EC2. It changes what runs already: public buckets, snapshots and images stop being public. */
  public static readonly ACCOUNT_HARDENING = GuardrailSet.of('account-hardening', [Guardrails.S3_BLOCK_PUBLIC_ACCESS, Guardrails.EC2_ATTRIBUTES]);

  /** Content does not train AWS AI services. Breaks nothing. */
  public static readonly AI_OPT_OUT = GuardrailSet.of('ai-opt-out', [Guardrails.AI_OPT_OUT]);

  /** What a landing zone in use wants beyond the foundation. Service control policies for the OUs in which people work. */
  public static readonly RECOMMENDED = new GuardrailSet('recommended', []);

  /** The same for resources: resource control policies beside the identity perimeter. */
  public static readonly RECOMMENDED_RESOURCES = new GuardrailSet('recommended-resources', []);

  /** What breaks habits, and takes a look at each account first. Service control policies, beyond the recommended ones. */
  public static readonly STRICT = new GuardrailSet('strict', []);

  /** The same for resources: resource control policies, beyond the recommended ones. */
  public static readonly STRICT_RESOURCES = new GuardrailSet('strict-resources', []);

  /** Networks come from the network team. Service control policies for workloads and sandboxes. */
  public static readonly NETWORK = new GuardrailSet('network', []);

  /** What limits the costs of trying things out. Service control policies for sandboxes. */
  public static readonly SANDBOX = new GuardrailSet('sandbox', []);

  /** Nothing works any more but for the platform. Service control policies for the OU of suspended accounts. */
  public static readonly QUARANTINE = new GuardrailSet('quarantine', []);

  /** What AWS does by policies of its own in every account: tags, backups, detectors. Resources come into being by it, at their price. */
  public static readonly MANAGEMENT = new GuardrailSet('management', []);

  /**
   * A set of your own, of guardrails of the catalogue and of yours.
   *
   * @param id part of the names of its policies: lower-case letters, digits and hyphens
   * @param guardrails what is in it; policies are packed in this order, so append what is new
   */
  public static of(id: string, guardrails: IGuardrail[]): GuardrailSet {
    throwProblems(undefined, [
      ...shapeProblems('id', id, /^[a-z][a-z0-9-]{0,39}$/, 'be 1 to 40 lower-case letters, digits and hyphens, a letter first', 'choose a short word'),
      ...(guardrails.length === 0 ? [`'guardrails' of set "${id}" must hold a guardrail, got none: add one, or leave the set out`] : []),
      ...duplicateProblems('guardrails', guardrails.map(guardrail => guardrail.id), 'name each guardrail once'),
    ]);
    return new GuardrailSet(id, guardrails);
  }

  /** The sets that this library comes with, in the order in which a new organization takes them. */
  public static all(): GuardrailSet[] {
    return [
      GuardrailSet.AI_OPT_OUT, GuardrailSet.FOUNDATION, GuardrailSet.LOG_ARCHIVE, GuardrailSet.TRANSPORT, GuardrailSet.ACCOUNT_HARDENING,
      GuardrailSet.IDENTITY_PERIMETER, GuardrailSet.RECOMMENDED, GuardrailSet.RECOMMENDED_RESOURCES, GuardrailSet.QUARANTINE,
      GuardrailSet.SANDBOX, GuardrailSet.NETWORK, GuardrailSet.MANAGEMENT, GuardrailSet.STRICT, GuardrailSet.STRICT_RESOURCES,
    ].filter(({ guardrails }) => guardrails.length > 0);
  }

  /**
   * @param id part of the names of its policies.
   * @param guardrails what is in it, in the order of packing.
   */
  private constructor(public readonly id: string, public readonly guardrails: IGuardrail[]) {}

  /**
   * The set with more guardrails, appended: what is packed already stays where it is.
   *
   * @param guardrails those of the catalogue or your own
   */
  public including(...guardrails: IGuardrail[]): GuardrailSet {
    return GuardrailSet.of(this.id, [...this.guardrails, ...guardrails]);
  }

  /**
   * The set without some of its guardrails.
   *
   * @param guardrailIds ids such as `G05`
   */
  public without(...guardrailIds: string[]): GuardrailSet {
    this.requireMembers(guardrailIds);
    return GuardrailSet.of(this.id, this.guardrails.filter(({ id }) => !guardrailIds.includes(id)));
  }

  /**
   * The set with a variant of one of its guardrails in the same place, such as `Guardrails.GOVERNED_REGIONS.exempting([...])`.
   *
   * @param guardrail takes the place of the one with its id
   */
  public replacing(guardrail: IGuardrail): GuardrailSet {
    this.requireMembers([guardrail.id]);
    return GuardrailSet.of(this.id, this.guardrails.map(present => present.id === guardrail.id ? guardrail : present));
  }

  private requireMembers(ids: string[]): void {
    const members = this.guardrails.map(({ id }) => id);
    throwProblems(undefined, ids.filter(id => !members.includes(id))
      .map(id => `'guardrails' of set "${this.id}" must contain "${id}", got ${JSON.stringify(members)}: name one of them`));
  }
}
