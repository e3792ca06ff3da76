import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'redshift:AuthorizeSnapshotAccess',
  'ssm:ModifyDocumentPermission',
];

export const NO_SHARED_SNAPSHOTS_PROOF: Proof = {
  guardrail: Guardrails.NO_SHARED_SNAPSHOTS,
  set: GuardrailSet.STRICT,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('rds:ModifyDBSnapshotAttribute')),
  ],
  allowed: [
    { title: 'to make a snapshot', by: 'developer', ...on('rds:CreateDBSnapshot') },
    { title: 'to copy one', by: 'developer', ...on('rds:CopyDBSnapshot') },
    { title: 'to take access back', by: 'developer', ...on('redshift:RevokeSnapshotAccess') },
    { title: 'to run a document', by: 'developer', ...on('ssm:SendCommand') },
    ...ofTheUnbound(on('rds:ModifyDBSnapshotAttribute')),
  ],
  exempt: ofThePlatform(on('rds:ModifyDBSnapshotAttribute')),
};
