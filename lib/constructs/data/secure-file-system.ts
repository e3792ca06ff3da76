import { IPropertyInjector } from 'aws-cdk-lib';
import { FileSystem, FileSystemProps } from 'aws-cdk-lib/aws-efs';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { injectorOf } from '../../core/property-injection';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { accessPointProblems } from './private/access-points';
import { fileSystemNeedsTls, freshFileSystemProps, securedFileSystemProps, weakerFileSystemProps } from './private/file-system-props';
import { refuseWeaker, statedClass } from './private/refusals';

/** Properties of a secure file system: those of the CDK's file system, and the class of its data. */
export interface SecureFileSystemProps extends FileSystemProps {
  /**
   * How bad it is when its files come into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A file system of Amazon EFS that is encrypted by the class of its data, is mounted with TLS only and by roles of IAM only, lives in the
 * tier "data", is backed up each day, and stays when its stack goes.
 *
 *     const files = new data.SecureFileSystem(this, 'Files', { vpc });
 *     files.grantReadWrite(service.taskRole);                          // no root: `grantRootAccess` is asked for by name
 *     files.connections.allowDefaultPortFrom(service);
 *     files.addAccessPoint('Uploads', {
 *       path: '/uploads', posixUser: { uid: '1000', gid: '1000' }, createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '750' },
 *     });
 *
 * An access point names a directory and a user, so that a client that says it is root is not; one without both fails at synth
 * (CT.ELASTICFILESYSTEM.PR.3, CT.ELASTICFILESYSTEM.PR.4). What mounts it does so with `tls` and `iam`: the mount helper of EFS, ECS with
 * `transitEncryption: 'ENABLED'` and `authorizationConfig.iam: 'ENABLED'`, and Lambda by itself.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export class SecureFileSystem extends FileSystem {
  /**
   * Gives the same defaults to every `efs.FileSystem` of a scope, by `PropertyInjectors.of(scope).add(…)`, but for the subnets, the
   * security group and the policy, which would shut out clients of one that exists. One that was not encrypted becomes another one: read
   * the diff.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<FileSystemProps>(FileSystem.PROPERTY_INJECTION_ID, (props, { scope, id }) =>
      securedFileSystemProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureFileSystemProps) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'efs.FileSystem', weakerFileSystemProps(props, classification));
    super(scope, id, {
      ...securedFileSystemProps(scope, id, props, classification),
      ...freshFileSystemProps(scope, id, props),
    });
    if (props.fileSystemPolicy) {
      this.addToResourcePolicy(fileSystemNeedsTls());
    }
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
    this.node.addValidation({ validate: () => [...accessPointProblems(this)] });
    acknowledgeFileSystem(this);
  }
}

/** What props cannot say: why rules that contradict the design are not kept. */
function acknowledgeFileSystem(fileSystem: FileSystem): void {
  acknowledge(fileSystem, {
    id: 'NIST.800.53.R5::NIST.800.53.R5-EFSInBackupPlan',
    reason: "EFS puts it into AWS Backup's automatic plan. Plans of one's own select by the tag of the class, which this rule does not see.",
  });
}
