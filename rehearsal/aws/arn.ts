/** The parts of an Amazon Resource Name. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All after the fifth colon, e.g. `role/lz/break-glass`. */
  readonly resource: string;
}

/** Splits an ARN; undefined for what is none. */
export function parseArn(arn: string): ArnParts | undefined {
  const [prefix, partition, service, region, accountId, ...resource] = arn.split(':');
  return prefix === 'arn' && resource.length > 0 ? { partition, service, region, accountId, resource: resource.join(':') } : undefined;
}
