import { CfnVPCEncryptionControl } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { VpcEncryptionControl } from '../vpc-encryption-control';

/** The gateways of a VPC behind which AWS encrypts nothing. */
interface Gateways {
  readonly hasInternetGateway: boolean;
  readonly hasEgressOnlyGateway: boolean;
  readonly hasNatGateway: boolean;
}

/** Has AWS watch or enforce encryption; where it enforces, it would refuse the gateways that the VPC has. */
export function controlEncryption(scope: Construct, vpcId: string, control: VpcEncryptionControl, gateways: Gateways): void {
  const exclusion = (exists: boolean) => control.mode === 'enforce' && exists ? 'enable' : undefined;
  new CfnVPCEncryptionControl(scope, 'EncryptionControl', {
    vpcId,
    mode: control.mode,
    internetGatewayExclusionInput: exclusion(gateways.hasInternetGateway),
    egressOnlyInternetGatewayExclusionInput: exclusion(gateways.hasEgressOnlyGateway),
    natGatewayExclusionInput: exclusion(gateways.hasNatGateway),
  });
}
