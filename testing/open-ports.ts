import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Ports that a security group opens to the whole internet. */
export interface OpenPorts {
  /** Path of the construct, such as "Shop/Group/Resource". */
  readonly constructPath: string;
  /** Logical id of the resource in its template. */
  readonly logicalId: string;
  readonly cfnType: string;
  /** The block that is let in: `0.0.0.0/0` or `::/0`. */
  readonly cidr: string;
  /** `tcp`, `udp`, or `all`. */
  readonly protocol: string;
  readonly firstPort: number;
  readonly lastPort: number;
}

const HIGHEST_PORT = 65_535;
const PROTOCOLS: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp' };
const WORLD = ['0.0.0.0/0', '::/0'];

type Properties = Readonly<Record<string, unknown>>;

interface Rendered {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: Properties }>>;
}

/** What security groups below a scope open to the internet. Ports that are only known on deployment count as all. */
export function openPortsBelow(scope: IConstruct): readonly OpenPorts[] {
  const resources = scope.node.findAll().filter(construct => CfnResource.isCfnResource(construct)) as CfnResource[];
  return resources.filter(({ cfnResourceType }) => /^AWS::EC2::SecurityGroup(Ingress)?$/.test(cfnResourceType)).flatMap(resource =>
    rulesOf(resource).flatMap(openingsOf).map(opening => ({
      constructPath: resource.node.path, logicalId: String(resource.stack.resolve(resource.logicalId)), cfnType: resource.cfnResourceType,
      ...opening,
    })));
}

/** The rules that a resource has in its template; CDK's own way there is not typed for others. */
function rulesOf(resource: CfnResource): readonly Properties[] {
  const rendered = (resource as unknown as { _toCloudFormation(): object })._toCloudFormation();
  const { Resources = {} } = resource.stack.resolve(rendered) as Rendered;
  return Object.values(Resources).flatMap(({ Properties: properties = {} }) =>
    resource.cfnResourceType === 'AWS::EC2::SecurityGroup' ? ([properties.SecurityGroupIngress ?? []].flat() as Properties[]) : [properties]);
}

/** Ports as a person writes them. */
export function portsText({ cidr, firstPort, lastPort, protocol }: OpenPorts): string {
  const ports = firstPort === 0 && lastPort === HIGHEST_PORT ? 'every port' : firstPort === lastPort ? String(firstPort) : `${firstPort}-${lastPort}`;
  return `${protocol === 'all' ? 'every protocol' : `${protocol} ${ports}`} to ${cidr}`;
}

/** Whether every port of the range is among some. */
export function isAmong({ firstPort, lastPort }: OpenPorts, ports: readonly number[]): boolean {
  return lastPort - firstPort < ports.length
    && Array.from({ length: lastPort - firstPort + 1 }, (_, index) => firstPort + index).every(port => ports.includes(port));
}

function openingsOf({ CidrIp, CidrIpv6, IpProtocol, FromPort, ToPort }: Properties): readonly Pick<OpenPorts, 'cidr' | 'protocol' | 'firstPort' | 'lastPort'>[] {
  const protocol = PROTOCOLS[String(IpProtocol)] ?? String(IpProtocol);
  if (!['all', 'tcp', 'udp'].includes(protocol)) {
    return []; // ICMP has types, no ports
  }
  const firstPort = portOf(protocol, FromPort) ?? 0;
  const lastPort = portOf(protocol, ToPort) ?? HIGHEST_PORT;
  const written = JSON.stringify([CidrIp, CidrIpv6]); // behind a condition too
  return WORLD.filter(cidr => written.includes(JSON.stringify(cidr))).map(cidr => ({ cidr, protocol, firstPort, lastPort }));
}

/** undefined for all, and for what only the deployment knows. */
function portOf(protocol: string, port: unknown): number | undefined {
  const number = Number(port);
  return protocol === 'all' || port === undefined || !(number >= 0) ? undefined : number;
}
