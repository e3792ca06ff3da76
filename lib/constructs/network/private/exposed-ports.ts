import { Port } from 'aws-cdk-lib/aws-ec2';
import { Problems } from '../../../core/validation';

/** Where people administer machines: nobody on the internet should knock there. */
export const ADMINISTRATION_PORTS: readonly number[] = [22, 3389];

/**
 * Ports that Security Hub's control EC2.19 finds open to the world, and those of other databases, caches, brokers and remote control.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
 */
export const RISKY_PORTS: readonly number[] = [
  ...ADMINISTRATION_PORTS,
  20, 21, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
  137, 138, 139, 389, 636, 1521, 2049, 2375, 2376, 2379, 5439, 5900, 5985, 5986, 6379, 9042, 9092, 10250, 11211, 27017,
];

/** What a rule lets through, as CloudFormation has it. */
export interface PortRange {
  readonly protocol: unknown;
  readonly fromPort: unknown;
  readonly toPort: unknown;
}

/** The ports of a list that a rule lets through: tcp and udp, and all protocols, which let all ports through. */
export function portsWithin({ protocol, fromPort, toPort }: PortRange, ports: readonly number[]): readonly number[] {
  const name = String(protocol).toLowerCase();
  if (['-1', 'all'].includes(name)) {
    return ports;
  }
  // RDP speaks UDP as well as TCP; the numbers are those of the protocols
  if (!['tcp', 'udp', '6', '17'].includes(name)) {
    return [];
  }
  // AWS takes -1, and a missing port of a rule, as all of them; what only the deployment knows cannot be judged
  const [first, last] = [Number(fromPort ?? -1), Number(toPort ?? fromPort ?? -1)];
  return first === -1 ? ports : ports.filter(port => port >= first && port <= last);
}

/** The problems of a port that everybody shall reach. */
export function internetProblems(tierName: string, internetFacing: boolean, port: Port): Problems {
  const { ipProtocol: protocol, fromPort, toPort } = port.toRuleJson() as { ipProtocol: unknown; fromPort: unknown; toPort: unknown };
  const risky = portsWithin({ protocol, fromPort, toPort }, RISKY_PORTS);
  return [
    ...internetFacing ? [] : [`'tierName' must be that of a tier which faces the internet, got ${JSON.stringify(tierName)}: put a load balancer into one that does`],
    ...risky.length > 0
      ? [`'port' must not be open to everybody, got ${port} with ${[...risky].sort((a, b) => a - b).join(', ')}: name the network by 'allowFromNetwork'`]
      : [],
  ];
}
