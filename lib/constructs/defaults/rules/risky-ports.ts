import { OpenAdministrationPorts } from '../../network';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const RISKY_PORTS: RuleDefinition = {
  id: 'risky-ports',
  theme: SecurityTheme.REACHABLE_PORTS,
  title: 'Databases, caches and remote control are not open to the internet',
  remedy: 'let security groups in by name, or a network that is yours',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
  cfnTypes: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'],
  problems: ({ construct }, world) => world.remember('risky-ports', () => OpenAdministrationPorts._riskyOpenings(world.scope))
    .filter(opening => opening.construct === construct).map(({ opened, problem }) => `'${opened}' ${problem}`),
};
