import { IPropertyInjector } from 'aws-cdk-lib';
import { Volume, VolumeProps } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { injectorOf } from '../../core/property-injection';
import { DataClassification } from './data-classification';
import { refuseWeaker, statedClass } from './private/refusals';
import { securedVolumeProps, weakerVolumeProps } from './private/volume-props';

/** Properties of a secure volume: those of the CDK's volume, and the class of its data. */
export interface SecureVolumeProps extends VolumeProps {
  /**
   * How bad it is when its data comes into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A volume of Amazon EBS that is encrypted by the class of its data, and stays when its stack goes.
 *
 * An instance attaches it by `grantAttachVolume`, which opens the key too. A snapshot of it is encrypted by the same key, and cannot be
 * shared with everybody.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
 */
export class SecureVolume extends Volume {
  /**
   * Gives the same defaults to every `ec2.Volume` of a scope, by `PropertyInjectors.of(scope).add(…)`. One that was not encrypted becomes
   * another one: read the diff.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<VolumeProps>(Volume.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedVolumeProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureVolumeProps) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'ec2.Volume', weakerVolumeProps(props, classification));
    super(scope, id, securedVolumeProps(scope, id, props, classification));
    props.classification?.applyTo(this);
    acknowledgeVolume(this);
  }
}

/** What props cannot say: why rules that contradict the design are not kept. */
function acknowledgeVolume(volume: Volume): void {
  acknowledge(volume, {
    id: 'NIST.800.53.R5::NIST.800.53.R5-EC2EBSInBackupPlan',
    reason: 'Plans of AWS Backup select by the tag of the class, which this rule does not see.',
  });
}
