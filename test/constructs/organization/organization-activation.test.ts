import { Template } from 'aws-cdk-lib/assertions';
import {
  DelegatedAdministrators, Organization, OrganizationActivation, OrganizationActivationProps, PolicyType, TrustedService,
} from '../../../lib/constructs/organization';
import { CODE } from '../../../lib/constructs/organization/private/organization-activation.bundle';
import { Caller } from '../../../rehearsal/aws/contract';
import { runHandler } from '../../../rehearsal/lambda';
import { testStack } from './test-app';

const DEFAULTS = { policyTypes: [PolicyType.SERVICE_CONTROL_POLICY, PolicyType.S3_POLICY], trustedServices: [TrustedService.CLOUDTRAIL] };

function templateOf(props: Partial<OrganizationActivationProps> = {}): Template {
  const stack = testStack();
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
  new OrganizationActivation(stack, 'Activation', { organization, ...DEFAULTS, ...props });
  return Template.fromStack(stack);
}

interface Statement { Sid: string; Effect: string; Action: string | string[]; Resource: unknown; Condition?: object }

function statementsOf(template: Template): Statement[] {
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  return role.Properties.Policies[0].PolicyDocument.Statement;
}

const actionsOf = (template: Template) => [...new Set(statementsOf(template).flatMap(statement => statement.Action))].sort();

const arn = (rest: string) => `arn:aws${rest}`;

describe('defaults', () => {
  test('enables StackSets and central root access, which needs trusted access of IAM', () => {
    templateOf().hasResourceProperties('Custom::OrganizationActivation', {
      RootId: 'r-a1b2',
      PolicyTypes: ['SERVICE_CONTROL_POLICY', 'S3_POLICY'],
      TrustedServices: ['cloudtrail.amazonaws.com', 'iam.amazonaws.com'],
      ServiceLinkedRoles: [],
      CentralRootAccess: true,
      StackSets: true,
    });
  });

  test('may do exactly what it calls', () => {
    expect(actionsOf(templateOf())).toEqual([
      'cloudformation:ActivateOrganizationsAccess',
      'cloudformation:DescribeOrganizationsAccess',
      'iam:CreateServiceLinkedRole',
      'iam:EnableOrganizationsRootCredentialsManagement',
      'iam:EnableOrganizationsRootSessions',
      'iam:ListOrganizationsFeatures',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'organizations:EnableAWSServiceAccess',
      'organizations:EnablePolicyType',
      'organizations:ListAWSServiceAccessForOrganization',
      'organizations:ListRoots',
    ]);
  });

  test('may enable only the types that are named, on this root', () => {
    expect(statementsOf(templateOf())).toContainEqual({
      Sid: 'EnablePolicyTypes',
      Effect: 'Allow',
      Action: 'organizations:EnablePolicyType',
      Resource: arn(':organizations::111111111111:root/o-a1b2c3d4e5/r-a1b2'),
      Condition: { StringEquals: { 'organizations:PolicyType': ['SERVICE_CONTROL_POLICY', 'S3_POLICY'] } },
    });
  });

  test('may trust only the services that are named, and StackSets', () => {
    const conditions = statementsOf(templateOf()).filter(statement => statement.Action === 'organizations:EnableAWSServiceAccess').map(statement => statement.Condition);
    expect(conditions).toEqual([
      { StringEquals: { 'organizations:ServicePrincipal': 'member.org.stacksets.cloudformation.amazonaws.com' } },
      { StringEquals: { 'organizations:ServicePrincipal': ['cloudtrail.amazonaws.com', 'iam.amazonaws.com'] } },
    ]);
  });

  test('has code that stands in the template, and a role that guardrails exempt', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'lz-organization-activation', Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler', Timeout: 900,
    });
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'lz-organization-activation', Path: '/lz/' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/lz-organization-activation', RetentionInDays: 365 });
  });
});

describe('options', () => {
  test('shares its function with another activation of the stack', () => {
    const stack = testStack();
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    new OrganizationActivation(stack, 'Activation', { organization, ...DEFAULTS });
    new OrganizationActivation(stack, 'More', { organization, policyTypes: [PolicyType.TAG_POLICY], trustedServices: [TrustedService.CLOUDTRAIL] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    expect(statementsOf(template).map(({ Sid }) => Sid)).toEqual(expect.arrayContaining(['EnablePolicyTypes', 'EnablePolicyTypes2']));
  });

  test('creates service-linked roles, and may create no other', () => {
    const template = templateOf({ serviceLinkedRoles: ['cloudtrail.amazonaws.com'] });
    template.hasResourceProperties('Custom::OrganizationActivation', {
      ServiceLinkedRoles: [{ Service: 'cloudtrail.amazonaws.com', RoleName: 'AWSServiceRoleForCloudTrail' }],
    });
    const role = arn(':iam::111111111111:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail');
    expect(statementsOf(template)).toEqual(expect.arrayContaining([
      { Sid: 'ReadRole1', Effect: 'Allow', Action: 'iam:GetRole', Resource: [arn(':iam::111111111111:role/AWSServiceRoleForCloudTrail'), role] },
      {
        Sid: 'CreateRole1',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: role,
        Condition: { StringEquals: { 'iam:AWSServiceName': 'cloudtrail.amazonaws.com' } },
      },
    ]));
  });

  test('enables sharing with the organization, and may trust and make no role but that of RAM for it', () => {
    const template = templateOf({ resourceSharing: true });
    template.hasResourceProperties('Custom::OrganizationActivation', { ResourceSharing: true });
    const role = arn(':iam::111111111111:role/aws-service-role/ram.amazonaws.com/AWSServiceRoleForResourceAccessManager');
    expect(statementsOf(template)).toEqual(expect.arrayContaining([
      {
        Sid: 'ShareWithOrganization', Effect: 'Allow', Resource: '*',
        Action: ['organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'ram:EnableSharingWithAwsOrganization'],
      },
      {
        Sid: 'TrustSharing', Effect: 'Allow', Action: 'organizations:EnableAWSServiceAccess', Resource: '*',
        Condition: { StringEquals: { 'organizations:ServicePrincipal': 'ram.amazonaws.com' } },
      },
      {
        Sid: 'CreateSharingRole', Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: role,
        Condition: { StringEquals: { 'iam:AWSServiceName': 'ram.amazonaws.com' } },
      },
    ]));
  });

  test('shares nothing, and may not, unless it is asked to', () => {
    const template = templateOf();
    expect(actionsOf(template).filter(action => action.startsWith('ram:'))).toEqual([]);
    expect(JSON.stringify(template.findResources('Custom::OrganizationActivation'))).not.toContain('ResourceSharing');
  });

  test('asks for no permission that it does not need', () => {
    const template = templateOf({ policyTypes: [], trustedServices: [], centralRootAccess: false, stackSets: false });
    expect(actionsOf(template)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });

  test('is the same whatever the order of services', () => {
    const services = [TrustedService.CLOUDTRAIL, TrustedService.of('detective.amazonaws.com')];
    expect(templateOf({ trustedServices: services }).toJSON()).toEqual(templateOf({ trustedServices: [...services].reverse() }).toJSON());
  });
});

describe('handler', () => {
  const ROLE: Caller = { label: 'role', principal: { arn: 'arn:x:iam::111111111111:role/f', kind: 'role' }, accountId: '111111111111', identity: [] };

  /** The very text of the template against a CloudFormation that describes its access so, one answer after the other, the last for ever. */
  function activate(...answers: string[]) {
    const calls: string[] = [];
    const told: { Status: string; Reason?: string }[] = [];
    let time = 0;
    const request = {
      RequestType: 'Create', ResponseURL: 'https://answer.example.com/', StackId: 's', RequestId: 'r', LogicalResourceId: 'l',
      ResourceProperties: { RootId: 'r-a1b2', PolicyTypes: [], TrustedServices: [], ServiceLinkedRoles: [], StackSets: 'true', CentralRootAccess: 'false' },
    };
    runHandler({
      functionArn: 'arn:x:lambda:eu-central-1:111111111111:function:f', functionName: 'f', accountId: '111111111111', region: 'eu-central-1',
      code: CODE, handler: 'index.handler', runtime: 'nodejs24.x', environment: {}, timeoutSeconds: 900, memoryMegabytes: 128,
    }, ROLE, request, {
      now: () => time,
      advance: milliseconds => { time += milliseconds; },
      call: (_, operation) => {
        calls.push(operation);
        return operation === 'DescribeOrganizationsAccess' ? { Status: answers.length > 1 ? answers.shift() : answers[0] } : {};
      },
      session: () => ROLE,
      fetch: ({ body }) => {
        told.push(JSON.parse(body));
        return { status: 200, body: '' };
      },
    });
    return { calls, told: told[0] };
  }

  test('activates StackSets and waits until they are enabled', () => {
    const { calls, told } = activate('DISABLED', 'DISABLED', 'DISABLED', 'ENABLED');
    const asks = 'DescribeOrganizationsAccess';
    expect(calls).toEqual([asks, 'ActivateOrganizationsAccess', asks, asks, asks]);
    expect(told).toMatchObject({ Status: 'SUCCESS' });
  });

  test('writes nothing where they are enabled', () => {
    expect(activate('ENABLED').calls).toEqual(['DescribeOrganizationsAccess']);
  });

  test('fails when they are never enabled, long before the function ends, and says what to do', () => {
    expect(activate('DISABLED').told).toMatchObject({ Status: 'FAILED', Reason: 'Error: StackSets are DISABLED after 6 minutes, not ENABLED: deploy again' });
  });
});

describe('delegated administrators', () => {
  const delegation = (props: { accountId?: string; services?: TrustedService[] } = {}) => {
    const stack = testStack();
    new DelegatedAdministrators(stack, 'Security', { accountId: '222222222222', services: [TrustedService.IAM, TrustedService.ACCESS_ANALYZER], ...props });
    return Template.fromStack(stack);
  };

  test('registers the account for each service', () => {
    delegation().hasResourceProperties('Custom::DelegatedAdministrators', {
      AccountId: '222222222222', Services: ['access-analyzer.amazonaws.com', 'iam.amazonaws.com'],
    });
  });

  test('may register this account for these services, and nothing else', () => {
    const account = arn(':organizations::111111111111:account/*/222222222222');
    expect(statementsOf(delegation()).slice(0, 2)).toEqual([
      { Sid: 'ReadDelegation', Effect: 'Allow', Action: 'organizations:ListDelegatedServicesForAccount', Resource: account },
      {
        Sid: 'Delegate',
        Effect: 'Allow',
        Action: 'organizations:RegisterDelegatedAdministrator',
        Resource: account,
        Condition: { StringEquals: { 'organizations:ServicePrincipal': ['access-analyzer.amazonaws.com', 'iam.amazonaws.com'] } },
      },
    ]);
  });

  test('fails without services and with a malformed account, and says both', () => {
    expect(() => delegation({ accountId: '1', services: [] })).toThrow(/'accountId' must be an account id of 12 digits.*\n.*'services' must name a service, got none/);
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    expect(() => templateOf({
      policyTypes: [PolicyType.S3_POLICY, PolicyType.S3_POLICY],
      trustedServices: [TrustedService.STACKSETS],
      serviceLinkedRoles: ['s3.amazonaws.com'],
    })).toThrow(/3 problems\n.*'policyTypes' must not repeat.*\n.*'trustedServices' must not contain StackSets.*use 'stackSets'.*\n.*'serviceLinkedRoles' must be services whose role is known, got "s3.amazonaws.com"/);
  });

  test('fails for a service principal that is none', () => {
    expect(() => TrustedService.of('detective')).toThrow(/'servicePrincipal' must be a service principal such as "detective.amazonaws.com", got "detective"/);
  });
});
