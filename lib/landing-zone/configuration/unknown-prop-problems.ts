import { LandingZoneProps } from '../landing-zone-props';

/** What the TypeScript compiler checks, once more at run time: other callers, and `as` casts, get past it. */
interface Shape {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly nested?: Readonly<Record<string, Shape>>;
}

const CORE_ACCOUNT: Shape = { required: ['name', 'email'], optional: ['accountId'] };

const LANDING_ZONE: Shape = {
  required: ['managementAccountId', 'homeRegion', 'governedRegions', 'logArchive', 'security', 'breakGlass'],
  optional: ['enabledOptInRegions', 'organization', 'organizationalUnits', 'accounts', 'guardrails'],
  nested: {
    organization: { required: ['organizationId', 'rootId'] },
    organizationalUnits: { required: ['path'], optional: ['organizationalUnitId'] },
    logArchive: { required: ['account'], optional: ['retention'], nested: { account: CORE_ACCOUNT } },
    security: { required: ['account'], nested: { account: CORE_ACCOUNT } },
    accounts: { required: ['name', 'email', 'organizationalUnit'], optional: ['accountId'] },
    breakGlass: { required: ['trustedUserArns'] },
    guardrails: { required: [], optional: ['rollout', 'placements', 'trustedAccountIds', 'globalServices', 'quotas'] },
  },
};

/** Props that are missing, and props that nobody reads. */
export function unknownPropProblems(props: LandingZoneProps): string[] {
  return shapeProblems('', props as unknown as Record<string, unknown>, LANDING_ZONE);
}

function shapeProblems(path: string, value: Record<string, unknown>, shape: Shape): string[] {
  const known = [...shape.required, ...shape.optional ?? []];
  return [
    ...shape.required.filter(name => value[name] === undefined).map(name => `'${path}${name}' must be given, got nothing: add it`),
    ...Object.keys(value).filter(name => !known.includes(name)).map(name =>
      `'${path}${name}' must be a prop of the landing zone, got ${JSON.stringify(name)}: it is one of ${known.join(', ')}`),
    ...Object.entries(shape.nested ?? {}).flatMap(([name, inner]) => {
      const nested = value[name] as Record<string, unknown> | readonly Record<string, unknown>[] | undefined;
      return [nested ?? []].flat().flatMap((item, i) => shapeProblems(`${path}${name}${Array.isArray(nested) ? `[${i}]` : ''}.`, item, inner));
    }),
  ];
}
