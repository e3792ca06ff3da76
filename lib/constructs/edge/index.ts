export * from './managed-rule-group';
export * from './secure-application-load-balancer';
export * from './secure-network-load-balancer';
export * from './secure-web-acl';
export * from './web-application-firewall';
