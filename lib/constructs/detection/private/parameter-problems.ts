import { Problems } from '../../../core/validation';
import { ConformancePackParameters } from '../conformance-pack-parameters';

/** Number of ports that the rule takes. */
const MAX_BLOCKED_PORTS = 5;

/** Parameters that are numbers, with the least and the most that the rules take. */
const RANGES = {
  minimumPasswordLength: [6, 128],
  passwordReusePrevention: [1, 24],
  maxPasswordAgeDays: [0, 1095],
  maxAccessKeyAgeDays: [1, 3650],
  maxCredentialUsageAgeDays: [1, 3650],
  minimumLogRetentionDays: [1, 3653],
  certificateExpirationDays: [1, 365],
} as const;

/** Every mistake in parameters. */
export function parameterProblems(parameters: ConformancePackParameters): Problems {
  const { blockedPorts, authorizedTcpPorts = [] } = parameters;
  const numbers = (Object.keys(RANGES) as (keyof typeof RANGES)[]).flatMap(name => rangeProblems(name, parameters[name], RANGES[name]));
  const count = blockedPorts?.length ?? 1;
  return [
    ...numbers,
    ...count >= 1 && count <= MAX_BLOCKED_PORTS ? []
      : [`'blockedPorts' must name 1 to ${MAX_BLOCKED_PORTS} ports, got ${count}: the rule takes no more, keep the most dangerous ones`],
    ...(blockedPorts ?? []).flatMap(port => rangeProblems('blockedPorts', port, [1, 65535])),
    ...authorizedTcpPorts.flatMap(port => rangeProblems('authorizedTcpPorts', port, [1, 65535])),
  ];
}

function rangeProblems(prop: string, value: number | undefined, [min, max]: readonly [number, number]): Problems {
  return value === undefined || (Number.isInteger(value) && value >= min && value <= max) ? []
    : [`'${prop}' must be a whole number from ${min} to ${max}, got ${value}: correct it`];
}
