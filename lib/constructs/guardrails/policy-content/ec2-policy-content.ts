import { throwProblems } from '../../../core/errors';
import { PolicyType } from '../../organization';
import { assign, assignAll, compact } from '../private/management-syntax';
import { AllowedImages, AllowedImagesState, ImageCriterion } from './ec2-allowed-images';
import { ImageBlockPublicAccess, SnapshotBlockPublicAccess, VpcBlockPublicAccess } from './ec2-block-public-access';
import { InstanceMetadataDefaults, MetadataHttpTokens, MetadataSwitch } from './ec2-instance-metadata';
import { IPolicyContent } from './policy-content';

const MAX_IMAGE_CRITERIA = 10;
const MAX_HOPS = 64;

/** What an EC2 policy says. Accounts cannot change what is given; what is not given is left to them. */
export interface Ec2PolicyContentProps {
  /**
   * What people read whom it keeps from something.
   *
   * @default - AWS's message
   */
  readonly exceptionMessage?: string;

  /**
   * Whether VPCs reach the internet.
   *
   * @default - left to accounts
   */
  readonly vpcBlockPublicAccess?: VpcBlockPublicAccess;

  /**
   * Whether the serial console of instances can be used.
   *
   * @default - left to accounts
   */
  readonly serialConsoleAccess?: boolean;

  /**
   * Whether machine images can be shared with everybody.
   *
   * @default - left to accounts
   */
  readonly imageBlockPublicAccess?: ImageBlockPublicAccess;

  /**
   * Whether EBS snapshots can be shared with everybody.
   *
   * @default - left to accounts
   */
  readonly snapshotBlockPublicAccess?: SnapshotBlockPublicAccess;

  /**
   * Which machine images may be used.
   *
   * @default - left to accounts
   */
  readonly allowedImages?: AllowedImages;

  /**
   * Defaults of the instance metadata service.
   *
   * @default - left to accounts
   */
  readonly instanceMetadataDefaults?: InstanceMetadataDefaults;
}

/**
 * The content of an EC2 policy.
 *
 * @example
 * const closed = new Ec2PolicyContent({
 *   vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_BIDIRECTIONAL, exclusionsAllowed: false },
 *   allowedImages: { criteria: [{ imageProviders: [ImageProvider.AMAZON] }], state: AllowedImagesState.AUDIT_MODE },
 * });
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ec2_syntax.html
 */
export class Ec2PolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.DECLARATIVE_POLICY_EC2;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: Ec2PolicyContentProps) {
    throwProblems(undefined, problems(props));

    const { allowedImages, exceptionMessage, instanceMetadataDefaults, serialConsoleAccess, vpcBlockPublicAccess } = props;
    this.content = {
      ec2_attributes: compact({
        exception_message: exceptionMessage && assign(exceptionMessage),
        vpc_block_public_access: vpcBlockPublicAccess && { internet_gateway_block: gatewayBlock(vpcBlockPublicAccess) },
        serial_console_access: assignAll({ status: serialConsoleAccess === undefined ? undefined : enabledOrNot(serialConsoleAccess) }),
        image_block_public_access: assignAll({ state: props.imageBlockPublicAccess }),
        snapshot_block_public_access: assignAll({ state: props.snapshotBlockPublicAccess }),
        allowed_images_settings: allowedImages && imageSettings(allowedImages),
        instance_metadata_defaults: instanceMetadataDefaults && metadataDefaults(instanceMetadataDefaults),
      }),
    };
  }
}

const enabledOrNot = (value: boolean) => value ? 'enabled' : 'disabled';

function gatewayBlock({ exclusionsAllowed = true, mode }: VpcBlockPublicAccess): Record<string, unknown> {
  return { mode: assign(mode), exclusions_allowed: assign(enabledOrNot(exclusionsAllowed)) };
}

function imageSettings({ criteria, state = AllowedImagesState.AUDIT_MODE }: AllowedImages): Record<string, unknown> {
  return {
    state: assign(state),
    image_criteria: Object.fromEntries(criteria.map((criterion, index) => [`criteria_${index + 1}`, criterionContent(criterion)])),
  };
}

function criterionContent(criterion: ImageCriterion): Record<string, unknown> {
  return compact({
    ...assignAll({
      allowed_image_providers: criterion.imageProviders?.map(({ providerName }) => providerName),
      image_names: criterion.imageNames,
      marketplace_product_codes: criterion.marketplaceProductCodes,
    }),
    creation_date_condition: assignAll({ maximum_days_since_created: criterion.maximumDaysSinceCreated }),
    deprecation_time_condition: assignAll({ maximum_days_since_deprecated: criterion.maximumDaysSinceDeprecated }),
  });
}

function metadataDefaults(defaults: InstanceMetadataDefaults): Record<string, unknown> {
  return assignAll({
    http_tokens: defaults.httpTokens ?? MetadataHttpTokens.REQUIRED,
    http_put_response_hop_limit: String(defaults.httpPutResponseHopLimit ?? 2),
    http_endpoint: defaults.httpEndpoint ?? MetadataSwitch.NO_PREFERENCE,
    instance_metadata_tags: defaults.instanceMetadataTags ?? MetadataSwitch.NO_PREFERENCE,
    http_tokens_enforced: defaults.httpTokensEnforced === undefined ? undefined : enabledOrNot(defaults.httpTokensEnforced),
  })!;
}

function problems({ allowedImages, instanceMetadataDefaults, ...others }: Ec2PolicyContentProps): readonly string[] {
  const given = [allowedImages, instanceMetadataDefaults, ...Object.values(others)].some(value => value !== undefined);
  return [
    ...(given ? [] : ['\'vpcBlockPublicAccess\' or another attribute must be given, got none: say what the policy sets']),
    ...(allowedImages ? imageProblems(allowedImages) : []),
    ...hopProblems(instanceMetadataDefaults?.httpPutResponseHopLimit),
  ];
}

function imageProblems({ criteria }: AllowedImages): readonly string[] {
  const days = criteria.flatMap(criterion => [criterion.maximumDaysSinceCreated, criterion.maximumDaysSinceDeprecated])
    .filter(value => value !== undefined);
  return [
    ...(criteria.length < 1 || criteria.length > MAX_IMAGE_CRITERIA
      ? [`'criteria' must be 1 to ${MAX_IMAGE_CRITERIA}, got ${criteria.length}: an image needs to meet one of them`] : []),
    ...criteria.filter(criterion => Object.values(criterion).every(value => value === undefined || (value as unknown[]).length === 0))
      .map(() => '\'criteria\' must each say something, got one that says nothing: give its provider, name, product code or age'),
    ...days.filter(value => !Number.isInteger(value) || value < 0).map(value => `'criteria' must count whole days from 0, got ${value}: correct it`),
  ];
}

function hopProblems(hops?: number): readonly string[] {
  return hops === undefined || (Number.isInteger(hops) && hops >= 1 && hops <= MAX_HOPS) ? []
    : [`'httpPutResponseHopLimit' must be a whole number from 1 to ${MAX_HOPS}, got ${hops}: take 2 where containers run, else 1`];
}
