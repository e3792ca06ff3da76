import { RenderedResource } from '../../../core/rendered-resources';
import { keepReplaced } from '../private/keep-replaced';
import { demandTrue, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** The instance of a cluster has the storage of the cluster, and a copy or a restored snapshot is encrypted as its source. */
const hasOwnStorage = ({ DBClusterIdentifier: cluster, SourceDBInstanceIdentifier: source }: Readonly<Record<string, unknown>>): boolean =>
  !isGiven(cluster) && !isGiven(source);

const fillings = ({ properties }: RenderedResource): Fillings => hasOwnStorage(properties) ? { StorageEncrypted: true } : {};

export const DATABASE_ENCRYPTION: RuleDefinition = {
  id: 'database-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Databases are encrypted',
  remedy: 'set StorageEncrypted; a database that exists is restored from an encrypted copy of its snapshot',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  cfnTypes: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  problems: ({ properties }) => hasOwnStorage(properties) ? demandTrue(properties, 'StorageEncrypted') : [],
  fillings,
  complete: keepReplaced(fillings),
  replaces: true,
};
