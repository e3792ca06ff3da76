import { RemovalPolicy } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { FileSystemProps } from 'aws-cdk-lib/aws-efs';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { dataSubnetsOf, weakerSubnets } from './data-subnets';
import { denyWithoutTls } from './deny-without-tls';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/**
 * To the CDK a file system without anonymous access is one whose policy lets everybody write, and be root, who can mount it. A policy that
 * allows nobody is stricter: what a role may do is then said by its own policies alone. So the CDK is told to add nothing to it.
 */
const NO_STATEMENT_OF_CDK = { allowAnonymousAccess: true };

/** Props of a file system with what was left out filled in, for a new one and for one that the CDK made before. */
export function securedFileSystemProps(
  scope: Construct, id: string, props: FileSystemProps, classification = classOf(scope),
): FileSystemProps {
  const isEncrypted = props.encrypted ?? true;
  return {
    ...props,
    encrypted: isEncrypted,
    kmsKey: props.kmsKey ?? (isEncrypted ? keyOfClass(scope, id, classification) : undefined),
    enableAutomaticBackups: props.enableAutomaticBackups ?? true,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}

/** The statement that a policy of a file system must have, as the console of EFS writes it: without a resource. */
export const fileSystemNeedsTls = () => denyWithoutTls('*');

const withoutTlsNobody = () => new PolicyDocument({ statements: [fileSystemNeedsTls()] });

/**
 * What is filled in of a new file system only. Of one that exists it would shut out each client that does not say who it is, and fail where
 * a zone has a mount target in another subnet.
 *
 * A policy that allows nobody is what makes a client say who it is: without any, whoever reaches a mount target is root. The security group
 * opens no connections.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 * @see https://docs.aws.amazon.com/efs/latest/APIReference/API_CreateMountTarget.html
 */
export const freshFileSystemProps = (scope: Construct, id: string, props: FileSystemProps) => ({
  ...NO_STATEMENT_OF_CDK,
  fileSystemPolicy: props.fileSystemPolicy ?? withoutTlsNobody(),
  vpcSubnets: props.vpcSubnets ?? dataSubnetsOf(props.vpc),
  securityGroup: props.securityGroup ?? new SecurityGroup(scope, `${id}SecurityGroup`, {
    vpc: props.vpc, description: `Who mounts the file system ${id}`, allowAllOutbound: false,
  }),
});

/** What is weaker than the default. */
export const weakerFileSystemProps = (props: FileSystemProps, classification: DataClassification): readonly Weaker[] => [
  { prop: 'encrypted', rule: 'not be false', got: props.encrypted, isWeaker: props.encrypted === false },
  weakerKey('kmsKey', props.kmsKey as IKey | undefined, classification),
  { prop: 'allowAnonymousAccess', rule: 'not be true', got: props.allowAnonymousAccess, isWeaker: props.allowAnonymousAccess === true },
  { prop: 'enableAutomaticBackups', rule: 'not be false', got: props.enableAutomaticBackups, isWeaker: props.enableAutomaticBackups === false },
  { prop: 'removalPolicy', rule: 'keep the data', got: props.removalPolicy, isWeaker: props.removalPolicy === RemovalPolicy.DESTROY },
  weakerSubnets(props.vpc, props.vpcSubnets),
];
