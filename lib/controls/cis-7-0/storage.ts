import { Control } from '../control';
import { ControlAnswer, ControlAnswerKind } from '../control-answer';
import { ControlCoverage } from '../control-coverage';

const atRest = (identifier: string) => ControlAnswer.configRule('data-at-rest', identifier);

/** 3: data that lies somewhere. */
export const STORAGE_CONTROLS: readonly Control[] = [
  new Control({
    id: '3.1.1', cis6: '3.1.1', cis5: '2.1.1', title: 'S3 refuses requests without TLS', level: 2, fsbp: ['S3.5'],
    answers: [ControlAnswer.guardrail('G62'), ControlAnswer.configRule('data-in-transit', 'S3_BUCKET_SSL_REQUESTS_ONLY')],
  }),
  new Control({
    id: '3.1.2', cis6: '3.1.2', cis5: '2.1.2', title: 'Buckets ask for MFA before versions are deleted', level: 2,
    answers: [ControlAnswer.guardrail('G42b')],
    manual: 'Only the root user can switch MFA Delete on, by the API. The log archive is locked instead, which binds that user too.',
  }),
  new Control({
    id: '3.1.3', cis6: '3.1.3', cis5: '2.1.3', title: 'Data in S3 is discovered and classified', level: 2, fsbp: ['Macie.1'],
    answers: [ControlAnswer.chosenResource(ControlAnswerKind.DETECTS, 'macie', 'Custom::MacieOrganization', { coverage: ControlCoverage.ONCE_PER_REGION })],
  }),
  new Control({
    id: '3.1.4', cis6: '3.1.4', cis5: '2.1.4', title: 'S3 blocks public access', level: 1, fsbp: ['S3.1', 'S3.8'],
    answers: [
      ControlAnswer.guardrail('G71'), ControlAnswer.alarm('public-access-block-removed'), ControlAnswer.alarm('public-access-block-changes'),
      atRest('S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC'), atRest('S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED'),
    ],
  }),
  new Control({
    id: '3.2.1', cis6: '3.2.1', cis5: '2.2.1', title: 'Databases of RDS are encrypted', level: 1, fsbp: ['RDS.3', 'RDS.4'],
    answers: [ControlAnswer.furtherGuardrail('G44'), atRest('RDS_STORAGE_ENCRYPTED'), atRest('RDS_SNAPSHOT_ENCRYPTED')],
  }),
  new Control({
    id: '3.2.2', cis6: '3.2.2', cis5: '2.2.2', title: 'Databases of RDS take minor upgrades by themselves', level: 1,
    answers: [ControlAnswer.securityHub('RDS.13')],
  }),
  new Control({
    id: '3.2.3', cis6: '3.2.3', cis5: '2.2.3', title: 'Databases of RDS are not public', level: 1, fsbp: ['RDS.1', 'RDS.2'],
    answers: [atRest('RDS_INSTANCE_PUBLIC_ACCESS_CHECK'), atRest('RDS_SNAPSHOTS_PUBLIC_PROHIBITED')],
  }),
  new Control({
    id: '3.2.4', cis6: '3.2.4', cis5: '2.2.4', title: 'Databases of RDS stand in several availability zones', level: 1,
    answers: [ControlAnswer.securityHub('RDS.5', 'RDS.15')],
  }),
  new Control({
    id: '3.3.1', cis6: '3.3.1', cis5: '2.3.1', title: 'File systems of EFS are encrypted', level: 1, fsbp: ['EFS.1'],
    answers: [ControlAnswer.furtherGuardrail('G44'), atRest('EFS_ENCRYPTED_CHECK')],
  }),
];
