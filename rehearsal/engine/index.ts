export * from './declared-path';
export * from './deployment';
export * from './fault';
export * from './listener';
export * from './member-paths';
export * from './member-stack-deployer';
export { importCommand } from './recovery';
export * from './stack-state';
