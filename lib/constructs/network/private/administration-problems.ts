import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../../core/rendered-resources';
import { Problems } from '../../../core/validation';
import { ADMINISTRATION_PORTS, PortRange, portsWithin, RISKY_PORTS } from './exposed-ports';
import { isOpen } from './open-networks';
import { groupNamed, openPrefixLists, prefixListOf, RenderedRule, renderedRules } from './rendered-rules';

const REMEDY = 'open no port, and use Session Manager or InstanceConnectEndpoint';

/** A way in from everywhere. */
export interface Opening {
  /** The resource that has it. */
  readonly construct: RenderedResource['construct'];
  /** What makes it, such as `SecurityGroupIngress`. */
  readonly opened: string;
  /** What must not be, and what is. */
  readonly problem: string;
  readonly remedy: string;
}

/** Every way in for SSH and RDP from everywhere, below a scope. */
export function administrationProblems(scope: IConstruct): Problems {
  return [...new Set(administrationOpenings(scope).map(({ construct, opened, problem, remedy }) =>
    `'${opened}'${opened === GROUP_RULE ? ' of' : ''} ${construct.node.path} ${problem}: ${remedy}`))];
}

/** The same with the resources that have them. */
export const administrationOpenings = (scope: IConstruct): readonly Opening[] =>
  [...groupOpenings(scope, ADMINISTRATION_PORTS), ...aclOpenings(scope)];

/** Every way in by a security group for what the internet has no business with: databases, caches, remote control. */
export const riskyOpenings = (scope: IConstruct): readonly Opening[] =>
  groupOpenings(scope, RISKY_PORTS.filter(port => !ADMINISTRATION_PORTS.includes(port)))
    .map(opening => ({ ...opening, remedy: 'let security groups in by name, or a network that is yours' }));

const GROUP_RULE = 'SecurityGroupIngress';

function groupOpenings(scope: IConstruct, unwanted: readonly number[]): Opening[] {
  const openLists = openPrefixLists(scope);
  return renderedRules(scope).filter(({ direction }) => direction === 'ingress').flatMap(rendered => {
    const { resource, rule } = rendered;
    const from = openSource(rendered, openLists);
    const ports = from === undefined ? [] : portsWithin(portsOf(rule), unwanted);
    return ports.length === 0 ? [] : [{
      construct: resource.construct, opened: GROUP_RULE, remedy: REMEDY,
      problem: `must not let everybody in to port ${ports.join(' and ')}, got ${said(rule)} from ${from}`,
    }];
  });
}

function openSource({ rule, resource }: RenderedRule, openLists: ReadonlySet<string>): string | undefined {
  const cidr = [rule.CidrIp, rule.CidrIpv6].find(isOpen);
  const list = rule.SourcePrefixListId === undefined ? '' : prefixListOf(resource.construct, rule.SourcePrefixListId);
  return cidr === undefined ? openLists.has(list) ? `the prefix list ${groupNamed(rule.SourcePrefixListId)}` : undefined : String(cidr);
}

const portsOf = ({ IpProtocol: protocol, FromPort: fromPort, ToPort: toPort }: RenderedRule['rule']): PortRange => ({ protocol, fromPort, toPort });

const said = ({ IpProtocol: protocol, FromPort: fromPort, ToPort: toPort }: RenderedRule['rule']): string =>
  ['-1', 'all'].includes(String(protocol)) ? 'all protocols' : `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;

/** Entries of a network ACL that let in, unless one with a lower number refuses the port to everybody before. */
function aclOpenings(scope: IConstruct): Opening[] {
  const entries = renderedResources(scope, ['AWS::EC2::NetworkAclEntry']).filter(({ properties }) => String(properties.Egress ?? false) === 'false');
  // One that refuses in one branch only leaves the other open.
  const refusals = [...new Set(entries.map(({ construct }) => construct))]
    .map(construct => entries.filter(entry => entry.construct === construct));
  return entries.filter(entry => actionOf(entry) === 'allow').flatMap(entry => {
    const ports = openPorts(entry).filter(port => !refusals.some(branches =>
      branches.every(refusal => actionOf(refusal) === 'deny' && precedes(refusal, entry) && openPorts(refusal).includes(port))));
    const { CidrBlock: ipv4, Ipv6CidrBlock: ipv6 } = entry.properties;
    return ports.length === 0 ? [] : [{
      construct: entry.construct, opened: 'NetworkAclEntry',
      problem: `must not let everybody in to port ${ports.join(' and ')}, got ${String(ipv4 ?? ipv6)}`,
      remedy: 'leave these ports out of its range, or refuse them by an entry with a lower number',
    }];
  });
}

function openPorts({ properties }: RenderedResource): readonly number[] {
  const { From: fromPort, To: toPort } = (properties.PortRange ?? {}) as { readonly From?: unknown; readonly To?: unknown };
  return [properties.CidrBlock, properties.Ipv6CidrBlock].some(isOpen)
    ? portsWithin({ protocol: properties.Protocol, fromPort, toPort }, ADMINISTRATION_PORTS)
    : [];
}

const actionOf = ({ properties }: RenderedResource): string => String(properties.RuleAction).toLowerCase();

/** Of one ACL, of one family, before it, and for its protocol. */
function precedes({ properties: first, construct }: RenderedResource, { properties: second, construct: other }: RenderedResource): boolean {
  return construct.stack === other.stack && groupNamed(first.NetworkAclId) === groupNamed(second.NetworkAclId)
    && (first.CidrBlock === undefined) === (second.CidrBlock === undefined)
    && isEverything(first.CidrBlock ?? first.Ipv6CidrBlock)
    && Number(first.RuleNumber) < Number(second.RuleNumber)
    && [String(second.Protocol), '-1'].includes(String(first.Protocol));
}

/** A refusal of a half leaves the other half open. */
const isEverything = (cidr: unknown): boolean => typeof cidr === 'string' && isOpen(cidr) && cidr.endsWith('/0');
