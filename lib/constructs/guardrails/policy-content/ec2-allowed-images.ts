import { throwProblems } from '../../../core/errors';
import { accountIdProblems } from '../../../core/validation';

/** How much the criteria for machine images count. */
export enum AllowedImagesState {
  /** Images that meet none cannot be found or launched. */
  ENABLED = 'enabled',

  /** Images that meet none are marked: the way to see what would break. */
  AUDIT_MODE = 'audit_mode',

  /** They do not count. */
  DISABLED = 'disabled',
}

/** Who provides machine images. */
export class ImageProvider {
  /** Amazon, and providers it has verified. */
  public static readonly AMAZON = new ImageProvider('amazon');

  /** Verified providers of AWS Marketplace. */
  public static readonly AWS_MARKETPLACE = new ImageProvider('aws_marketplace');

  /** AWS Backup. */
  public static readonly AWS_BACKUP_VAULT = new ImageProvider('aws_backup_vault');

  /**
   * An account, such as the one that builds images for all. An account's own images are always allowed in it.
   *
   * @param accountId 12 digits
   */
  public static account(accountId: string): ImageProvider {
    throwProblems(undefined, accountIdProblems('accountId', accountId));
    return new ImageProvider(accountId);
  }

  /** AWS's name of the provider, or the id of its account. */
  public readonly providerName: string;

  private constructor(providerName: string) {
    this.providerName = providerName;
  }
}

/** What an image has to be; all that is given must hold. */
export interface ImageCriterion {
  /**
   * Its provider is one of these.
   *
   * @default - any
   */
  readonly imageProviders?: ImageProvider[];

  /**
   * Its name is one of these; `*` and `?` stand for any characters and any character.
   *
   * @default - any
   */
  readonly imageNames?: string[];

  /**
   * Its product code of AWS Marketplace is one of these.
   *
   * @default - any
   */
  readonly marketplaceProductCodes?: string[];

  /**
   * The most days since it was made.
   *
   * @default - any age
   */
  readonly maximumDaysSinceCreated?: number;

  /**
   * The most days since it was deprecated; 0 for no deprecated image.
   *
   * @default - any age
   */
  readonly maximumDaysSinceDeprecated?: number;
}

/**
 * Which machine images may be used.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html
 */
export interface AllowedImages {
  /** Images are allowed that meet one of these criteria; ten at most. */
  readonly criteria: ImageCriterion[];

  /**
   * How much the criteria count.
   *
   * @default AllowedImagesState.AUDIT_MODE
   */
  readonly state?: AllowedImagesState;
}
