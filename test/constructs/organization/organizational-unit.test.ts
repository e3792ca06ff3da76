import { Match, Template } from 'aws-cdk-lib/assertions';
import { IOrganizationParent, Organization, OrganizationalUnit } from '../../../lib/constructs/organization';
import { testStack } from './test-app';

const rootOf = (stack = testStack()) => new Organization(stack, 'Organization').root;

describe('defaults', () => {
  test('creates a unit below the root, and keeps it whatever happens', () => {
    const stack = testStack();
    const unit = new OrganizationalUnit(stack, 'Unit', { organizationalUnitName: 'Security', parent: rootOf(stack) });
    Template.fromStack(stack).hasResource('AWS::Organizations::OrganizationalUnit', {
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { Name: 'Security', ParentId: { 'Fn::GetAtt': [Match.anyValue(), 'RootId'] } },
    });
    expect(unit).toMatchObject({ depth: 1, parentId: unit.organizationalUnitId });
  });
});

describe('options', () => {
  test('can lie five levels deep', () => {
    const stack = testStack();
    let parent: IOrganizationParent = rootOf(stack);
    for (let depth = 1; depth <= 5; depth++) {
      parent = new OrganizationalUnit(stack, `Unit${depth}`, { organizationalUnitName: `Level ${depth}`, parent });
    }
    expect(parent.depth).toBe(5);
  });
});

describe('import', () => {
  test('adopts a unit by its id and creates nothing', () => {
    const stack = testStack();
    const unit = OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', 'ou-a1b2-c3d4e5f6');
    expect(unit).toMatchObject({ organizationalUnitId: 'ou-a1b2-c3d4e5f6', parentId: 'ou-a1b2-c3d4e5f6', depth: 1 });
    Template.fromStack(stack).resourceCountIs('AWS::Organizations::OrganizationalUnit', 0);
  });

  test('knows how deep an adopted unit lies when told', () => {
    const stack = testStack();
    const parent = OrganizationalUnit.fromOrganizationalUnitAttributes(stack, 'Unit', { organizationalUnitId: 'ou-a1b2-c3d4e5f6', depth: 5 });
    expect(() => new OrganizationalUnit(stack, 'Below', { organizationalUnitName: 'Below', parent })).toThrow(/at most 5 levels below the root, got level 6/);
  });
});

describe('validation', () => {
  test('fails below the fifth level and for a long name, and says both', () => {
    const stack = testStack();
    const parent = OrganizationalUnit.fromOrganizationalUnitAttributes(stack, 'Unit', { organizationalUnitId: 'ou-a1b2-c3d4e5f6', depth: 5 });
    expect(() => new OrganizationalUnit(stack, 'Below', { organizationalUnitName: 'x'.repeat(129), parent })).toThrow(
      /'organizationalUnitName' must have 1 to 128 characters, got 129.*\n.*'parent' must put the unit at most 5 levels below the root, got level 6: flatten the tree/);
  });

  test('fails for an id that is none, and says where ids stand', () => {
    expect(() => OrganizationalUnit.fromOrganizationalUnitId(testStack(), 'Unit', 'Security')).toThrow(
      /'organizationalUnitId' must be an OU id such as "ou-a1b2-c3d4e5f6", got "Security"/);
  });
});
