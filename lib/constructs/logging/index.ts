export * from './access-log-bucket';
export * from './log-archive';
export * from './log-bucket';
export * from './log-lifecycle';
export * from './log-retention';
export * from './log-source';
export * from './organization-trail';
export * from './trail-data-events';
