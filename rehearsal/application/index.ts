export * from './application-options';
export { BlockedPermission } from './blocked-permissions';
export { deployApplication } from './deploy-application';
export * from './rehearsed-application';
export { WrongUseError } from './wrong-use';
