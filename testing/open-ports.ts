import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Ports that a security group opens to the whole internet. */
export interface OpenPorts {
  /** Path of the construct, such as "Shop/Group/Resource". */
  readonly constructPath: string;
  /** Logical id of the resource in its template. */
  readonly logicalId: string;
  readonly cfnType: string;
  /** The block that is let in: `0.0.0.0/0`, `::/0`, or a piece of them that is as good as all. */
  readonly cidr: string;
  /** `tcp`, `udp`, the number of another protocol, or `all`. */
  readonly protocol: string;
  readonly firstPort: number;
  readonly lastPort: number;
}

const HIGHEST_PORT = 65_535;
const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp' };
/** They have types, no ports. */
const ICMP = ['1', '58', 'icmp', 'icmpv6'];
/** Wider than this is everywhere in pieces, as rules of SecureDefaults see it. */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 16;

type Properties = Readonly<Record<string, unknown>>;

interface Rendered {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: Properties }>>;
}

/**
 * What security groups below a scope open to the internet, in whichever branch of a condition. Ports and protocols that are only known on
 * deployment count as all.
 */
export function openPortsBelow(scope: IConstruct): readonly OpenPorts[] {
  const resources = scope.node.findAll().filter(construct => CfnResource.isCfnResource(construct)) as CfnResource[];
  return resources.filter(({ cfnResourceType }) => /^AWS::EC2::SecurityGroup(Ingress)?$/.test(cfnResourceType)).flatMap(resource =>
    distinct(rulesOf(resource).flatMap(openingsOf)).map(opening => ({
      constructPath: resource.node.path, logicalId: String(resource.stack.resolve(resource.logicalId)), cfnType: resource.cfnResourceType,
      ...opening,
    })));
}

/** Two branches may open the same. */
const distinct = <T>(openings: readonly T[]): readonly T[] =>
  [...new Map(openings.map(opening => [JSON.stringify(opening), opening])).values()];

/** The rules that a resource has in its template; CDK's own way there is not typed for others. */
function rulesOf(resource: CfnResource): readonly Properties[] {
  const rendered = (resource as unknown as { _toCloudFormation(): object })._toCloudFormation();
  const { Resources = {} } = resource.stack.resolve(rendered) as Rendered;
  return Object.values(Resources).flatMap(({ Properties: properties = {} }) =>
    rulesIn(resource.cfnResourceType === 'AWS::EC2::SecurityGroup' ? properties.SecurityGroupIngress : properties));
}

/** Rules of a list, where a condition chooses the list or a rule too. */
function rulesIn(value: unknown): readonly Properties[] {
  if (Array.isArray(value)) {
    return value.flatMap(rulesIn);
  }
  const choice = choiceOf(value);
  return choice ? [choice.holds, choice.fails].flatMap(rulesIn)
    : typeof value === 'object' && value !== null ? branchesOf(value) as Properties[] : [];
}

/** A value once for each way in which its conditions may turn out. */
function branchesOf(value: unknown): readonly unknown[] {
  const condition = conditionIn(value);
  return condition === undefined ? [value] : [true, false].flatMap(holds => branchesOf(chosen(value, condition, holds)));
}

interface Choice { readonly condition: string; readonly holds: unknown; readonly fails: unknown }

function choiceOf(value: unknown): Choice | undefined {
  const operands = (value as { readonly 'Fn::If'?: unknown } | null | undefined)?.['Fn::If'];
  return Array.isArray(operands) ? { condition: String(operands[0]), holds: operands[1], fails: operands[2] } : undefined;
}

function conditionIn(value: unknown): string | undefined {
  const within = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return choiceOf(value)?.condition ?? within.map(conditionIn).find(found => found !== undefined);
}

function chosen(value: unknown, condition: string, holds: boolean): unknown {
  const choice = choiceOf(value);
  if (choice?.condition === condition) {
    return chosen(holds ? choice.holds : choice.fails, condition, holds);
  }
  if (Array.isArray(value)) {
    return value.map(one => chosen(one, condition, holds));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, chosen(one, condition, holds)])) : value;
}

/** Ports as a person writes them. */
export function portsText({ cidr, firstPort, lastPort, protocol }: OpenPorts): string {
  const ports = firstPort === 0 && lastPort === HIGHEST_PORT ? 'every port' : firstPort === lastPort ? String(firstPort) : `${firstPort}-${lastPort}`;
  const name = ['tcp', 'udp'].includes(protocol) ? protocol : `protocol ${protocol}`;
  return `${protocol === 'all' ? 'every protocol' : `${name} ${ports}`} to ${cidr}`;
}

/** Whether every port of the range is among some. */
export function isAmong({ firstPort, lastPort }: OpenPorts, ports: readonly number[]): boolean {
  return lastPort - firstPort < ports.length
    && Array.from({ length: lastPort - firstPort + 1 }, (_, index) => firstPort + index).every(port => ports.includes(port));
}

function openingsOf({ CidrIp, CidrIpv6, IpProtocol, FromPort, ToPort }: Properties): readonly Pick<OpenPorts, 'cidr' | 'protocol' | 'firstPort' | 'lastPort'>[] {
  const protocol = protocolOf(IpProtocol);
  if (ICMP.includes(protocol)) {
    return [];
  }
  const firstPort = portOf(protocol, FromPort) ?? 0;
  const lastPort = portOf(protocol, ToPort) ?? HIGHEST_PORT;
  return [CidrIp, CidrIpv6].filter(isWorld).map(cidr => ({ cidr, protocol, firstPort, lastPort }));
}

function isWorld(cidr: unknown): cidr is string {
  return typeof cidr === 'string' && /\/\d+$/.test(cidr) && Number(cidr.split('/')[1]) < (cidr.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
}

/** `all` for what only the deployment knows. */
function protocolOf(protocol: unknown): string {
  const name = ['string', 'number'].includes(typeof protocol) ? String(protocol).toLowerCase() : 'all';
  return PROTOCOLS[name] ?? name;
}

/** undefined for all, and for what only the deployment knows. Protocols but TCP and UDP have no ports that a rule could choose. */
function portOf(protocol: string, port: unknown): number | undefined {
  const number = Number(port);
  return !['tcp', 'udp'].includes(protocol) || port === undefined || !(number >= 0) ? undefined : number;
}
