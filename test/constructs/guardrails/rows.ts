import { PrincipalName } from './principals';
import { ProofRow } from './proof';

/** What is asked for, whoever asks. */
export type Request = Omit<ProofRow, 'title' | 'by'>;

/** A request on a resource that has no name, or none that matters. */
export const on = (action: string, resource = '*', context?: ProofRow['context']): Request => ({ action, resource, ...(context ? { context } : {}) });

/** A row for each request of one principal. */
export const each = (by: PrincipalName, requests: readonly Request[]): ProofRow[] =>
  requests.map(request => ({ title: `to ${request.action.split(':')[1]}`, by, ...request }));

/** The same request of those whom all guardrails of the platform exempt. */
export const ofThePlatform = (...requests: Request[]): ProofRow[] => requests.flatMap((request): ProofRow[] => [
  { title: 'break-glass', by: 'breakGlass', ...request },
  { title: 'StackSets', by: 'stackSets', ...request },
]);

/** The same request of those who have all permissions, or look like somebody who is exempt, and are not. */
export const ofThePowerful = (request: Request): ProofRow[] => [
  { title: 'of an administrator', by: 'administrator', ...request },
  { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...request },
  { title: 'of a CDK deployment', by: 'cdkDeployRole', ...request },
  { title: 'of a role that looks like break-glass', by: 'impostor', ...request },
  { title: 'of an IAM user', by: 'user', ...request },
];

/** The same request of those whom no service control policy binds. */
export const ofTheUnbound = (request: Request): ProofRow[] => [
  { title: 'of a service-linked role', by: 'serviceLinkedRole', ...request },
  { title: 'of the management account', by: 'management', ...request },
];
