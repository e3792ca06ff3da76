import { RenderedResource } from '../../../core/rendered-resources';
import { keepReplaced } from '../private/keep-replaced';
import { demandTrue, isGiven, itemsOf, propertyAt } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** Volumes that come with an instance; those that are not written are encrypted by the default of the account. */
const devicesOf = (properties: unknown): readonly { readonly path: string }[] => ['BlockDeviceMappings', 'LaunchTemplateData.BlockDeviceMappings']
  .flatMap(path => itemsOf(propertyAt(properties, path)).map((device, index) => ({ device, path: `${path}.${index}.Ebs` })))
  .filter(({ device }) => isGiven(device.Ebs));

const fillings = ({ properties, cfnType }: RenderedResource): Fillings => cfnType === 'AWS::EC2::Volume' ? { Encrypted: true }
  : Object.fromEntries(devicesOf(properties).map(({ path }) => [`${path}.Encrypted`, true]));

export const VOLUME_ENCRYPTION: RuleDefinition = {
  id: 'volume-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Volumes are encrypted',
  remedy: 'set Encrypted; a volume that exists is made anew from an encrypted copy of its snapshot',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  cfnTypes: ['AWS::EC2::Volume', 'AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate'],
  problems: ({ properties, cfnType }) => cfnType === 'AWS::EC2::Volume' ? demandTrue(properties, 'Encrypted')
    : devicesOf(properties).flatMap(({ path }) => demandTrue(properties, `${path}.Encrypted`)),
  fillings,
  complete: keepReplaced(fillings),
  replaces: true,
};
