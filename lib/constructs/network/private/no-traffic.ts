/** A rule that no packet fits: of a group without any rule, AWS lets everything out. */
export const NOTHING = { ipProtocol: 'icmp', cidrIp: '255.255.255.255/32', fromPort: 252, toPort: 86, description: 'Nothing may leave' };
