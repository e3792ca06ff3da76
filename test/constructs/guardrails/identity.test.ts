import { Stack } from 'aws-cdk-lib';
import { GuardrailParameters, GuardrailPolicies, Guardrails, GuardrailSet } from '../../../lib/constructs/guardrails';
import { PLATFORM_POLICY_PATTERN } from '../../../lib/core/naming';
import { PARAMETERS } from './proof';

const policies = (set: GuardrailSet, parameters: Partial<GuardrailParameters>) => () =>
  new GuardrailPolicies(new Stack(), 'Policies', { set, targets: [], parameters: { ...PARAMETERS, ...parameters } });

describe('roles within a boundary', () => {
  const boundariesOf = (parameters: GuardrailParameters) =>
    Guardrails.ROLES_WITHIN_BOUNDARY.statements(parameters)[0].conditions?.ArnNotLikeIfExists['iam:PermissionsBoundary'];
  const within = (permissionsBoundaries: string[]) => policies(GuardrailSet.PERMISSIONS_BOUNDARY, { permissionsBoundaries });

  test('have any boundary of the platform by default, which nobody else can edit', () => {
    expect(boundariesOf(PARAMETERS)).toEqual([PLATFORM_POLICY_PATTERN]);
    expect(Guardrails.PLATFORM_POLICIES_PROTECTED.statements(PARAMETERS)[0].resources).toContain(PLATFORM_POLICY_PATTERN);
  });

  test('can have a boundary that is named', () => {
    expect(boundariesOf({ ...PARAMETERS, permissionsBoundaries: ['arn:*:iam::*:policy/teams-boundary'] })).toEqual(['arn:*:iam::*:policy/teams-boundary']);
  });

  test('fail when a boundary is no ARN, none is left or one is repeated, and say how it is written', () => {
    expect(within(['lz-boundary'])).toThrow('\'permissionsBoundaries\' must be ARN patterns such as "arn:*:iam::*:policy/lz/*", got "lz-boundary": write it so');
    expect(within([])).toThrow('\'permissionsBoundaries\' must have a value, got none: leave it out for the default');
    expect(within([PLATFORM_POLICY_PATTERN, PLATFORM_POLICY_PATTERN])).toThrow('\'permissionsBoundaries\' must not repeat');
  });
});

describe('outbound tokens', () => {
  const { NO_OUTBOUND_TOKENS } = Guardrails;

  test.each([{ webIdentityAudiences: undefined }, { webIdentityAudiences: [] }])('are denied for every audience where $webIdentityAudiences is named', audiences => {
    expect(NO_OUTBOUND_TOKENS.statements({ ...PARAMETERS, ...audiences }))
      .toEqual([{ actions: ['iam:EnableOutboundWebIdentityFederation', 'sts:GetWebIdentityToken'] }]);
  });

  test('fail when an audience is repeated, and say so', () => {
    expect(policies(GuardrailSet.RECOMMENDED, { webIdentityAudiences: ['api://a', 'api://a'] }))
      .toThrow('\'webIdentityAudiences\' must not repeat, got "api://a" 2 times');
  });
});
