import { demandTrue } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** AWS KMS rotates symmetric keys of material that it made. */
const canRotate = ({ KeySpec: spec = SYMMETRIC, Origin: origin = 'AWS_KMS' }: Readonly<Record<string, unknown>>): boolean =>
  spec === SYMMETRIC && origin === 'AWS_KMS';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

export const KEY_ROTATION: RuleDefinition = {
  id: 'key-rotation',
  theme: SecurityTheme.CREDENTIALS,
  title: 'Keys rotate',
  remedy: 'leave EnableKeyRotation out',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  cfnTypes: ['AWS::KMS::Key'],
  problems: ({ properties }) => canRotate(properties) ? demandTrue(properties, 'EnableKeyRotation') : [],
  fillings: ({ properties }): Fillings => canRotate(properties) ? { EnableKeyRotation: true } : {},
};
