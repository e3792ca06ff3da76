import { IPropertyInjector } from 'aws-cdk-lib';
import { DatabaseInstance, DatabaseInstanceProps } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { injectorOf } from '../../core/property-injection';
import { DataClassification } from './data-classification';
import { factsOf } from './private/database-engines';
import { backupRetentionOf, freshDatabaseProps, insightsKeyOf, securedDatabaseProps } from './private/database-props';
import { completeDatabase, forceTls } from './private/complete-database';
import { classOf } from './private/key-of-class';
import { refuseWeaker, statedClass } from './private/refusals';
import { weakerDatabaseProps } from './private/weaker-database-props';

/** Properties of a secure database instance: those of the CDK's, and the class of its data. */
export interface SecureDatabaseInstanceProps extends DatabaseInstanceProps {
  /**
   * How bad it is when its data comes into the wrong hands: the class chooses the key, and how long backups are kept.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A database of Amazon RDS: PostgreSQL, MySQL, MariaDB or SQL Server.
 *
 *     new data.SecureDatabaseInstance(this, 'Orders', { vpc, engine: DatabaseInstanceEngine.postgres({ version }) })
 *         .connections.allowDefaultPortFrom(service);
 *
 *     storage, backups, insights      encrypted by the key of the class
 *     connections                     TLS only, by a parameter of the engine; tokens of IAM where the engine takes them
 *     master user                     its password is made, kept and renewed each week by RDS; nobody writes it down
 *     network                         the tier "data" of a `SecureVpc`, else isolated subnets; never public; nobody reaches it but whom
 *                                     `connections` allows, and it reaches nobody; a port that is not the engine's own
 *     loss                            deletion protection, a standby in another zone, backups of 7 to 35 days as the class says
 *     logs                            all that the engine can export; which of them it writes is said by `parameters`
 *
 * Oracle and Db2 are refused, since no parameter forces TLS there. `multiAz: false` is the one weaker prop that is taken, for databases
 * that may be away for an hour: it halves the price.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
 */
export class SecureDatabaseInstance extends DatabaseInstance {
  /**
   * Gives defaults to every `rds.DatabaseInstance` of a scope, by `PropertyInjectors.of(scope).add(…)`: the same but for the master user,
   * the port, the subnets, the security group and the standby, which would make another database of one that exists, fail, or double its
   * price. Encryption is among them, and makes another one too where it is new: read the diff.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<DatabaseInstanceProps>(DatabaseInstance.PROPERTY_INJECTION_ID, (props, { scope, id }) =>
      securedInstanceProps(scope, id, props, classOf(scope)));
  }

  /** @internal What props cannot say: why rules that contradict the design are not kept. */
  public static _complete(database: DatabaseInstance): void {
    completeDatabase(database);
  }

  public constructor(scope: Construct, id: string, props: SecureDatabaseInstanceProps) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'rds.DatabaseInstance', [
      ...weakerDatabaseProps(props, classification, props.backupRetention),
      { prop: 'publiclyAccessible', rule: 'not be true', got: props.publiclyAccessible, isWeaker: props.publiclyAccessible === true },
    ]);
    const secured = securedInstanceProps(scope, id, props, classification);
    super(scope, id, {
      ...secured,
      ...freshDatabaseProps(scope, id, props, secured.storageEncryptionKey),
      multiAz: props.multiAz ?? (props.availabilityZone === undefined && factsOf(props.engine)?.hasMultiAz),
    });
    forceTls(props);
    props.classification?.applyTo(this);
    SecureDatabaseInstance._complete(this);
  }
}

function securedInstanceProps(
  scope: Construct, id: string, props: DatabaseInstanceProps, classification: DataClassification,
): DatabaseInstanceProps {
  const secured = securedDatabaseProps(scope, id, props, classification);
  return {
    ...props,
    ...secured,
    performanceInsightEncryptionKey: insightsKeyOf(props, secured.storageEncryptionKey),
    publiclyAccessible: props.publiclyAccessible ?? false,
    backupRetention: props.backupRetention ?? backupRetentionOf(classification),
  };
}
