import { RenderedResource } from '../../../core/rendered-resources';
import { isGiven, isTrue, isUnknown, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** How an engine refuses connections without TLS. */
interface Forced {
  readonly parameter: string;
  /** The first major version that does by itself @default - none */
  readonly since?: number;
}

/**
 * Oracle and Db2 are left out: no parameter forces TLS there.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html PostgreSQL 15 and newer
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html Aurora PostgreSQL 17 and newer
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html
 */
const FORCED: readonly (readonly [RegExp, Forced])[] = [
  [/^postgres$/, { parameter: 'rds.force_ssl', since: 15 }],
  [/^aurora-postgresql$/, { parameter: 'rds.force_ssl', since: 17 }],
  [/^(mysql|mariadb|aurora-mysql)$/, { parameter: 'require_secure_transport' }],
  [/^sqlserver-/, { parameter: 'rds.force_ssl' }],
];

const GROUPS: Readonly<Record<string, { readonly cfnType: string; readonly property: string }>> = {
  'AWS::RDS::DBInstance': { cfnType: 'AWS::RDS::DBParameterGroup', property: 'DBParameterGroupName' },
  'AWS::RDS::DBCluster': { cfnType: 'AWS::RDS::DBClusterParameterGroup', property: 'DBClusterParameterGroupName' },
};

function problems({ cfnType, properties, construct }: RenderedResource, world: RenderedWorld): string[] {
  const [, forced] = FORCED.find(([engine]) => engine.test(String(properties.Engine))) ?? [];
  // Instances of a cluster have its parameters; copies have those of what they are made from.
  if (!forced || ['DBClusterIdentifier', 'SourceDBInstanceIdentifier'].some(name => isGiven(properties[name]))) {
    return [];
  }
  const { cfnType: groupType, property } = GROUPS[cfnType];
  const name = properties[property];
  const group = world.withTypes([groupType]).find(one => one.construct.stack === construct.stack && isNamedBy(one, name));
  if (!group && isGiven(name) && !String(name).startsWith('default.')) {
    return [];
  }
  const value = propertyAt(group?.properties, 'Parameters') as Readonly<Record<string, unknown>> | undefined;
  return isForced(value?.[forced.parameter], forced, properties.EngineVersion) ? []
    : [`'${property}' must name parameters with ${forced.parameter} = 1, got ${group ? JSON.stringify(value?.[forced.parameter] ?? 'none') : 'none'}`];
}

/** Where nobody says it, the version does. Where none is named, a database keeps that of the day on which it was made: it must be named. */
function isForced(value: unknown, { since }: Forced, version: unknown): boolean {
  if (isGiven(value)) {
    return isTrue(value) || /^(1|on)$/i.test(String(value));
  }
  return since !== undefined && (isUnknown(version) || Number.parseInt(String(version), 10) >= since);
}

export const DATABASE_TLS: RuleDefinition = {
  id: 'database-tls',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Databases refuse connections without TLS',
  remedy: 'name a version that does it by itself, or a parameter group that says it; SecureDatabaseInstance and SecureDatabaseCluster have one',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
  cfnTypes: Object.keys(GROUPS),
  problems,
};
