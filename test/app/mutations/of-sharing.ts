import { addingOf } from './adding';
import { Mutation, Mutations } from './mutation';

const ACTIVATION = 'Organization/Activation/Resource/Default';
const ADMINISTRATOR = 'Delegation/Network/Resource/Default';
const POOLS = 'Network/NetworkHome/Template/Addresses/Share/Resource';
const GATEWAY = 'Network/NetworkHub/Template/Hub/TransitGateway/Share/Resource';

/** A mutation that sets one property. */
const setting = (at: string, property: string, value: unknown, when: string, says: RegExp): Mutation =>
  ({ at, when, says, edit: example => example.at(at).set(property, value) });

const adding = addingOf('AWS::SSM::Parameter', { Name: '/network/vpc-id', Type: 'String', Value: 'vpc-1' });

/** Mutations of what one account shares with others, and of the parameters by which they find it. */
export const OF_SHARING: Mutations = {
  'ram/sharing-enabled': [{
    when: 'nobody enables sharing with the organization', at: POOLS, says: /sharing with the organization is off/,
    edit: example => example.at(ACTIVATION).set('ResourceSharing', false),
  }, {
    when: 'nobody enables it, and shares name accounts', at: POOLS, says: /sharing with the organization is off/,
    edit: example => {
      example.at(ACTIVATION).set('ResourceSharing', false);
      example.at(POOLS).set('Principals', [{ Ref: 'AWS::AccountId' }]);
    },
  }],
  'ram/principal-exists': [
    setting(POOLS, 'Principals', ['arn:aws:organizations::111111111111:ou/o-other12345/ou-root-other123'], 'a share is for a unit of others', /ou-root-other123 does not exist/),
    setting(GATEWAY, 'Principals', ['999999999999'], 'a share is for an account of others', /999999999999 is not of the organization/),
  ],
  'ram/resource-owned': [setting(GATEWAY, 'ResourceArns', ['arn:aws:ec2:eu-central-1:111111111111:transit-gateway/tgw-1'],
    'an account shares what it does not own', /transit-gateway\/tgw-1 is not of \d{12} in eu-/)],
  'ram/address-pool-integrated': [{
    when: 'nobody makes the account administrator of IPAM', at: POOLS, says: /\d{12} is not the administrator of IPAM/,
    edit: example => example.delete(ADMINISTRATOR),
  }],
  'ssm/parameter-name': [
    adding('a parameter has a name of AWS', /the name is \/aws\/network\/vpc-id/, { Name: '/aws/network/vpc-id' }),
    adding('two parameters have one name', /\/network\/vpc-id exists already/, {}, {}),
  ],
  'ssm/parameter-value': [
    adding('a value is too long', /the value has 4097 characters/, { Value: 'x'.repeat(4_097) }),
    adding('a parameter is encrypted', /the type is SecureString/, { Type: 'SecureString' }),
    adding('a value does not match its pattern', /does not match \^subnet-/, { AllowedPattern: '^subnet-' }),
  ],
};
