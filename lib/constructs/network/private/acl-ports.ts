import { Port } from 'aws-cdk-lib/aws-ec2';
import { Problems } from '../../../core/validation';

/** Protocols as a network ACL has them: by the numbers of IANA. */
const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls */
const MAX_ENTRIES = 20;

/** What an entry of a network ACL lets through. */
export interface ProtocolRange {
  readonly protocol: number;
  readonly fromPort?: number;
  readonly toPort?: number;
}

/**
 * Where answers arrive, without the port of RDP: open to everybody, it would be found.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const EPHEMERAL_PORTS: readonly Omit<Required<ProtocolRange>, 'protocol'>[] = [{ fromPort: 1024, toPort: 3388 }, { fromPort: 3390, toPort: 65535 }];

const rendered = (port: Port) => port.toRuleJson() as { readonly ipProtocol: string; readonly fromPort?: number; readonly toPort?: number };

export const aclPortProblems = (port: Port): Problems => {
  const { ipProtocol, fromPort } = rendered(port);
  return PROTOCOLS[ipProtocol] === undefined || fromPort === undefined
    ? [`'port' must be one or a range of TCP or UDP, got ${port}: name it by 'Port.tcp' or 'Port.udp'`]
    : [];
};

/**
 *
 */
export function aclPort(port: Port): ProtocolRange {
  const { ipProtocol, fromPort, toPort } = rendered(port);
  return { protocol: PROTOCOLS[ipProtocol], fromPort, toPort };
}

/** Entries by direction and action, such as "In allow". */
export function entryQuotaProblems(tierName: string, entries: ReadonlyMap<string, number>): Problems {
  return ['In', 'Out'].flatMap(direction => {
    const count = [...entries].filter(([key]) => key.startsWith(`${direction} `)).reduce((sum, [, number]) => sum + number, 0);
    return count <= MAX_ENTRIES ? [] : [
      `the network ACL of ${tierName} must have at most ${MAX_ENTRIES} entries in a direction, got ${count} ${direction === 'In' ? 'inbound' : 'outbound'}: `
      + 'leave the details to security groups',
    ];
  });
}
