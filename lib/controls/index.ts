export * from './service-selection';
