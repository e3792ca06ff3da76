import { configuration } from '../../config/landing-zone';
import { HANDLERS, MEMBER_HANDLERS, MEMBERSHIP, OWN_HANDLERS } from '../../lib/constructs/organization/private/stack-set-execution-statements';
import { decide } from '../../rehearsal/aws/authorization';
import { findRole } from '../../rehearsal/aws/services/iam';
import { LivingExample } from './living-example';

const { homeRegion, managementAccountId: MANAGEMENT } = configuration;

const example = new LivingExample();
beforeAll(() => example.deploy(), 60_000);

/** Whether the execution role of self-managed StackSets may do that in the management account. */
function mayExecute(action: string, resource: string, context: Readonly<Record<string, string>> = {}): boolean {
  const role = findRole(example.world, MANAGEMENT, 'lz-stackset-execution')!;
  const request = { action, resource, region: homeRegion, resourceAccountId: MANAGEMENT, context };
  return decide(example.world, example.world.sessionOf(role.arn), request).allowed;
}

const roleArn = (name: string) => `arn:aws:iam::${MANAGEMENT}:role/${name}`;
const functionArn = (name: string) => `arn:aws:lambda:${homeRegion}:${MANAGEMENT}:function:${name}`;
const ofStackSet = ({ origin }: { readonly origin?: { readonly stackId: string } }) => /stack\/StackSet-lz-/.test(origin?.stackId ?? '');
const inManagement = ({ accountId }: { readonly accountId: string }) => accountId === MANAGEMENT;

/** Roles and functions that the stacks of the management account made, not its StackSets. */
const ownRoles = () => [...example.world.state.iam.roles.values()].filter(role => inManagement(role) && role.name.startsWith('lz-') && !ofStackSet(role));
const functions = () => [...example.world.state.lambda.functions.values()].filter(inManagement);
const ownFunctions = () => functions().filter(one => !ofStackSet(one));
const namesOf = (named: readonly { readonly name: string }[]) => [...new Set(named.map(({ name }) => name))].sort();

describe('the lists of functions', () => {
  test('name each one that the stacks of the management account have; in an adopted organization there is one more', () => {
    expect([...namesOf(ownFunctions()), 'lz-account-placement-check'].sort()).toEqual([...OWN_HANDLERS].sort());
  });

  test('name each one that the StackSets bring there, and no other', () => {
    expect(namesOf(functions().filter(ofStackSet))).toEqual([...HANDLERS, MEMBERSHIP].sort());
  });
});

describe('the roles of functions that only members have', () => {
  const made = () => [...example.world.state.iam.roles.values()]
    .filter(role => inManagement(role) && ofStackSet(role)).map(({ name }) => name);

  test('are in the management account too, and handed to nothing there', () => {
    expect(made()).toEqual(expect.arrayContaining([...MEMBER_HANDLERS]));
    MEMBER_HANDLERS.forEach(name => {
      expect(mayExecute('iam:PassRole', roleArn(`lz/${name}`), { 'iam:PassedToService': 'lambda.amazonaws.com' })).toBe(false);
      expect(mayExecute('lambda:CreateFunction', functionArn(name))).toBe(false);
    });
  });
});

describe('who may update self-managed StackSets', () => {
  test('changes no role and no function of the stacks beside them, and runs none', () => {
    expect(ownRoles().map(({ name }) => name)).toEqual(expect.arrayContaining(['lz-stackset-administration', 'lz-stackset-execution', 'lz-stackset-reconcile']));
    expect(ownFunctions().map(({ name }) => name)).toEqual(expect.arrayContaining(['lz-organization-activation', 'lz-stackset-reconcile']));
    const writes = ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRole'];
    const touched = [
      ...ownRoles().flatMap(({ arn }) => writes.filter(action => mayExecute(action, arn)).map(action => `${action} ${arn}`)),
      ...ownFunctions().flatMap(({ arn }) =>
        ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'].filter(action => mayExecute(action, arn)).map(action => `${action} ${arn}`)),
    ];
    expect(touched).toEqual([]);
  });

  test('hands no role of theirs to code of its own, but for the one that a template uses', () => {
    const handed = ownRoles().filter(({ arn }) => mayExecute('iam:PassRole', arn, { 'iam:PassedToService': 'lambda.amazonaws.com' }));
    expect(handed.map(({ name }) => name)).toEqual(['lz-security-hub-membership']);
  });

  test('makes no role or function of another name, leaves the alarms of other stacks alone, and makes no second administrator', () => {
    expect(mayExecute('iam:CreateRole', roleArn('lz/lz-other'))).toBe(false);
    expect(mayExecute('lambda:CreateFunction', functionArn('lz-other'))).toBe(false);
    const alarmArn = (name: string) => `arn:aws:cloudwatch:us-east-1:${MANAGEMENT}:alarm:${name}`;
    expect(['lz-events-unsent-event-forwarding', 'lz-root-usage'].map(name => mayExecute('cloudwatch:DeleteAlarms', alarmArn(name)))).toEqual([true, false]);
    const administrator = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' };
    expect(['lz/lz-break-glass', 'lz/lz-config-recorder', 'service-role/lz-host-management']
      .map(name => mayExecute('iam:AttachRolePolicy', roleArn(name), administrator))).toEqual([true, false, false]);
  });

  test('gives a role of people any policy as long as it has a boundary, which it neither takes away nor replaces by another', () => {
    const support = findRole(example.world, MANAGEMENT, 'lz-support')!;
    const { boundary } = support;
    const attached = () => mayExecute('iam:AttachRolePolicy', support.arn, { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const bound = (name: string) =>
      mayExecute('iam:PutRolePermissionsBoundary', support.arn, { 'iam:PermissionsBoundary': `arn:aws:iam::${MANAGEMENT}:policy/${name}` });
    expect(boundary).toBe(`arn:aws:iam::${MANAGEMENT}:policy/lz/lz-developer-boundary`);
    expect([attached(), mayExecute('iam:DeleteRolePermissionsBoundary', support.arn)]).toEqual([true, false]);
    expect(['lz/lz-developer-boundary', 'lz/lz-administrator-boundary', 'lz/other', 'wide'].map(bound)).toEqual([true, true, false, false]);

    support.boundary = undefined;
    try {
      expect(attached()).toBe(false);
    } finally {
      support.boundary = boundary;
    }
  });

  test('makes and changes no identity provider that the configuration does not name', () => {
    const providers = ['saml-provider/partner', 'oidc-provider/gitlab.com'].map(provider => `arn:aws:iam::${MANAGEMENT}:${provider}`);
    const writes = ['iam:CreateSAMLProvider', 'iam:UpdateSAMLProvider', 'iam:CreateOpenIDConnectProvider', 'iam:AddClientIDToOpenIDConnectProvider'];
    expect(providers.flatMap(arn => writes.filter(action => mayExecute(action, arn)))).toEqual([]);
  });
});
