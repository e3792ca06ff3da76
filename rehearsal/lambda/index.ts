export * from './invocation';
export * from './run-handler';
