import { CfnResource } from 'aws-cdk-lib';
import { rehearse } from '../../../rehearsal';
import { HOME, tinyOrganization } from '../api/tiny-app';

/** A StackSet whose operation survives every failure, with a resource that cannot be made. */
function tolerant() {
  const tiny = tinyOrganization();
  const set = tiny.baseline.node.findAll().find(child => CfnResource.isCfnResource(child) && child.cfnResourceType === 'AWS::CloudFormation::StackSet') as CfnResource;
  set.addPropertyOverride('OperationPreferences.FailureTolerancePercentage', 100);
  new CfnResource(tiny.baseline.template, 'Role', {
    type: 'AWS::IAM::Role', properties: { RoleName: 'OrganizationAccountAccessRole', AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
  });
  return tiny.app;
}

test('an instance that fails within the tolerance is listed with its reason, in the phase that deployed it', async () => {
  const rehearsal = await rehearse(tolerant(), { faults: 'none' });
  expect(rehearsal.phases[0]).toMatchObject({ id: 'first-deployment', status: 'failed' });
  expect(rehearsal.failure?.details).toMatchObject({
    rule: { id: 'life/no-failed-instances' }, region: HOME, remedy: expect.stringContaining('mend the reason'),
    message: expect.stringMatching(/stack instances failed: tiny-global in \d{12} eu-central-1: role OrganizationAccountAccessRole exists already/),
  });
});

test('life after the deployment is rehearsed all the same', async () => {
  const rehearsal = await rehearse(tolerant(), { faults: 'none' });
  expect(rehearsal.phases.map(({ id }) => id)).toContain('destruction');
});
