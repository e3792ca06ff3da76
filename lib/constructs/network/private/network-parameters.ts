import { Fn, Stack } from 'aws-cdk-lib';
import { CfnParameter as SsmParameter, ParameterValueType, StringListParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { networkParameterName } from '../../../core/naming';
import { TierNetwork } from './delegating-vpc';

/** What a VPC tells of itself in Systems Manager. */
export interface PublishedVpc {
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly availabilityZones: readonly string[];
  readonly tiers: readonly TierNetwork[];

  /** The group of its interface endpoints, if it has any. */
  readonly endpointsSecurityGroupId?: string;
}

const VPC_ID = 'vpc-id';
const CIDR_BLOCK = 'cidr-block';
const ZONES = 'availability-zones';
const ENDPOINTS_SECURITY_GROUP_ID = 'endpoints/security-group-id';
const subnetIds = (tierName: string) => `${tierName}/subnet-ids`;
const routeTableIds = (tierName: string) => `${tierName}/route-table-ids`;

/** Writes the parameters of a VPC. */
export function publish(scope: Construct, networkName: string, vpc: PublishedVpc): void {
  const put = (name: string, value: string, isList = false) => new SsmParameter(scope, `Parameter-${name}`, {
    name: networkParameterName(networkName, name), value, type: isList ? 'StringList' : 'String',
  });
  const putList = (name: string, values: readonly string[]) => put(name, Fn.join(',', [...values]), true);

  put(VPC_ID, vpc.vpcId);
  put(CIDR_BLOCK, vpc.vpcCidrBlock);
  putList(ZONES, vpc.availabilityZones);
  if (vpc.endpointsSecurityGroupId !== undefined) {
    put(ENDPOINTS_SECURITY_GROUP_ID, vpc.endpointsSecurityGroupId);
  }
  vpc.tiers.forEach(({ tier, ...ids }) => {
    putList(subnetIds(tier.tierName), ids.subnetIds);
    putList(routeTableIds(tier.tierName), ids.routeTableIds);
  });
}

/** What a VPC has told of itself: each call makes the parameter that it needs, unless that is there. */
export interface PublishedReader {
  readonly vpcId: () => string;
  readonly vpcCidrBlock: () => string;
  readonly availabilityZone: (zone: number) => string;
  readonly subnetId: (tierName: string, zone: number) => string;
  readonly routeTableId: (tierName: string, zone: number) => string;
}

/** Reads them, when CloudFormation deploys: no lookup at synth. */
export function readerOf(scope: Construct, networkName: string): PublishedReader {
  const stack = Stack.of(scope);
  const name = (parameter: string) => networkParameterName(networkName, parameter);
  const select = (zone: number, parameter: string, type?: ParameterValueType) =>
    Fn.select(zone, StringListParameter.valueForTypedListParameter(stack, name(parameter), type));
  return {
    vpcId: () => StringParameter.valueForTypedStringParameterV2(stack, name(VPC_ID), ParameterValueType.AWS_EC2_VPC_ID),
    vpcCidrBlock: () => StringParameter.valueForStringParameter(stack, name(CIDR_BLOCK)),
    availabilityZone: zone => select(zone, ZONES),
    subnetId: (tierName, zone) => select(zone, subnetIds(tierName), ParameterValueType.AWS_EC2_SUBNET_ID),
    routeTableId: (tierName, zone) => select(zone, routeTableIds(tierName)),
  };
}

/** Reads the group of the interface endpoints of a network that has such. */
export const readEndpointsSecurityGroup = (scope: Construct, networkName: string): string => StringParameter.valueForTypedStringParameterV2(
  Stack.of(scope), networkParameterName(networkName, ENDPOINTS_SECURITY_GROUP_ID), ParameterValueType.AWS_EC2_SECURITYGROUP_ID);
