export * from './cost-assumptions';
export * from './cost-estimate';
export * from './organization-description';
export * from './organization-size';
export * from './price';
export * from './prices';
export * from './service-presets';
export * from './service-selection';
