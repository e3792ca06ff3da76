import { demand, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const FILE_SYSTEM_BACKUPS: RuleDefinition = {
  id: 'file-system-backups',
  theme: SecurityTheme.RECOVERY,
  title: 'File systems are backed up',
  remedy: 'leave BackupPolicy out',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html',
  cfnTypes: ['AWS::EFS::FileSystem'],
  problems: ({ properties }) => demand(properties, 'BackupPolicy.Status', 'be ENABLED', status => status === 'ENABLED' || isUnknown(status)),
  fillings: () => ({ 'BackupPolicy.Status': 'ENABLED' }),
};
