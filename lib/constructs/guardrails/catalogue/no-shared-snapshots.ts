import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * These actions share with an account or with the world, and no condition key tells one from the other: all of it is denied. Snapshots of
 * DocumentDB and Neptune are shared by the same actions as those of RDS.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
 */
export const NO_SHARED_SNAPSHOTS = new Guardrail({
  id: 'G46b',
  title: 'Databases are not shared by snapshot',
  intent: 'Nobody but the platform shares a snapshot of a database or a Systems Manager document with another account or with the world.',
  threat: 'A plain snapshot of a database is made public, or shared with a stranger, by one call.',
  adoption: 'Look for accounts that refresh test databases from snapshots of production: they take AWS Backup copies, or a role of the platform.',
  breaks: 'Teams that share snapshots of RDS, DocumentDB, Neptune or Redshift, or documents of Systems Manager, with other accounts, ours included.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: fsbp('RDS.1', 'SSM.4'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'redshift:AuthorizeSnapshotAccess', 'ssm:ModifyDocumentPermission',
    ],
  }],
});
