export * from './assembly';
export * from './logical-id';
export * from './read-assembly';
