import { IPropertyInjector } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { DatabaseCluster, DatabaseClusterProps } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { injectorOf } from '../../core/property-injection';
import { DataClassification } from './data-classification';
import { backupRetentionOf, freshDatabaseProps, insightsKeyOf, securedDatabaseProps } from './private/database-props';
import { completeDatabase, forceTls, instancesOf } from './private/complete-database';
import { classOf } from './private/key-of-class';
import { refuseWeaker, statedClass } from './private/refusals';
import { weakerDatabaseProps } from './private/weaker-database-props';

/** Properties of a secure database cluster: those of the CDK's, and the class of its data. */
export interface SecureDatabaseClusterProps extends DatabaseClusterProps {
  /**
   * How bad it is when its data comes into the wrong hands: the class chooses the key, and how long backups are kept.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A cluster of Amazon Aurora, for PostgreSQL or MySQL, with what `SecureDatabaseInstance` has: encryption by the class of its data, TLS and
 * tokens of IAM, a master password that RDS makes and renews, the tier "data" and no public address, deletion protection, backups, logs.
 *
 *     new data.SecureDatabaseCluster(this, 'Orders', { vpc, engine, writer: ClusterInstance.serverlessV2('Writer') })
 *         .connections.allowDefaultPortFrom(service);
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_BestPractices.Security.html
 */
export class SecureDatabaseCluster extends DatabaseCluster {
  /**
   * Gives defaults to every `rds.DatabaseCluster` of a scope, by `PropertyInjectors.of(scope).add(…)`: the same but for the master user,
   * the port, the subnets and the security group, which would make another cluster of one that exists, or fail. Encryption is among them,
   * and makes another one too where it is new: read the diff.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<DatabaseClusterProps>(DatabaseCluster.PROPERTY_INJECTION_ID, (props, { scope, id }) =>
      securedClusterProps(scope, id, props, classOf(scope)));
  }

  /** @internal What props cannot say: that its instances have no public address, and why rules that contradict the design are not kept. */
  public static _complete(database: DatabaseCluster): void {
    completeDatabase(database);
  }

  public constructor(scope: Construct, id: string, props: SecureDatabaseClusterProps) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'rds.DatabaseCluster', [
      ...weakerDatabaseProps(props, classification, props.backup?.retention),
      {
        prop: 'instanceProps', rule: 'be left out, since its network is not checked', got: 'it', isWeaker: props.instanceProps !== undefined,
        remedy: "say 'vpc', 'writer' and 'readers'",
      },
    ]);
    const secured = securedClusterProps(scope, id, props, classification);
    super(scope, id, { ...secured, ...freshDatabaseProps(scope, id, props, secured.storageEncryptionKey) });
    refuseWeaker(scope, id, 'rds.DatabaseCluster', instancesOf(this).map(({ publiclyAccessible, node }) => ({
      prop: 'publiclyAccessible', rule: `not be true for ${node.scope!.node.id}`, got: publiclyAccessible, isWeaker: publiclyAccessible === true,
    })));
    forceTls(props);
    props.classification?.applyTo(this);
    SecureDatabaseCluster._complete(this);
  }
}

function securedClusterProps(
  scope: Construct, id: string, props: DatabaseClusterProps, classification: DataClassification,
): DatabaseClusterProps {
  const secured = securedDatabaseProps(scope, id, props, classification);
  return {
    ...props,
    ...secured,
    performanceInsightEncryptionKey: insightsKeyOf(props, secured.storageEncryptionKey) as IKey | undefined,
    backup: props.backup ?? { retention: backupRetentionOf(classification) },
  };
}
