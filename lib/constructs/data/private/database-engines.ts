/** What is particular to an engine of Amazon RDS. */
export interface EngineFacts {
  /** The parameters by which it refuses connections without TLS. */
  readonly tls: Readonly<Record<string, string>>;
  /** All logs that it can export (CT.RDS.PR.14, CT.RDS.PR.25). */
  readonly logTypes: readonly string[];
  /** A port that is not the one everybody tries first (CT.RDS.PR.20, FSBP RDS.23). */
  readonly port: number;
  /**
   * Whether it takes tokens of IAM instead of passwords.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
   */
  readonly hasIamAuthentication: boolean;
  /** Whether a standby in another zone can be had. Aurora has its copies by itself. */
  readonly hasMultiAz: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html */
const FORCE_SSL = { 'rds.force_ssl': '1' };

/**
 * Of Aurora MySQL, of RDS for MySQL from 5.7 on, and of MariaDB from 10.5 on.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
 */
const REQUIRE_SECURE_TRANSPORT = { require_secure_transport: 'ON' };

const POSTGRES: EngineFacts = {
  tls: FORCE_SSL, logTypes: ['postgresql', 'upgrade'], port: 15432, hasIamAuthentication: true, hasMultiAz: true,
};

const MYSQL: EngineFacts = {
  tls: REQUIRE_SECURE_TRANSPORT, logTypes: ['audit', 'error', 'general', 'slowquery'], port: 13306, hasIamAuthentication: true, hasMultiAz: true,
};

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html */
const SQL_SERVER: EngineFacts = { tls: FORCE_SSL, logTypes: ['agent', 'error'], port: 11433, hasIamAuthentication: false, hasMultiAz: true };

/** Oracle and Db2 are none of them: no parameter forces TLS there. */
const ENGINES: Readonly<Record<string, EngineFacts>> = {
  'postgres': POSTGRES,
  'mysql': MYSQL,
  'mariadb': MYSQL,
  'aurora-postgresql': { ...POSTGRES, logTypes: ['postgresql'] },
  'aurora-mysql': MYSQL,
  'sqlserver-ee': SQL_SERVER,
  'sqlserver-se': SQL_SERVER,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServerMultiAZ.html
  'sqlserver-ex': { ...SQL_SERVER, hasMultiAz: false },
  'sqlserver-web': { ...SQL_SERVER, hasMultiAz: false },
};

/** Versions of MariaDB that took passwords only. */
const MARIADB_WITHOUT_IAM = /^10\.[0-5](\.|$)/;

/** An engine as the CDK has it. */
export interface Engine {
  readonly engineType: string;
  readonly engineVersion?: { readonly fullVersion?: string };
  readonly parameterGroupFamily?: string;
}

/** What is known of an engine; undefined for one that cannot be made to refuse connections without TLS. */
export function factsOf({ engineType, engineVersion }: Engine): EngineFacts | undefined {
  const facts = ENGINES[engineType];
  return facts && engineType === 'mariadb' && MARIADB_WITHOUT_IAM.test(engineVersion?.fullVersion ?? '')
    ? { ...facts, hasIamAuthentication: false }
    : facts;
}

/** The engines whose TLS can be forced, for errors. */
export const KNOWN_ENGINES = Object.keys(ENGINES);
