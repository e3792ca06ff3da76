export * from './alert-subscription';
export * from './alert-topics';
export * from './alert-webhooks';
export * from './security-alarm';
export * from './security-alarms';
export * from './severity';
