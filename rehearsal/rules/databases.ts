import { Rule } from '../aws/contract';

const API = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide';
const SECRETS_GUIDE = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide';

/** What RDS asks of databases and clusters. */
export const RDS = {
  SUBNET_GROUP: {
    id: 'rds/subnet-group',
    statement: 'Subnets of a group exist, are of one VPC, and cover two zones; the group of a database exists, and the template says that it is there first.',
    source: `${GUIDE}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  NETWORK: {
    id: 'rds/security-groups',
    statement: 'Security groups of a database exist, and are of the VPC of its subnets.',
    source: `${API}/API_CreateDBInstance.html (InvalidVPCNetworkStateFault); ${GUIDE}/Overview.RDSSecurityGroups.html`,
  },
  PARAMETER_FAMILY: {
    id: 'rds/parameter-family',
    statement: 'The parameter group of a database exists, the template says that it is there first, and its family is that of the engine and its version.',
    source: `${GUIDE}/USER_WorkingWithParamGroups.html`,
  },
  MASTER_PASSWORD: {
    id: 'rds/master-password',
    statement: 'A database of its own has a master user, and either a password of 8 characters or more or one that RDS manages; an instance of a cluster has neither.',
    source: `${GUIDE}/rds-secrets-manager.html; ${API}/API_CreateDBInstance.html (MasterUserPassword)`,
  },
  STORAGE: {
    id: 'rds/storage',
    statement: 'A database of its own says how much storage it has, 20 GiB or more and less than it may grow to; a key of storage needs encrypted storage; an update never makes the storage smaller.',
    source: `${API}/API_CreateDBInstance.html (AllocatedStorage, KmsKeyId); ${GUIDE}/USER_PIOPS.Autoscaling.html; ${GUIDE}/USER_PIOPS.ModifyingExisting.html`,
  },
  MAJOR_VERSION: {
    id: 'rds/major-version',
    statement: 'An update to another major version of the engine says that it may be one (AllowMajorVersionUpgrade).',
    source: `${API}/API_ModifyDBInstance.html (AllowMajorVersionUpgrade); ${GUIDE}/USER_UpgradeDBInstance.Upgrading.html`,
  },
  CLUSTER_MEMBER: {
    id: 'rds/cluster-member',
    statement: 'The cluster of an instance exists, the template says that it is there first, its engine is that of the instance, and it says how far serverless instances scale.',
    source: `${API}/API_CreateDBInstance.html (DBClusterIdentifier); https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-create-cluster.html`,
  },
  CLUSTER_EMPTY: {
    id: 'rds/cluster-empty',
    statement: 'A cluster is deleted when it has no more instances.',
    source: `${API}/API_DeleteDBCluster.html (InvalidDBClusterStateFault)`,
  },
  DELETION_PROTECTION: {
    id: 'rds/deletion-protection',
    statement: 'A database that is protected from deletion is not deleted until an update has taken the protection away.',
    source: `${GUIDE}/USER_DeleteInstance.html`,
  },
  GROUP_IN_USE: {
    id: 'rds/group-in-use',
    statement: 'A subnet group or a parameter group is deleted when no database uses it.',
    source: `${API}/API_DeleteDBSubnetGroup.html; ${API}/API_DeleteDBParameterGroup.html`,
  },
  MONITORING: {
    id: 'rds/monitoring-role',
    statement: 'Enhanced monitoring has an interval that RDS offers, and a role of the account that trusts monitoring.rds.amazonaws.com and is there first.',
    source: `${GUIDE}/USER_Monitoring.OS.Enabling.html`,
  },
  LOG_EXPORTS: {
    id: 'rds/log-exports',
    statement: 'The logs that a database exports are those of its engine.',
    source: `${GUIDE}/USER_LogAccess.Procedural.UploadtoCloudWatch.html`,
  },
  BACKUP: {
    id: 'rds/backup-retention',
    statement: 'Automated backups are kept for up to 35 days, those of a cluster for one day at least.',
    source: `${GUIDE}/USER_WorkingWithAutomatedBackups.BackupRetention.html`,
  },
  IAM_AUTHENTICATION: {
    id: 'rds/iam-authentication',
    statement: 'Engines that know users of IAM are MariaDB, MySQL, PostgreSQL and Aurora.',
    source: `${GUIDE}/UsingWithRDS.IAMDBAuth.html`,
  },
} as const satisfies Record<string, Rule>;

/** What AWS Secrets Manager asks of secrets. */
export const SECRETS = {
  CONTENT: {
    id: 'secretsmanager/content',
    statement: 'A secret has a text or one that is generated, and not both; a template of a generated one is JSON and goes with the name of its password.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
  },
  REPLICAS: {
    id: 'secretsmanager/replicas',
    statement: 'Replicas of a secret are in other regions than the secret, one in each.',
    source: `${SECRETS_GUIDE}/replicate-secrets.html`,
  },
  ATTACHMENT: {
    id: 'secretsmanager/attachment',
    statement: 'A secret is attached once, to a database of the kind that the template says, and both are there first; it holds JSON with a user and a password.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html',
  },
  ROTATION: {
    id: 'secretsmanager/rotation',
    statement: 'A secret is rotated by a function of its account and region that Secrets Manager may invoke, once it is attached; one that a service manages, by that service.',
    source: `${SECRETS_GUIDE}/rotating-secrets.html; ${SECRETS_GUIDE}/rotating-secrets-required-permissions-function.html; ${SECRETS_GUIDE}/rotate-secrets_managed.html`,
  },
  ROTATION_ROLE: {
    id: 'secretsmanager/rotation-role',
    statement: 'The role of a function that rotates a secret may describe, read and put it and move the stage of its versions, and use its key.',
    source: `${SECRETS_GUIDE}/rotating-secrets-required-permissions-function.html`,
  },
  ROTATION_SCHEDULE: {
    id: 'secretsmanager/rotation-schedule',
    statement: 'A rotation comes after 1 to 1,000 days, or by a schedule that Secrets Manager knows, no more often than every four hours.',
    source: `${SECRETS_GUIDE}/rotate-secrets_schedule.html`,
  },
  POLICY: {
    id: 'secretsmanager/resource-policy',
    statement: 'The policy of a secret names principals that exist and are there first, lets whoever puts it put the next one, and does not let everybody in.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html (BlockPublicPolicy; that the next policy can be put is the model\'s own)',
  },
} as const satisfies Record<string, Rule>;
