import { Duration, Token } from 'aws-cdk-lib';
import { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { duplicateProblems, lengthProblems, Problems, shapeProblems } from '../../../core/validation';

/** @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-max-duration.html */
export const SESSION_HOURS = [8, 10, 12, 24];
const PREFIX = { min: 12, max: 22 };

interface Given {
  readonly subnets: ISubnet[];
  readonly clientAddresses: string;
  readonly serverCertificateArn: string;
  readonly sessionTimeout: Duration;
}

/** What is wrong with a VPN for people. */
export function clientVpnProblems({ subnets, clientAddresses, serverCertificateArn, sessionTimeout }: Given): Problems {
  const hours = sessionTimeout.toHours({ integral: false });
  return [
    ...duplicateProblems('subnets', subnets.map(({ node }) => node.id), 'name each subnet once, by an id of its own'),
    ...subnets.length === 0 ? ["'subnets' must hold one subnet a zone, got none: name at least one"] : [],
    ...prefixProblems(clientAddresses),
    ...shapeProblems('serverCertificateArn', serverCertificateArn, /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/.+$/, 'be a certificate of ACM', 'import or request one in the region'),
    ...SESSION_HOURS.includes(hours) ? [] : [`'sessionTimeout' must be one of ${SESSION_HOURS.join(', ')} hours, got ${hours}: choose one of them`],
  ];
}

function prefixProblems(cidr: string): Problems {
  const length = Number(/^(?:\d{1,3}\.){3}\d{1,3}\/(\d{1,2})$/.exec(cidr)?.[1]);
  return Token.isUnresolved(cidr) || (length >= PREFIX.min && length <= PREFIX.max)
    ? []
    : [`'clientAddresses' must be an IPv4 range from /${PREFIX.min} to /${PREFIX.max}, got ${JSON.stringify(cidr)}: choose one that no VPC has`];
}

/** What is wrong with a group that is authorized. */
export function groupProblems(groupId: string, knowsGroups: boolean): Problems {
  return [
    ...lengthProblems('groupId', groupId, 255),
    ...knowsGroups ? [] : ["'groupId' must be left out with certificates, got one: they tell no groups; call 'authorizeEverybody', or authenticate by SAML"],
  ];
}
