export * from './default-vpc-removal';
export * from './default-vpc-removal-role';
export * from './host-management-role';
export * from './session-manager-defaults';
export * from './session-manager-defaults-role';
