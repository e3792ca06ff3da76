import { ApplicationKey } from '../../encryption';
import { demand, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const LOG_GROUP_ENCRYPTION: RuleDefinition = {
  id: 'log-group-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Log groups are under a key of yours',
  remedy: 'leave KmsKeyId out, or name a key that CloudWatch Logs may use',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  cfnTypes: ['AWS::Logs::LogGroup'],
  problems: ({ properties }) => demand(properties, 'KmsKeyId', 'name a key', isGiven),
  fillings: ({ construct, properties }): Fillings => isGiven(properties.KmsKeyId) ? {} : { KmsKeyId: ApplicationKey.of(construct).keyArn },
};
