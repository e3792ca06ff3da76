import treeify from 'object-treeify';
import type { Colors } from 'picocolors/types';
import { OrganizationNode } from './summary';

/** Nested names, as object-treeify draws them. */
interface Branch {
  [label: string]: Branch;
}

/** The organization with its accounts and what is attached where. */
export function treeText(root: OrganizationNode, colors: Colors): string {
  return `${label(root, colors)}\n${treeify(branch(root.children, colors))}`;
}

function branch(nodes: readonly OrganizationNode[], colors: Colors): Branch {
  return Object.fromEntries(nodes.map(node => [label(node, colors), branch(node.children, colors)]));
}

function label(node: OrganizationNode, colors: Colors): string {
  const name = node.kind === 'account' ? node.name : colors.bold(node.name);
  const policies = node.policies.length > 0 ? `  ${colors.cyan(`[${node.policies.join(', ')}]`)}` : '';
  return `${name} ${colors.dim(node.id)}${node.status ? ` ${colors.yellow(node.status)}` : ''}${policies}`;
}
