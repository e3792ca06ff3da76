import { OpenAdministrationPorts } from '../../network';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const ADMINISTRATION_PORTS: RuleDefinition = {
  id: 'administration-ports',
  theme: SecurityTheme.REACHABLE_PORTS,
  title: 'SSH and RDP are not open to the internet',
  remedy: 'open no port, and use Session Manager or InstanceConnectEndpoint',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13',
  cfnTypes: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::NetworkAclEntry'],
  problems: ({ construct }, world) => world.remember('administration-ports', () => OpenAdministrationPorts._openings(world.scope))
    .filter(opening => opening.construct === construct).map(({ opened, problem }) => `'${opened}' ${problem}`),
};
