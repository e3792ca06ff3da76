export * from './access-role-props';
export * from './audit-role';
export * from './break-glass-role';
export * from './organization-perimeter';
export * from './password-policy';
export * from './public-principals';
export * from './service-linked-roles';
export * from './support-role';
