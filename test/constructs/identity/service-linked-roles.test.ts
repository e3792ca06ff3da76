import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ServiceLinkedRoles } from '../../../lib/constructs/identity';
import { createServiceLinkedRole, findServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { deploy, WORKLOAD, worldWith, writesOf } from '../deployed';

function templateOf(services?: string[]): Template {
  const stack = new Stack(new App(), 'Stack');
  new ServiceLinkedRoles(stack, 'Roles', { services });
  return Template.fromStack(stack);
}

const ofAccount = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:role/${name}`]] });

describe('defaults', () => {
  test('asks for the role of AWS Config', () => {
    templateOf().hasResourceProperties('Custom::ServiceLinkedRoles', { Roles: [{ Service: 'config.amazonaws.com', RoleName: 'AWSServiceRoleForConfig' }] });
  });

  test('may create this role only, and look whether it is there', () => {
    const [role] = Object.values(templateOf().findResources('AWS::IAM::Role'));
    const arn = ofAccount('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig');
    expect(role.Properties.Policies[0].PolicyDocument.Statement.slice(0, 2)).toEqual([
      { Sid: 'ReadRole', Effect: 'Allow', Action: 'iam:GetRole', Resource: [arn, ofAccount('AWSServiceRoleForConfig')] },
      {
        Sid: 'CreateRole', Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: arn,
        Condition: { StringEquals: { 'iam:AWSServiceName': 'config.amazonaws.com' } },
      },
    ]);
  });
});

describe('options', () => {
  test('asks for the roles of other services, in an order of their own', () => {
    templateOf(['guardduty.amazonaws.com', 'config.amazonaws.com']).hasResourceProperties('Custom::ServiceLinkedRoles', {
      Roles: [
        { Service: 'config.amazonaws.com', RoleName: 'AWSServiceRoleForConfig' },
        { Service: 'guardduty.amazonaws.com', RoleName: 'AWSServiceRoleForAmazonGuardDuty' },
      ],
    });
  });
});

describe('import', () => {
  test('needs no import: a role that is there is taken as it is', () => {
    templateOf().resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
  });
});

describe('validation', () => {
  test.each([
    [[], /'services' must name a service, got none/],
    [['config.amazonaws.com', 'config.amazonaws.com'], /'services' must not repeat/],
    [['nobody.amazonaws.com'], /'services' must be of access-analyzer.amazonaws.com, .*, got "nobody.amazonaws.com"/],
  ])('fails for %j, and says what it takes', (services, message) => {
    expect(() => templateOf(services)).toThrow(message);
  });
});

describe('deployed', () => {
  const into = (world: World) => deploy(world, { account: WORKLOAD, build: stack => { new ServiceLinkedRoles(stack, 'Roles'); } });

  test('creates the role that the account lacks, and nothing when it runs again', async () => {
    const world = worldWith();
    const deployment = await into(world);
    expect(findServiceLinkedRole(world, WORKLOAD, 'config.amazonaws.com')).toBeDefined();
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('takes the role that the account has', async () => {
    const world = worldWith();
    const role = createServiceLinkedRole(world, WORKLOAD, 'config.amazonaws.com');
    await into(world);
    expect(writesOf(world.calls)).not.toContain('iam:CreateServiceLinkedRole');
    expect(findServiceLinkedRole(world, WORKLOAD, 'config.amazonaws.com')).toEqual(role);
  });
});
