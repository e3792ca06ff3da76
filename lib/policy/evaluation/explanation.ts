import { Decision, Layer } from './decision';
import { LAYER_NAMES, Match } from './layers';
import { AuthorizationRequest } from './request';

/** A statement denies. */
export function explicitDeny(request: AuthorizationRequest, match: Match): Decision {
  return { allowed: false, effect: 'explicit-deny', ...place(match), explanation: `denied: ${source(match)} denies ${describe(request)}` };
}

/** Nothing in a layer allows, and it had to. */
export function implicitDeny(request: AuthorizationRequest, layer: Layer, reason: string, node?: string): Decision {
  return { allowed: false, effect: 'implicit-deny', layer, node, explanation: `denied: ${reason} ${describe(request)}` };
}

/** A statement allows, and nothing denies. */
export function allowed(request: AuthorizationRequest, match: Match): Decision {
  return { allowed: true, effect: 'allow', ...place(match), explanation: `allowed: ${source(match)} allows ${describe(request)}` };
}

/** No policy has to allow. */
export function implicitlyAllowed(request: AuthorizationRequest, reason: string): Decision {
  return { allowed: true, effect: 'allow', layer: 'implicit', explanation: `allowed: ${reason} ${describe(request)}` };
}

function place({ layer, node, policy, statement }: Match): Pick<Decision, 'layer' | 'node' | 'policy' | 'statement' | 'sid'> {
  return { layer, node, policy, statement: statement.index, sid: statement.sid };
}

function source({ layer, node, policy, statement }: Match): string {
  const at = node === undefined ? '' : ` at "${node}"`;
  const sid = statement.sid === undefined ? '' : ` ("${statement.sid}")`;
  return `${LAYER_NAMES[layer]} "${policy}"${at}, statement ${statement.index}${sid},`;
}

function describe({ principal, action, resource }: AuthorizationRequest): string {
  return `${action} on ${resource} to ${principal.kind} ${principal.arn}`;
}
