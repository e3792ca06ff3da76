import { Template } from 'aws-cdk-lib/assertions';
import { Organization, OrganizationalUnit } from '../../../lib/constructs/organization';
import { testStack } from './test-app';

describe('defaults', () => {
  test('creates an organization with all features, and keeps it whatever happens', () => {
    const stack = testStack();
    new Organization(stack, 'Organization');
    Template.fromStack(stack).hasResource('AWS::Organizations::Organization', {
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { FeatureSet: 'ALL' },
    });
  });

  test('gives the ids of the organization and of its root', () => {
    const stack = testStack();
    const organization = new Organization(stack, 'Organization');
    const id = stack.getLogicalId(organization.node.defaultChild as never);
    expect(stack.resolve(organization.organizationId)).toEqual({ 'Fn::GetAtt': [id, 'Id'] });
    expect(stack.resolve(organization.rootId)).toEqual({ 'Fn::GetAtt': [id, 'RootId'] });
    expect(organization.root).toMatchObject({ parentId: organization.rootId, depth: 0 });
  });
});

describe('import', () => {
  test('adopts an organization by its ids and creates nothing', () => {
    const stack = testStack();
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    new OrganizationalUnit(stack, 'Unit', { organizationalUnitName: 'Security', parent: organization.root });
    Template.fromStack(stack).resourceCountIs('AWS::Organizations::Organization', 0);
    Template.fromStack(stack).hasResourceProperties('AWS::Organizations::OrganizationalUnit', { ParentId: 'r-a1b2' });
  });
});

describe('validation', () => {
  test('fails with both ids when both are malformed, and says where they stand', () => {
    expect(() => Organization.fromOrganizationAttributes(testStack(), 'Organization', { organizationId: 'a1', rootId: 'o-x' })).toThrow(
      /'organizationId' must be an organization id such as "o-a1b2c3d4e5", got "a1".*\n.*'rootId' must be a root id such as "r-a1b2", got "o-x"/);
  });
});
