import { throwProblems } from '../../core/errors';
import { duplicateProblems, shapeProblems } from '../../core/validation';
import { IGuardrail } from './guardrail';
import { Guardrails } from './guardrails';
import { SetEntry, withEntries } from './private/set-layout';

/**
 * Guardrails that are rolled out together. Guardrails do not know who wants them; sets choose.
 *
 * @example
 * const foundation = GuardrailSet.FOUNDATION.including(noMarketplace); const elsewhere = GuardrailSet.FOUNDATION.without('G05');
 */
export class GuardrailSet {
  /**
   * What binds every account: root, leaving, the trail, the platform's roles, regions; and that what the landing zone put into the account
   * to watch it stays there. Service control policies for all OUs.
   */
  public static readonly FOUNDATION = GuardrailSet.of('foundation', [
    Guardrails.ROOT_LOCKDOWN, Guardrails.NO_LEAVING, Guardrails.TRAIL_PROTECTED, Guardrails.PLATFORM_ROLES_PROTECTED,
    Guardrails.GOVERNED_REGIONS, Guardrails.ACCOUNT_IDENTITY_PROTECTED, Guardrails.PLATFORM_POLICIES_PROTECTED,
    Guardrails.PASSWORD_POLICY_PROTECTED, Guardrails.CONFIG_PROTECTED, Guardrails.GUARDDUTY_PROTECTED, Guardrails.SECURITY_HUB_PROTECTED,
    Guardrails.ACCESS_ANALYZER_PROTECTED, Guardrails.PLATFORM_RESOURCES_PROTECTED, Guardrails.EBS_DEFAULT_ENCRYPTION,
  ]);

  /** What keeps the log archive whole. Service control policies for the OU of the log archive account, once its buckets exist. */
  public static readonly LOG_ARCHIVE = GuardrailSet.of('log-archive', [Guardrails.LOG_ARCHIVE_PROTECTED, Guardrails.LOG_RETENTION_PROTECTED]);

  /** What keeps the log archive whole against everybody else. A resource control policy for the OU of the log archive account. */
  public static readonly LOG_ARCHIVE_RESOURCES = GuardrailSet.of('log-archive-resources', [Guardrails.ARCHIVE_IMMUTABLE]);

  /** TLS only. A resource control policy that may be attached to the root. */
  public static readonly TRANSPORT = GuardrailSet.of('transport', [Guardrails.TLS_ONLY]);

  /** Only identities of the organization reach its resources. A resource control policy for OUs other than that of the log archive. */
  public static readonly IDENTITY_PERIMETER = GuardrailSet.of('identity-perimeter', [Guardrails.IDENTITY_PERIMETER]);

  /** What AWS enforces from within S3 and EC2. It changes what runs already: public buckets, snapshots and images stop being public. */
  public static readonly ACCOUNT_HARDENING = GuardrailSet.of('account-hardening', [Guardrails.S3_BLOCK_PUBLIC_ACCESS, Guardrails.EC2_ATTRIBUTES]);

  /** Content does not train AWS AI services. Breaks nothing. */
  public static readonly AI_OPT_OUT = GuardrailSet.of('ai-opt-out', [Guardrails.AI_OPT_OUT]);

  /** What a landing zone in use wants beyond the foundation. Service control policies for the OUs in which people work. */
  public static readonly RECOMMENDED = new GuardrailSet('recommended', [
    Guardrails.REGION_OPT_IN, Guardrails.ORGANIZATION_PROTECTED, Guardrails.NO_OUTBOUND_TOKENS, Guardrails.NO_BEDROCK_API_KEYS,
    Guardrails.MACIE_PROTECTED, Guardrails.INSPECTOR_PROTECTED, Guardrails.DETECTIVE_PROTECTED, Guardrails.SECURITY_LAKE_PROTECTED,
    Guardrails.BACKUPS_PROTECTED, Guardrails.ACCOUNT_PUBLIC_ACCESS_BLOCK, Guardrails.NO_PUBLIC_IMAGES, Guardrails.NO_EXTERNAL_SHARING,
    Guardrails.KEYS_PROTECTED, Guardrails.NO_PUBLIC_FUNCTION_URLS, Guardrails.NO_DEFAULT_VPC, Guardrails.RESERVED_TAGS,
  ]);

  /** The same for resources: resource control policies beside the identity perimeter. */
  public static readonly RECOMMENDED_RESOURCES = new GuardrailSet('recommended-resources', [
    Guardrails.CONFUSED_DEPUTY, Guardrails.S3_TLS_VERSION, Guardrails.SESSION_TAGS, Guardrails.S3_HYGIENE,
  ]);

  /** What breaks habits, and takes a look at each account first. Service control policies, beyond the recommended ones. */
  public static readonly STRICT = new GuardrailSet('strict', [
    Guardrails.NO_LONG_LIVED_CREDENTIALS, Guardrails.FEDERATION_PROTECTED, Guardrails.NO_ADMINISTRATOR_POLICIES, Guardrails.NO_CLI_LOGIN,
    Guardrails.FLOW_LOGS_PROTECTED, Guardrails.BACKUP_VAULTS_PROTECTED, Guardrails.ENCRYPTED_STORAGE,
    Guardrails.IMDSV2_ONLY, Guardrails.NO_SHARED_SNAPSHOTS, Guardrails.KEY_GRANTS_FOR_SERVICES, Guardrails.MODERN_TLS_LISTENERS,
  ]);

  /** The same for resources: resource control policies, beyond the recommended ones. */
  public static readonly STRICT_RESOURCES = new GuardrailSet('strict-resources', [Guardrails.OIDC_TRUST, Guardrails.S3_ACLS_OFF]);

  /** Networks come from the network team, and nobody logs in with keys of his own. Service control policies for workloads. */
  public static readonly NETWORK = new GuardrailSet('network', [
    Guardrails.NETWORK_EDGES, Guardrails.NETWORK_ROUTES, Guardrails.CLOUDSHELL_IN_VPC, Guardrails.NO_SSH_KEYS,
  ]);

  /**
   * The internet does not reach into VPCs. An EC2 policy beside that of `ACCOUNT_HARDENING`, for the units whose networks the landing zone
   * makes; in no profile, since public load balancers need an exclusion first.
   */
  public static readonly PRIVATE_NETWORKS = GuardrailSet.of('private-networks', [Guardrails.PRIVATE_NETWORKS]);

  /** What limits the costs of trying things out. Service control policies for sandboxes. */
  public static readonly SANDBOX = new GuardrailSet('sandbox', [
    Guardrails.NO_COMMITMENTS, Guardrails.SMALL_INSTANCES,
  ]);

  /** Nothing works any more but for the platform. Service control policies for the OU of suspended accounts. */
  public static readonly QUARANTINE = new GuardrailSet('quarantine', [Guardrails.QUARANTINE]);

  /**
   * Teams make roles within a permissions boundary. A service control policy for OUs whose bootstraps of CDK have the boundary; in no
   * profile, since without it no pipeline could make a role. Where attachments are scarce, put the guardrail into another set:
   * `GuardrailProfile.WORKLOADS.recommendedSet().including(Guardrails.ROLES_WITHIN_BOUNDARY)`.
   */
  public static readonly PERMISSIONS_BOUNDARY = new GuardrailSet('permissions-boundary', [Guardrails.ROLES_WITHIN_BOUNDARY]);

  /** What AWS does by policies of its own in every account: tags, backups, detectors. Resources come into being by it, at their price. */
  public static readonly MANAGEMENT = new GuardrailSet('management', [
    Guardrails.DATA_CLASSIFICATION, Guardrails.BACKUPS, Guardrails.SECURITY_HUB, Guardrails.INSPECTOR,
  ]);

  /**
   * A set of your own, of guardrails of the catalogue and of yours.
   *
   * @param id part of the names of its policies: lower-case letters, digits and hyphens
   * @param guardrails what is in it; policies are packed in this order, so append what is new
   */
  public static of(id: string, guardrails: IGuardrail[]): GuardrailSet {
    return GuardrailSet.ofEntries(id, guardrails.map(guardrail => ({ guardrail })));
  }

  /** The sets that this library comes with, in the order in which a new organization takes them. */
  public static all(): GuardrailSet[] {
    return [
      GuardrailSet.AI_OPT_OUT, GuardrailSet.FOUNDATION, GuardrailSet.LOG_ARCHIVE, GuardrailSet.TRANSPORT, GuardrailSet.ACCOUNT_HARDENING,
      GuardrailSet.IDENTITY_PERIMETER, GuardrailSet.RECOMMENDED, GuardrailSet.RECOMMENDED_RESOURCES, GuardrailSet.QUARANTINE,
      GuardrailSet.SANDBOX, GuardrailSet.NETWORK, GuardrailSet.MANAGEMENT, GuardrailSet.STRICT, GuardrailSet.STRICT_RESOURCES,
      GuardrailSet.LOG_ARCHIVE_RESOURCES,
      GuardrailSet.PERMISSIONS_BOUNDARY, GuardrailSet.PRIVATE_NETWORKS,
    ].filter(({ guardrails }) => guardrails.length > 0);
  }

  private static ofEntries(id: string, entries: readonly SetEntry[]): GuardrailSet {
    const members = entries.filter(({ left }) => !left).map(({ guardrail }) => guardrail.id);
    throwProblems(undefined, [
      ...shapeProblems('id', id, /^[a-z][a-z0-9-]{0,39}$/, 'be 1 to 40 lower-case letters, digits and hyphens, a letter first', 'choose a short word'),
      ...(members.length === 0 ? [`'guardrails' of set "${id}" must hold a guardrail, got none: add one, or leave the set out`] : []),
      ...duplicateProblems('guardrails', members, 'name each guardrail once'),
    ]);
    return new GuardrailSet(id, entries.filter(({ left }) => !left).map(({ guardrail }) => guardrail), entries);
  }

  /** Part of the names of its policies. */
  public readonly id: string;

  /** What is in it, in the order of packing. */
  public readonly guardrails: IGuardrail[];

  /**
   * What is in it and what was, for packing.
   *
   * @internal
   */
  public readonly _entries: readonly SetEntry[];

  private constructor(id: string, guardrails: IGuardrail[], entries: readonly SetEntry[] = guardrails.map(guardrail => ({ guardrail }))) {
    this.id = id;
    this.guardrails = guardrails;
    this._entries = entries;
  }

  /**
   * The set with more guardrails, at its end: what is packed already stays where it is. One that was left out before takes its old place.
   *
   * @param guardrails those of the catalogue or your own
   */
  public including(...guardrails: IGuardrail[]): GuardrailSet {
    return GuardrailSet.ofEntries(this.id, withEntries(this._entries, guardrails));
  }

  /**
   * The set without some of its guardrails. Their places in the policies stay empty, so that no statement moves; where the room is
   * wanted, make a new set by `GuardrailSet.of(set.id, set.guardrails)`.
   *
   * @param guardrailIds ids such as `G05`
   */
  public without(...guardrailIds: string[]): GuardrailSet {
    this.requireMembers(guardrailIds);
    return GuardrailSet.ofEntries(this.id, this.change(guardrailIds, entry => ({ ...entry, left: true })));
  }

  /**
   * The set with a variant of one of its guardrails in the same place, such as `Guardrails.GOVERNED_REGIONS.exempting([...])`.
   *
   * @param guardrail takes the place of the one with its id
   */
  public replacing(guardrail: IGuardrail): GuardrailSet {
    this.requireMembers([guardrail.id]);
    return GuardrailSet.ofEntries(this.id, this.change([guardrail.id], entry => ({ ...entry, guardrail })));
  }

  /**
   * The set with the statements of a guardrail no further to the front than they are: a parameter that became shorter would else let them
   * move to an earlier policy, and for seconds of the update they would be in neither.
   *
   * @param guardrailId id such as `G05`
   * @param policy number of the policy it is in, the last part of the policy's name
   */
  public keeping(guardrailId: string, policy: number): GuardrailSet {
    this.requireMembers([guardrailId]);
    if (!Number.isInteger(policy) || policy < 1) {
      throwProblems(undefined, [`'policy' must be the number of a policy, got ${policy}: the last part of its name, from 1`]);
    }
    return GuardrailSet.ofEntries(this.id, this.change([guardrailId], entry => ({ ...entry, notBefore: policy })));
  }

  private change(ids: string[], change: (entry: SetEntry) => SetEntry): SetEntry[] {
    return this._entries.map(entry => !entry.left && ids.includes(entry.guardrail.id) ? change(entry) : entry);
  }

  private requireMembers(ids: string[]): void {
    const members = this.guardrails.map(({ id }) => id);
    throwProblems(undefined, ids.filter(id => !members.includes(id))
      .map(id => `'guardrails' of set "${this.id}" must contain "${id}", got ${JSON.stringify(members)}: name one of them`));
  }
}
