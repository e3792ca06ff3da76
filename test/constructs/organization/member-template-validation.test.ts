import { CfnResource, Validations } from 'aws-cdk-lib';
import { MemberTemplateValidation, OrganizationalUnit, StackSet, StackSetTargets } from '../../../lib/constructs/organization';
import { HOME_REGION, testApp, testStack } from './test-app';

test('fails for a wrong property inside the template of a StackSet, which CDK by itself does not see', () => {
  const app = testApp();
  const stack = testStack(app);
  const targets = StackSetTargets.organizationalUnits(OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', 'ou-a1b2-c3d4e5f6'));
  const stackSet = new StackSet(stack, 'StackSet', { stackSetName: 'lz-test', targets, regions: [HOME_REGION] });
  new CfnResource(stackSet.template, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayNaem: 'typo' } });
  Validations.of(app).addPlugins(new MemberTemplateValidation());
  expect(() => app.synth()).toThrow(/Stack\/StackSet\/Template\/Topic[^]*DisplayNaem|DisplayNaem[^]*Stack\/StackSet\/Template\/Topic/);
});
