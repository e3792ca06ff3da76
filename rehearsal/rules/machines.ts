import { Rule } from '../aws/contract';

const API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

/** What EC2 asks of volumes, launch templates, instances and snapshots. */
export const COMPUTE = {
  VOLUME: {
    id: 'ec2/volume',
    statement: 'A volume is in a zone of the region, has a size that its type offers, and is encrypted where it names a key.',
    source: `${API}/API_CreateVolume.html`,
  },
  LAUNCH_TEMPLATE: {
    id: 'ec2/launch-template',
    statement: 'A launch template has a name once in its region; an instance names one that exists, in a version that it has, and the template says that it is there first.',
    source: `${API}/API_CreateLaunchTemplate.html; ${API}/API_LaunchTemplateSpecification.html`,
  },
  INSTANCE: {
    id: 'ec2/instance',
    statement: 'An instance has an image, a subnet, security groups of its VPC, and an instance profile that is there first.',
    source: `${API}/API_RunInstances.html`,
  },
  SNAPSHOT_SHARING: {
    id: 'ec2/snapshot-sharing',
    statement: 'Sharing snapshots with everybody is blocked once in an account and Region, by the account only where no declarative policy says it.',
    source: `${API}/API_EnableSnapshotBlockPublicAccess.html; ${API}/API_GetSnapshotBlockPublicAccessState.html (ManagedBy)`,
  },
} as const satisfies Record<string, Rule>;
