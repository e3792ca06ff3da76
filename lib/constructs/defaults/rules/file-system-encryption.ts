import { keepReplaced } from '../private/keep-replaced';
import { demandTrue } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const fillings = (): Fillings => ({ Encrypted: true });

export const FILE_SYSTEM_ENCRYPTION: RuleDefinition = {
  id: 'file-system-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'File systems are encrypted',
  remedy: 'set Encrypted; a file system that exists is copied into a new one',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  cfnTypes: ['AWS::EFS::FileSystem'],
  problems: ({ properties }) => demandTrue(properties, 'Encrypted'),
  fillings,
  complete: keepReplaced(fillings),
  replaces: true,
};
