import { Operation, Permission, ResourceType } from '../aws/contract';
import { Database, ParameterGroup, SubnetGroup } from '../aws/services/rds';
import { RDS } from '../rules/databases';
import { partNamed } from './ec2';
import { DESCRIPTION, given, permissions, schema, TAGS } from './permission';
import { arnHere, inPlace, placeOf, storedType } from './stored';
import { physicalName, plannedName, record, texts } from './values';

const MAX_NAME = 255;

/** RDS keeps names in lower case. */
export const nameOf = (operation: Operation, property: string, max = MAX_NAME) => physicalName(operation, property, max).toLowerCase();
const planned = (property: string, kind: string) => (operation: Operation) =>
  arnHere(operation, 'rds', `${kind}:${plannedName(operation, property).toLowerCase()}`);

const tagging = (arn: (operation: Operation) => string, kind: 'create' | 'update'): readonly Permission[] =>
  permissions(['rds:AddTagsToResource', ...kind === 'update' ? ['rds:RemoveTagsFromResource'] : []], arn, { when: given('Tags') });

/** Databases that use a group. */
const usersOf = (operation: Operation, uses: (database: Database) => boolean): readonly string[] => {
  const { instances, clusters } = operation.world.state.rds;
  return [...inPlace(operation, instances), ...inPlace(operation, clusters)].filter(uses).map(({ name }) => name);
};

function refuseUsed(operation: Operation, name: string, uses: (database: Database) => boolean): void {
  const users = usersOf(operation, uses);
  operation.require(RDS.GROUP_IN_USE, users.length === 0, `${name} is used by ${users.join(', ')}`, 'delete the databases first, or give them another group');
}

const onSubnetGroup = planned('DBSubnetGroupName', 'subgrp');

/** Subnets for databases. */
export const DB_SUBNET_GROUP: ResourceType = storedType<SubnetGroup>({
  typeName: 'AWS::RDS::DBSubnetGroup',
  source: schema('aws-rds-dbsubnetgroup'),
  properties: { DBSubnetGroupName: 'interpreted', DBSubnetGroupDescription: DESCRIPTION, SubnetIds: 'interpreted', Tags: TAGS },
  required: ['DBSubnetGroupDescription', 'SubnetIds'],
  createOnly: ['DBSubnetGroupName'],
  permissions: {
    create: [
      ...permissions(['rds:CreateDBSubnetGroup'], onSubnetGroup), ...permissions(['rds:DescribeDBSubnetGroups'], onSubnetGroup),
      ...tagging(onSubnetGroup, 'create'),
    ],
    update: [...permissions(['rds:ModifyDBSubnetGroup', 'rds:DescribeDBSubnetGroups'], onSubnetGroup), ...tagging(onSubnetGroup, 'update')],
    delete: permissions(['rds:DeleteDBSubnetGroup', 'rds:DescribeDBSubnetGroups'], onSubnetGroup),
  },
  parts: world => world.state.rds.subnetGroups,
  codes: { exists: 'DBSubnetGroupAlreadyExists', missing: 'DBSubnetGroupNotFoundFault' },
  make: operation => {
    const name = nameOf(operation, 'DBSubnetGroupName');
    return { ...placeOf(operation), arn: arnHere(operation, 'rds', `subgrp:${name}`), name, ...subnetsOf(operation) };
  },
  change: (operation, group) => void Object.assign(group, subnetsOf(operation)),
  remove: (operation, { name }) => refuseUsed(operation, name, ({ subnetGroup }) => subnetGroup === name),
  physicalId: ({ name }) => name,
  attributes: ({ arn }) => ({ DBSubnetGroupArn: arn }),
});

function subnetsOf(operation: Operation): Pick<SubnetGroup, 'vpcId' | 'subnetIds'> {
  const { subnets } = operation.world.state.networks;
  const parts = texts(operation.properties, 'SubnetIds').map(id => partNamed(operation, subnets, id, RDS.SUBNET_GROUP));
  const [zones, vpcs] = [new Set(parts.map(({ zone }) => zone)), new Set(parts.map(({ vpcId }) => vpcId))];
  operation.require(RDS.SUBNET_GROUP, zones.size >= 2 && vpcs.size === 1, `the subnets are in the zones ${[...zones].join(', ')} of ${[...vpcs].join(', ')}`, 'name subnets in two zones of one VPC');
  return { vpcId: parts[0].vpcId, subnetIds: parts.map(({ id }) => id) };
}

/** Parameters as RDS takes them: as text. */
const parametersOf = ({ properties }: Operation) =>
  Object.fromEntries(Object.entries(record(properties, 'Parameters')).map(([name, value]) => [name, String(value)]));

/** A type of parameter groups: of instances, or of clusters. */
function parameterGroupType(of: 'DB' | 'DBCluster'): ResourceType {
  const property = `${of}ParameterGroupName`;
  const kind = of === 'DB' ? 'pg' : 'cluster-pg';
  const on = planned(property, kind);
  const action = (verb: string, plural = '') => `rds:${verb}${of}ParameterGroup${plural}`;
  return storedType<ParameterGroup>({
    typeName: `AWS::RDS::${of}ParameterGroup`,
    source: schema(`aws-rds-${of.toLowerCase()}parametergroup`),
    properties: { [property]: 'interpreted', Family: 'interpreted', Description: DESCRIPTION, Parameters: 'interpreted', Tags: TAGS },
    required: of === 'DB' ? ['Family', 'Description'] : ['Family', 'Description', 'Parameters'],
    createOnly: [property, 'Description', 'Family'],
    permissions: {
      create: [
        ...permissions([action('Create')], on), ...permissions([action('Describe', 's')], on), ...tagging(on, 'create'),
        ...permissions([action('Modify')], on, { when: given('Parameters') }),
      ],
      update: [...permissions([action('Describe', 's')], on), ...permissions([action('Modify'), action('Reset')], on, { when: given('Parameters') }), ...tagging(on, 'update')],
      delete: permissions([action('Delete')], on),
    },
    parts: world => world.state.rds.parameterGroups,
    codes: { exists: 'DBParameterGroupAlreadyExists', missing: 'DBParameterGroupNotFound' },
    make: operation => {
      const name = nameOf(operation, property);
      const arn = arnHere(operation, 'rds', `${kind}:${name}`);
      return { ...placeOf(operation), arn, name, family: String(operation.properties.Family), ofCluster: of === 'DBCluster', parameters: parametersOf(operation) };
    },
    change: (operation, group) => {
      group.parameters = parametersOf(operation);
    },
    remove: (operation, { name }) => refuseUsed(operation, name, ({ parameterGroup }) => parameterGroup === name),
    physicalId: ({ name }) => name,
    attributes: ({ name }) => ({ [property]: name }),
  });
}

/** Parameters of instances. */
export const DB_PARAMETER_GROUP: ResourceType = parameterGroupType('DB');

/** Parameters of clusters. */
export const DB_CLUSTER_PARAMETER_GROUP: ResourceType = parameterGroupType('DBCluster');
