import { ControlledResource } from '../controlled-resource';
import { hasEntries, ResourceSelector } from './resource-selector';

const isVpc = ({ resourceType }: ControlledResource) => resourceType === 'AWS::EC2::VPC';
const named = ({ logicalId, stackName, accountId, region }: ControlledResource) => `${logicalId} of ${stackName} (${accountId} ${region})`;

/** Flow logs of VPCs; a VPC of a stack that has none is a gap. Where there are no VPCs, there is nothing to record. */
export function vpcFlowLogs(): ResourceSelector {
  const isFlowLog = ({ resourceType, properties }: ControlledResource) => resourceType === 'AWS::EC2::FlowLog'
    && properties.ResourceType === 'VPC' && hasEntries(properties.ResourceId);
  return {
    description: 'AWS::EC2::FlowLog of each VPC',
    matches: isFlowLog,
    places: () => [],
    leftOut: (matching, resources) => resources.filter(isVpc)
      .filter(vpc => !matching.some(({ properties }) => properties.ResourceId === vpc.physicalId)).map(named),
  };
}

/** What closes the default security group of each VPC. None of its properties tells the VPC, so there is one for each in a stack. */
export function closedDefaultGroups(): ResourceSelector {
  const isBeside = (one: ControlledResource, other: ControlledResource) =>
    one.stackName === other.stackName && one.accountId === other.accountId && one.region === other.region;
  return {
    description: 'Custom::DefaultSecurityGroup of each VPC',
    matches: ({ resourceType, properties }) => resourceType === 'Custom::DefaultSecurityGroup' && hasEntries(properties.GroupId),
    places: () => [],
    leftOut: (matching, resources) => {
      const vpcs = resources.filter(isVpc);
      const beside = (all: readonly ControlledResource[], vpc: ControlledResource) => all.filter(one => isBeside(one, vpc)).length;
      return vpcs.filter(vpc => beside(matching, vpc) < beside(vpcs, vpc)).map(named);
    },
  };
}
