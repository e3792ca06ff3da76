import { RenderedResource } from '../../../core/rendered-resources';
import { RuleDefinition } from '../private/rule-definition';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { SecurityTheme } from '../security-theme';

const SCHEDULE = 'AWS::SecretsManager::RotationSchedule';
const ATTACHMENT = 'AWS::SecretsManager::SecretTargetAttachment';

/** A schedule names the secret, or its attachment to a database. */
const isRotated = (secret: RenderedResource, secretId: unknown, world: RenderedWorld): boolean => isNamedBy(secret, secretId)
  || world.withTypes([ATTACHMENT]).some(attachment => isNamedBy(attachment, secretId) && isNamedBy(secret, attachment.properties.SecretId));

export const SECRET_ROTATION: RuleDefinition = {
  id: 'secret-rotation',
  theme: SecurityTheme.CREDENTIALS,
  title: 'Secrets rotate',
  remedy: 'add a rotation schedule, or let the service manage the secret, as RDS does by ManageMasterUserPassword',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1',
  cfnTypes: ['AWS::SecretsManager::Secret'],
  problems: (resource, world) => world.withTypes([SCHEDULE]).some(({ properties }) => isRotated(resource, properties.SecretId, world)) ? []
    : [`'${SCHEDULE}' must rotate it, got none`],
};
