export { RESOURCE_TYPES } from './resource-types';
