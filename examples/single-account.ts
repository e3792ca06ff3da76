import { App, Stack, StackProps } from 'aws-cdk-lib';
import { CfnSnapshotBlockPublicAccess } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { data, defaults, detection, encryption, identity, logging, network } from 'cdk-secure-landing-zone';

/** A single account without an organization: what a landing zone gives to each of its accounts. */
export const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
data.DataClassification.CONFIDENTIAL.applyTo(app);
const props: StackProps = { env: { account: '222222222222', region: 'eu-central-1' }, terminationProtection: true };

// Logs are kept where nobody can delete them for a year, whatever becomes of the rest.
const archive = new logging.LogArchive(new Stack(app, 'Logs', props), 'Archive');

// Who did what.
const stack = new Stack(app, 'Account', props);
const trail = new logging.AccountTrail(stack, 'Trail', { archive });

// Who is told: by the alarms of CIS, of each use of the root user, and of what was found.
const topics = new detection.AlertTopics(stack, 'Topics', {
  subscriptions: { critical: [detection.AlertSubscription.email('security@example.com')] },
});
new detection.SecurityAlarms(stack, 'Alarms', { logGroup: trail.logGroup, topics });
const eventBus = { bus: EventBus.fromEventBusName(stack, 'DefaultBus', 'default'), deadLetterQueue: topics.deadLetterQueue };
new detection.EventRouting(stack, 'Findings', { eventBus, topics, events: detection.SecurityEvents.FINDINGS });

// What changed, and what is wrong.
const recording = new identity.ServiceLinkedRoles(stack, 'ServiceLinkedRoles');
new detection.ConfigurationRecorderRole(stack, 'RecorderRole');
const recorder = new detection.ConfigurationRecorder(stack, 'Recorder', {
  bucketName: archive.deliveryBucket.bucketName, keyArn: archive.deliveryKey.keyArn, homeRegion: stack.region,
});
recorder.node.addDependency(recording);
new detection.SecurityHubAccount(stack, 'SecurityHub').node.addDependency(recorder);
new detection.GuardDutyAccount(stack, 'GuardDuty');
new detection.AccountAnalyzerRole(stack, 'AnalyzerRole');
new detection.AccountAnalyzer(stack, 'Analyzer');

// What nobody has to think of any more.
new identity.BreakGlassRole(stack, 'BreakGlass', {
  trustedPrincipals: [new ArnPrincipal(stack.formatArn({ service: 'iam', region: '', resource: 'user', resourceName: 'break-glass' }))],
});
new identity.PasswordPolicy(stack, 'Passwords');
new encryption.EbsEncryptionByDefaultRole(stack, 'EbsRole');
new encryption.EbsEncryptionByDefault(stack, 'Ebs');
new CfnSnapshotBlockPublicAccess(stack, 'Snapshots', { state: 'block-all-sharing' });
new network.DefaultVpcRemovalRole(stack, 'NetworkRole');
new network.DefaultVpcRemoval(stack, 'DefaultVpc');
