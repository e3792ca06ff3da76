import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { LogArchive } from '../../../lib/constructs/logging';
import { Organization, StackSet, StackSetTargets } from '../../../lib/constructs/organization';
import { synthesizeUnderCdkNag } from '../cdk-nag';

function archiveIn(stack: Stack) {
  const organization = new Organization(stack, 'Organization');
  const stackSet = new StackSet(stack, 'StackSet', {
    stackSetName: 'lz-log-archive', targets: StackSetTargets.organization(organization), regions: [stack.region],
  });
  const archive = new LogArchive(stackSet.template, 'LogArchive', {
    managementAccountId: '111122223333',
    homeRegion: stack.region,
    organizationId: stackSet.addParameter('OrganizationId', organization.organizationId),
  });
  return { stackSet, archive };
}

test('stands in the template of a StackSet: without assets, clean under cdk-nag, names by the account it lands in', () => {
  let template: Stack | undefined;
  synthesizeUnderCdkNag(stack => { template = archiveIn(stack).stackSet.template; });
  const rendered = JSON.stringify(Template.fromStack(template!).toJSON());
  expect(rendered).toContain('["lz-trail-",{"Ref":"AWS::AccountId"},"-",{"Ref":"AWS::Region"}]');
  expect(rendered).toContain('/AWSLogs/",{"Ref":"OrganizationId"},"/*"');
  expect(rendered).not.toMatch(/assets|GetStackOutput/);
});

test('fails when an escape hatch takes the key off a log bucket in the template of a StackSet', () => {
  expect(() => synthesizeUnderCdkNag(stack => {
    (archiveIn(stack).archive.deliveryBucket.node.findChild('Resource') as CfnBucket).addPropertyDeletionOverride('BucketEncryption');
  })).toThrow(/'encryptionKey' of log bucket ".*\/LogArchive\/Delivery" must encrypt it, got no encryption/);
});
