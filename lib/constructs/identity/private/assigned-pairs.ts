import { Aws, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IOrganization } from '../../organization';
import { IdentityCenterPrincipal } from '../identity-center-principal';
import { IPermissionSet } from '../permission-set';
import { PermissionSetAssignment } from '../permission-set-assignment';

/** A permission set and a principal in one account. */
export interface AssignedPair {
  readonly permissionSet: IPermissionSet;
  readonly principal: IdentityCenterPrincipal;
  readonly accountId: string;
}

/** A permission set and a principal below units, as the function is told. */
export interface KeptPair {
  readonly content: Readonly<Record<string, unknown>>;
  /** About how many characters it has in the template. */
  readonly size: number;
}

/** Characters of the input of a target: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
const MAX_INPUT = 8_192;
/** ARNs with their tokens resolved, the principal, the names of the members. */
const PAIR = 400;
const FRAME = 300;
const ID = 40;

/** Assignments by permission set and principal: those below units are the function's, with the accounts by name that stand beside them. */
export function assignedPairs(scope: Construct, organization: IOrganization, assignments: readonly PermissionSetAssignment[]) {
  const groups = new Map<string, PermissionSetAssignment[]>();
  for (const assignment of assignments) {
    const { permissionSet, principal } = assignment;
    const key = JSON.stringify(Stack.of(scope).resolve([permissionSet.permissionSetArn, principal.principalType, principal.principalId]));
    groups.set(key, [...groups.get(key) ?? [], assignment]);
  }
  const native: AssignedPair[] = [];
  const kept: KeptPair[] = [];
  for (const group of groups.values()) {
    const [{ permissionSet, principal }] = group;
    const rootIds = group.some(({ targets }) => targets.isOrganization) ? [organization.rootId] : [];
    const units = unique([...rootIds, ...group.flatMap(({ targets }) => targets.organizationalUnitIds)]);
    const accounts = unique(group.flatMap(({ targets }) => targets.accountIds));
    const management = group.some(({ targets }) => targets.isManagementAccount) ? [Aws.ACCOUNT_ID] : [];
    native.push(...[...units.length === 0 ? accounts : [], ...management].map(accountId => ({ permissionSet, principal, accountId })));
    if (units.length > 0) {
      kept.push(keptPair(permissionSet, principal, units, accounts));
    }
  }
  return { native, kept };
}

const unique = (values: string[]) => [...new Set(values)];

function keptPair(permissionSet: IPermissionSet, principal: IdentityCenterPrincipal, units: string[], accounts: string[]): KeptPair {
  return {
    content: {
      PermissionSetArn: permissionSet.permissionSetArn, PrincipalType: principal.principalType, PrincipalId: principal.principalId,
      ParentIds: units,
      ...accounts.length > 0 && { AccountIds: accounts },
    },
    size: PAIR + ID * (units.length + accounts.length),
  };
}

/** Pairs in portions that fit into the input of a target. */
export function chunksOf(pairs: readonly KeptPair[]): KeptPair[][] {
  const chunks: KeptPair[][] = [];
  let size = MAX_INPUT;
  for (const pair of pairs) {
    if (size + pair.size > MAX_INPUT) {
      chunks.push([]);
      size = FRAME;
    }
    chunks[chunks.length - 1].push(pair);
    size += pair.size;
  }
  return chunks;
}
