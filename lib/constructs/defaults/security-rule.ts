import { RuleDefinition } from './private/rule-definition';
import * as rules from './rules';
import { SecurityTheme } from './security-theme';

/**
 * A rule of security for application stacks: what must be, why, and what to do.
 *
 * `SecureDefaults` corrects and refuses by these, `SecurityFindings` tells what they say, and waivers name them.
 */
export class SecurityRule {
  /** Buckets block public access, all four ways. */
  public static readonly BUCKET_PUBLIC_ACCESS = new SecurityRule(rules.BUCKET_PUBLIC_ACCESS);

  /** No policy lets everybody in. */
  public static readonly PUBLIC_PRINCIPAL = new SecurityRule(rules.PUBLIC_PRINCIPAL);

  /** Databases have no public address. */
  public static readonly DATABASE_PUBLIC_ACCESS = new SecurityRule(rules.DATABASE_PUBLIC_ACCESS);

  /** Function URLs ask who calls. */
  public static readonly FUNCTION_URL_AUTHORIZATION = new SecurityRule(rules.FUNCTION_URL_AUTHORIZATION);

  /** Every method and route of an API asks who calls; a WebSocket API asks when somebody connects. */
  public static readonly API_METHOD_AUTHORIZATION = new SecurityRule(rules.API_METHOD_AUTHORIZATION);

  /** Subnets give no public address by themselves. */
  public static readonly SUBNET_PUBLIC_ADDRESSES = new SecurityRule(rules.SUBNET_PUBLIC_ADDRESSES);

  /** Instances have no public address. */
  public static readonly INSTANCE_PUBLIC_ADDRESS = new SecurityRule(rules.INSTANCE_PUBLIC_ADDRESS);

  /** Tasks of services have no public address. */
  public static readonly SERVICE_PUBLIC_ADDRESS = new SecurityRule(rules.SERVICE_PUBLIC_ADDRESS);

  /** The API of a Kubernetes cluster is not open to the internet. */
  public static readonly CLUSTER_ENDPOINT_ACCESS = new SecurityRule(rules.CLUSTER_ENDPOINT_ACCESS);

  /** Nothing uses the default security group of a VPC. */
  public static readonly DEFAULT_SECURITY_GROUP = new SecurityRule(rules.DEFAULT_SECURITY_GROUP);

  /** Buckets say how they encrypt. */
  public static readonly BUCKET_ENCRYPTION = new SecurityRule(rules.BUCKET_ENCRYPTION);

  /** Queues are encrypted. */
  public static readonly QUEUE_ENCRYPTION = new SecurityRule(rules.QUEUE_ENCRYPTION);

  /** Tables are encrypted by a key in the account. */
  public static readonly TABLE_ENCRYPTION = new SecurityRule(rules.TABLE_ENCRYPTION);

  /** Databases are encrypted. */
  public static readonly DATABASE_ENCRYPTION = new SecurityRule(rules.DATABASE_ENCRYPTION);

  /** Volumes are encrypted. */
  public static readonly VOLUME_ENCRYPTION = new SecurityRule(rules.VOLUME_ENCRYPTION);

  /** File systems are encrypted. */
  public static readonly FILE_SYSTEM_ENCRYPTION = new SecurityRule(rules.FILE_SYSTEM_ENCRYPTION);

  /** Caches are encrypted, stored and on their way. */
  public static readonly CACHE_ENCRYPTION = new SecurityRule(rules.CACHE_ENCRYPTION);

  /** Search domains are encrypted: stored, between nodes and on their way. */
  public static readonly SEARCH_ENCRYPTION = new SecurityRule(rules.SEARCH_ENCRYPTION);

  /** Data warehouses are encrypted. */
  public static readonly WAREHOUSE_ENCRYPTION = new SecurityRule(rules.WAREHOUSE_ENCRYPTION);

  /** Streams are encrypted. */
  public static readonly STREAM_ENCRYPTION = new SecurityRule(rules.STREAM_ENCRYPTION);

  /** Delivery streams of Firehose are encrypted. */
  public static readonly DELIVERY_STREAM_ENCRYPTION = new SecurityRule(rules.DELIVERY_STREAM_ENCRYPTION);

  /** Topics are encrypted. */
  public static readonly TOPIC_ENCRYPTION = new SecurityRule(rules.TOPIC_ENCRYPTION);

  /** Log groups are under a key of yours. */
  public static readonly LOG_GROUP_ENCRYPTION = new SecurityRule(rules.LOG_GROUP_ENCRYPTION);

  /** Listeners and their rules take HTTPS or TLS, and HTTP only to redirect. */
  public static readonly LISTENER_ENCRYPTION = new SecurityRule(rules.LISTENER_ENCRYPTION);

  /** Listeners take TLS 1.2 or later, with older ciphers too: `SecureApplicationLoadBalancer` refuses those without forward secrecy. */
  public static readonly LISTENER_TLS_VERSION = new SecurityRule(rules.LISTENER_TLS_VERSION);

  /** Distributions take TLS 1.2 or later, by a certificate of their own. */
  public static readonly DISTRIBUTION_TLS_VERSION = new SecurityRule(rules.DISTRIBUTION_TLS_VERSION);

  /** Distributions answer by HTTPS and redirect HTTP. */
  public static readonly DISTRIBUTION_VIEWER_PROTOCOL = new SecurityRule(rules.DISTRIBUTION_VIEWER_PROTOCOL);

  /** Distributions ask their origins by HTTPS. */
  public static readonly DISTRIBUTION_ORIGIN_PROTOCOL = new SecurityRule(rules.DISTRIBUTION_ORIGIN_PROTOCOL);

  /** Domains of APIs take TLS 1.2 or later. */
  public static readonly API_DOMAIN_TLS_VERSION = new SecurityRule(rules.API_DOMAIN_TLS_VERSION);

  /** Databases refuse connections without TLS. */
  public static readonly DATABASE_TLS = new SecurityRule(rules.DATABASE_TLS);

  /** Buckets take nothing without TLS. */
  public static readonly BUCKET_TLS_ONLY = new SecurityRule(rules.BUCKET_TLS_ONLY);

  /** Queues take nothing without TLS. */
  public static readonly QUEUE_TLS_ONLY = new SecurityRule(rules.QUEUE_TLS_ONLY);

  /** Topics take nothing without TLS. */
  public static readonly TOPIC_TLS_ONLY = new SecurityRule(rules.TOPIC_TLS_ONLY);

  /** Nobody in an application may do everything. */
  public static readonly ADMINISTRATOR_ACCESS = new SecurityRule(rules.ADMINISTRATOR_ACCESS);

  /** IAM users have what their groups have: no key, no policy of their own, no readable password. */
  public static readonly IAM_USER = new SecurityRule(rules.IAM_USER);

  /** Containers do not run as root. */
  public static readonly CONTAINER_USER = new SecurityRule(rules.CONTAINER_USER);

  /** Containers are not privileged. */
  public static readonly CONTAINER_PRIVILEGE = new SecurityRule(rules.CONTAINER_PRIVILEGE);

  /** Containers cannot write into their root file system. */
  public static readonly CONTAINER_ROOT_FILE_SYSTEM = new SecurityRule(rules.CONTAINER_ROOT_FILE_SYSTEM);

  /** Objects belong to the owner of their bucket, and access lists say nothing. */
  public static readonly BUCKET_OWNERSHIP = new SecurityRule(rules.BUCKET_OWNERSHIP);

  /** SSH and RDP are not open to the internet. */
  public static readonly ADMINISTRATION_PORTS = new SecurityRule(rules.ADMINISTRATION_PORTS);

  /** Databases, caches and remote control are not open to the internet. */
  public static readonly RISKY_PORTS = new SecurityRule(rules.RISKY_PORTS);

  /** No secret stands in a template. */
  public static readonly HARD_CODED_SECRET = new SecurityRule(rules.HARD_CODED_SECRET);

  /** Secrets rotate. */
  public static readonly SECRET_ROTATION = new SecurityRule(rules.SECRET_ROTATION);

  /** RDS makes and rotates the password of the master user. */
  public static readonly DATABASE_PASSWORD = new SecurityRule(rules.DATABASE_PASSWORD);

  /** User pools ask for strong passwords. */
  public static readonly USER_POOL_PASSWORD = new SecurityRule(rules.USER_POOL_PASSWORD);

  /** User pools ask for a second factor. */
  public static readonly USER_POOL_SECOND_FACTOR = new SecurityRule(rules.USER_POOL_SECOND_FACTOR);

  /** User pools are protected from deletion. */
  public static readonly USER_POOL_DELETION_PROTECTION = new SecurityRule(rules.USER_POOL_DELETION_PROTECTION);

  /** Keys rotate. */
  public static readonly KEY_ROTATION = new SecurityRule(rules.KEY_ROTATION);

  /** The metadata of instances asks for a token. */
  public static readonly INSTANCE_METADATA = new SecurityRule(rules.INSTANCE_METADATA);

  /** Log groups keep what they have for a time that somebody chose. */
  public static readonly LOG_GROUP_RETENTION = new SecurityRule(rules.LOG_GROUP_RETENTION);

  /** Requests to buckets are logged. */
  public static readonly BUCKET_ACCESS_LOGS = new SecurityRule(rules.BUCKET_ACCESS_LOGS);

  /** Buckets that S3 and load balancers log to are encrypted by S3, since under a key the logs do not come. */
  public static readonly LOG_TARGET_ENCRYPTION = new SecurityRule(rules.LOG_TARGET_ENCRYPTION);

  /** Trails can prove that nobody changed their files. */
  public static readonly TRAIL_VALIDATION = new SecurityRule(rules.TRAIL_VALIDATION);

  /** Clusters of containers tell what they do. */
  public static readonly CLUSTER_INSIGHTS = new SecurityRule(rules.CLUSTER_INSIGHTS);

  /** Images are scanned when they are pushed. */
  public static readonly IMAGE_SCANNING = new SecurityRule(rules.IMAGE_SCANNING);

  /** Databases write their logs to CloudWatch. */
  public static readonly DATABASE_LOGS = new SecurityRule(rules.DATABASE_LOGS);

  /** Buckets keep versions. */
  public static readonly BUCKET_VERSIONING = new SecurityRule(rules.BUCKET_VERSIONING);

  /** Tables can be restored to any second of the last days. */
  public static readonly TABLE_RECOVERY = new SecurityRule(rules.TABLE_RECOVERY);

  /** Tables are not deleted by mistake. */
  public static readonly TABLE_DELETION_PROTECTION = new SecurityRule(rules.TABLE_DELETION_PROTECTION);

  /** Databases are backed up for a week at least. */
  public static readonly DATABASE_BACKUPS = new SecurityRule(rules.DATABASE_BACKUPS);

  /** Databases are not deleted by mistake. */
  public static readonly DATABASE_DELETION_PROTECTION = new SecurityRule(rules.DATABASE_DELETION_PROTECTION);

  /** File systems are backed up. */
  public static readonly FILE_SYSTEM_BACKUPS = new SecurityRule(rules.FILE_SYSTEM_BACKUPS);

  /** What a queue could not deliver is kept. */
  public static readonly QUEUE_DEAD_LETTERS = new SecurityRule(rules.QUEUE_DEAD_LETTERS);

  /** Containers have a limit of memory. */
  public static readonly CONTAINER_MEMORY = new SecurityRule(rules.CONTAINER_MEMORY);

  /** A tag of an image means the same image for ever. */
  public static readonly IMAGE_TAGS = new SecurityRule(rules.IMAGE_TAGS);

  /** What holds data says of which class it is, once. */
  public static readonly DATA_CLASSIFIED = new SecurityRule(rules.DATA_CLASSIFIED);

  /** The class of data is one that is defined. */
  public static readonly DATA_CLASS_KNOWN = new SecurityRule(rules.DATA_CLASS_KNOWN);

  /** Data is under the key that its class asks for. */
  public static readonly DATA_CLASS_KEY = new SecurityRule(rules.DATA_CLASS_KEY);

  /** Only data that everybody may read is public. */
  public static readonly DATA_CLASS_PUBLIC = new SecurityRule(rules.DATA_CLASS_PUBLIC);

  /** What holds data that must not leave opens no connection to the whole internet. */
  public static readonly DATA_CLASS_EGRESS = new SecurityRule(rules.DATA_CLASS_EGRESS);

  /** Where an app makes backups by the class of data, it does so for each of its classes, for as long as the class says. */
  public static readonly DATA_CLASS_BACKUP = new SecurityRule(rules.DATA_CLASS_BACKUP);

  /** All rules, in the order of their themes. */
  public static all(): SecurityRule[] {
    const own = Object.values(SecurityRule) as SecurityRule[];
    return Object.values(SecurityTheme).flatMap(theme => own.filter(rule => rule.theme === theme));
  }

  /** Id of the rule, such as "bucket-public-access". */
  public readonly ruleId: string;

  /** What it is about. */
  public readonly theme: SecurityTheme;

  /** What must be, in a sentence. */
  public readonly title: string;

  /** What to do about a finding. */
  public readonly remedy: string;

  /** The page of AWS that it rests on. */
  public readonly source: string;

  /** Types of the resources that it looks at; none where it looks at all of them. */
  public readonly cfnTypes: string[];

  /** Whether SecureDefaults corrects what nobody wrote, and not only refuses what is wrong. */
  public readonly corrects: boolean;

  /** Whether the correction makes another resource of one that exists: the data of the old one stays, as itself or as a snapshot. */
  public readonly replaces: boolean;

  /** @internal */
  public readonly _definition: RuleDefinition;

  private constructor(definition: RuleDefinition) {
    this._definition = definition;
    this.ruleId = definition.id;
    this.theme = definition.theme;
    this.title = definition.title;
    this.remedy = definition.remedy;
    this.source = definition.source;
    this.cfnTypes = [...definition.cfnTypes ?? []];
    this.corrects = definition.fillings !== undefined || definition.complete !== undefined;
    this.replaces = definition.replaces === true;
  }
}
