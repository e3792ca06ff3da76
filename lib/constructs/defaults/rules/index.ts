export * from './bucket-public-access';
