import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../../core/rendered-resources';
import { isOpen } from './open-networks';

/** A rule of a security group, wherever it stands in a template. */
export interface RenderedRule {
  /** The resource that has it. */
  readonly resource: RenderedResource;
  /** The group it belongs to: one text per group. */
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly rule: Readonly<Record<string, unknown>>;
}

const GROUP = 'AWS::EC2::SecurityGroup';
const STANDALONE: Readonly<Record<string, RenderedRule['direction']>> = {
  'AWS::EC2::SecurityGroupIngress': 'ingress',
  'AWS::EC2::SecurityGroupEgress': 'egress',
};

/** All rules of security groups below a scope. */
export function renderedRules(scope: IConstruct): readonly RenderedRule[] {
  return renderedResources(scope, [GROUP, ...Object.keys(STANDALONE)]).flatMap(resource => {
    const { cfnType, properties, construct } = resource;
    const stack = construct.stack.node.addr;
    return cfnType === GROUP
      ? [
        ...inlineRules(properties.SecurityGroupIngress).map(rule => ({ resource, group: `${stack} ${logicalIdOf(construct)}`, direction: 'ingress' as const, rule })),
        ...inlineRules(properties.SecurityGroupEgress).map(rule => ({ resource, group: `${stack} ${logicalIdOf(construct)}`, direction: 'egress' as const, rule })),
      ]
      : [{ resource, group: `${stack} ${groupNamed(properties.GroupId ?? properties.GroupName)}`, direction: STANDALONE[cfnType], rule: properties }];
  });
}

/** Prefix lists below a scope that hold everywhere, by how a rule names them. */
export function openPrefixLists(scope: IConstruct): ReadonlySet<string> {
  return new Set(renderedResources(scope, ['AWS::EC2::PrefixList'])
    .filter(({ properties }) => inlineRules(properties.Entries).some(({ Cidr: cidr }) => isOpen(cidr)))
    .map(({ construct }) => prefixListOf(construct)));
}

/** A prefix list as rules of its template name it. */
export function prefixListOf(construct: RenderedResource['construct'], name: unknown = `<${logicalIdOf(construct)}>`): string {
  return `${construct.stack.node.addr} ${groupNamed(name)}`;
}

/** How a rule names a group or a list: by its resource in the same template, by an intrinsic, by its id. */
export function groupNamed(value: unknown): string {
  return /^<([\w:]+)(?:\.[\w.]+)?>$/.exec(String(value))?.[1] ?? String(value);
}

const inlineRules = (rules: unknown): readonly Record<string, unknown>[] =>
  (Array.isArray(rules) ? rules : []).filter((rule): rule is Record<string, unknown> => typeof rule === 'object' && rule !== null);

const logicalIdOf = (construct: RenderedResource['construct']): string => construct.stack.resolve(construct.logicalId);
