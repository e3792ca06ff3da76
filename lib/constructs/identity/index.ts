export * from './break-glass-role';
