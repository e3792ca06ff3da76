/**
 * What an estimate assumes about an organization: round figures of accounts that run modest workloads, each for a month. Whoever knows
 * better gives his own.
 */
export interface CostAssumptions {
  /**
   * How much dearer the regions in use are than those of the price table, where AWS's price differs by region.
   *
   * @default 1.2
   */
  readonly priceLevel?: number;

  /**
   * Configuration items recorded continuously, for an account and region.
   *
   * @default 1000
   */
  readonly configurationItems?: number;

  /**
   * Configuration items recorded once a day, for an account and region: several changes of a resource in a day are one.
   *
   * @default 150
   */
  readonly dailyConfigurationItems?: number;

  /**
   * Evaluations by one rule of a conformance pack, for an account and region.
   *
   * @default 60
   */
  readonly evaluationsPerRule?: number;

  /**
   * Security checks by Security Hub's first standard, for an account and region.
   *
   * @default 2000
   */
  readonly securityChecks?: number;

  /**
   * Security checks that each further standard adds, for an account and region: most of its controls are checked already.
   *
   * @default 500
   */
  readonly furtherSecurityChecks?: number;

  /**
   * Management events of an account in all regions.
   *
   * @default 500000
   */
  readonly managementEvents?: number;

  /**
   * Bytes of one event in the log group of the trail.
   *
   * @default 1500
   */
  readonly bytesPerEvent?: number;

  /**
   * Data events of S3 objects of an account.
   *
   * @default 1000000
   */
  readonly s3DataEvents?: number;

  /**
   * Gigabytes of VPC flow and DNS logs of an account.
   *
   * @default 10
   */
  readonly flowLogGigabytes?: number;

  /**
   * Audit events of the EKS clusters of an account.
   *
   * @default 500000
   */
  readonly eksAuditEvents?: number;

  /**
   * Gigabytes of volumes of an account that are scanned for malware.
   *
   * @default 20
   */
  readonly scannedVolumeGigabytes?: number;

  /**
   * vCPUs of the databases of an account.
   *
   * @default 2
   */
  readonly databaseVcpus?: number;

  /**
   * Gigabytes of network logs of the functions of an account.
   *
   * @default 1
   */
  readonly lambdaLogGigabytes?: number;

  /**
   * vCPUs of the instances and containers of an account.
   *
   * @default 8
   */
  readonly vcpus?: number;

  /**
   * Roles and users of an account; service-linked roles do not count.
   *
   * @default 30
   */
  readonly rolesAndUsers?: number;

  /**
   * Instances of an account.
   *
   * @default 4
   */
  readonly instances?: number;

  /**
   * Container images that an account pushes.
   *
   * @default 50
   */
  readonly images?: number;

  /**
   * Functions of an account.
   *
   * @default 20
   */
  readonly functions?: number;

  /**
   * Buckets of an account.
   *
   * @default 10
   */
  readonly buckets?: number;

  /**
   * Objects in the buckets of an account.
   *
   * @default 1000000
   */
  readonly objects?: number;

  /**
   * Gigabytes that Macie inspects in an account.
   *
   * @default 5
   */
  readonly inspectedGigabytes?: number;

  /**
   * Alarms on the trail and on the platform itself; each has a metric of its own.
   *
   * @default 41
   */
  readonly alarms?: number;

  /**
   * Customer managed keys of the platform.
   *
   * @default 10
   */
  readonly keys?: number;

  /**
   * Months of logs in the archive that count: the estimate is of a landing zone of that age.
   *
   * @default 12
   */
  readonly archivedMonths?: number;
}
