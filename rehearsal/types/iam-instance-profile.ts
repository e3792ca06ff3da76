import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findRole, roleArn } from '../aws/services/iam';
import { identityArn, InstanceProfile } from '../aws/services/iam-identities';
import { IAM } from '../rules';
import { requireHolder } from './iam-checks';
import { changed, permissions, schema } from './permission';
import { physicalName, plannedName, text, texts } from './values';

const outcome = ({ name, arn }: InstanceProfile): Outcome => ({ physicalId: name, attributes: { Arn: arn } });

const arnOfProfile = (operation: Operation) =>
  identityArn(operation.world, operation.accountId, 'instance-profile', plannedName(operation, 'InstanceProfileName'), text(operation.properties, 'Path') ?? '/');

const arnOfItsRole = ({ world, accountId, properties }: Operation) => {
  const [name = '*'] = texts(properties, 'Roles');
  return findRole(world, accountId, name)?.arn ?? roleArn(world, accountId, name);
};
const passed = () => ({ 'iam:PassedToService': 'ec2.amazonaws.com' });

function roleOf(operation: Operation): string {
  const { world, accountId, properties } = operation;
  const names = texts(properties, 'Roles');
  operation.require(IAM.INSTANCE_PROFILE_ROLE, names.length === 1, `'Roles' has ${names.length} roles`, 'name one role');
  return requireHolder(operation, 'role', names[0], findRole(world, accountId, names[0])).name;
}

function getProfile({ world, accountId, physicalId, fail }: Operation): InstanceProfile {
  return [...world.state.iam.instanceProfiles.values()].find(known => known.accountId === accountId && known.name === physicalId)
    ?? fail('NoSuchEntity', `instance profile ${physicalId} does not exist`);
}

/** What gives a role to instances; whoever makes one passes the role to EC2. */
export const INSTANCE_PROFILE: ResourceType = {
  typeName: 'AWS::IAM::InstanceProfile',
  source: schema('aws-iam-instanceprofile'),
  properties: { InstanceProfileName: 'interpreted', Path: 'interpreted', Roles: 'interpreted' },
  required: ['Roles'],
  createOnly: ['InstanceProfileName', 'Path'],
  permissions: {
    create: [
      ...permissions(['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile', 'iam:GetInstanceProfile'], arnOfProfile),
      ...permissions(['iam:PassRole'], arnOfItsRole, { context: passed }),
    ],
    update: [
      ...permissions(['iam:GetInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'], arnOfProfile),
      ...permissions(['iam:PassRole'], arnOfItsRole, { context: passed, when: changed('Roles') }),
    ],
    delete: permissions(['iam:GetInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'], arnOfProfile),
  },
  create: operation => {
    const { world, accountId, origin, properties } = operation;
    const name = physicalName(operation, 'InstanceProfileName', 128);
    const arn = identityArn(world, accountId, 'instance-profile', name, text(properties, 'Path'));
    const { instanceProfiles } = world.state.iam;
    if ([...instanceProfiles.values()].some(known => known.accountId === accountId && known.name === name)) {
      operation.fail('EntityAlreadyExists', `Instance Profile ${name} already exists.`);
    }
    const made: InstanceProfile = { arn, name, accountId, origin, role: roleOf(operation) };
    instanceProfiles.set(arn, made);
    return outcome(made);
  },
  update: operation => {
    const profile = getProfile(operation);
    profile.role = roleOf(operation);
    return outcome(profile);
  },
  delete: operation => {
    operation.world.state.iam.instanceProfiles.delete(getProfile(operation).arn);
  },
};
