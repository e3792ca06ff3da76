/** Which versions of the instance metadata service an instance answers. */
export enum MetadataHttpTokens {
  /** IMDSv2 only. */
  REQUIRED = 'required',

  /** Both versions. */
  OPTIONAL = 'optional',

  /** What the image says. */
  NO_PREFERENCE = 'no_preference',
}

/** A switch of the instance metadata service. */
export enum MetadataSwitch {
  /** On. */
  ENABLED = 'enabled',

  /** Off. */
  DISABLED = 'disabled',

  /** What the image says. */
  NO_PREFERENCE = 'no_preference',
}

/**
 * Defaults of the instance metadata service for new instances; a launch may ask for something else, unless it is enforced.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export interface InstanceMetadataDefaults {
  /**
   * Which versions it answers.
   *
   * @default MetadataHttpTokens.REQUIRED
   */
  readonly httpTokens?: MetadataHttpTokens;

  /**
   * Whether launches that do not ask for IMDSv2 fail. Set it when `MetadataNoToken` has been zero everywhere for a while.
   *
   * @default - not set: `httpTokens` is a default
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html
   */
  readonly httpTokensEnforced?: boolean;

  /**
   * How many hops a token may travel, from 1 to 64; containers need 2.
   *
   * @default 2
   */
  readonly httpPutResponseHopLimit?: number;

  /**
   * Whether there is a metadata service.
   *
   * @default MetadataSwitch.NO_PREFERENCE
   */
  readonly httpEndpoint?: MetadataSwitch;

  /**
   * Whether it tells the instance's tags.
   *
   * @default MetadataSwitch.NO_PREFERENCE
   */
  readonly instanceMetadataTags?: MetadataSwitch;
}
