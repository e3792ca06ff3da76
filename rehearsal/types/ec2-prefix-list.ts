import { Operation, ResourceType, Rule } from '../aws/contract';
import { rangeOf } from '../aws/addresses';
import { isAwsPrefixList } from '../aws/prefix-lists';
import { PrefixList } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed } from './ec2';
import { numeric, records, text } from './values';

/** A managed prefix list of one's own. */
export const PREFIX_LIST: ResourceType = partType<PrefixList>({
  typeName: 'AWS::EC2::PrefixList',
  source: 'aws-ec2-prefixlist',
  prefix: 'pl',
  arnType: 'prefix-list',
  properties: { PrefixListName: 'interpreted', AddressFamily: 'interpreted', MaxEntries: 'interpreted', Entries: 'interpreted', Tags: 'interpreted' },
  nested: { Entries: ['Cidr', 'Description'] },
  required: ['PrefixListName', 'AddressFamily', 'MaxEntries'],
  createOnly: ['AddressFamily'],
  actions: {
    describe: 'ec2:DescribeManagedPrefixLists',
    create: ['ec2:CreateManagedPrefixList'],
    update: [['ec2:ModifyManagedPrefixList', 'PrefixListName', 'MaxEntries', 'Entries'], ['ec2:GetManagedPrefixListEntries', 'Entries']],
    delete: ['ec2:DeleteManagedPrefixList'],
  },
  parts: ({ world }) => world.state.networks.prefixLists,
  make: (operation, base) => ({ ...base, name: text(operation.properties, 'PrefixListName')!, ...entriesOf(operation) }),
  change: (operation, list) => void Object.assign(list, entriesOf(operation)),
  remove: (operation, { id }) => {
    const { securityGroups, routeTables } = operation.world.state.networks;
    refuseWhileUsed(operation, id, [
      ...[...securityGroups.values()].filter(({ rules }) => [...rules.values()].some(({ peer }) => peer.prefixListId === id)),
      ...[...routeTables.values()].filter(({ routes }) => routes.has(id)),
    ]);
  },
  attributes: ({ id }, { accountId, region, partition }) =>
    ({ PrefixListId: id, OwnerId: accountId, Version: 1, Arn: `arn:${partition}:ec2:${region}:${accountId}:prefix-list/${id}` }),
});

/** A list that somebody made, and first, or one of AWS. */
export function requirePrefixList(operation: Operation, id: string, rule: Rule): void {
  if (!isAwsPrefixList(id)) {
    partNamed(operation, operation.world.state.networks.prefixLists, id, rule);
  }
}

function entriesOf(operation: Operation): Pick<PrefixList, 'maxEntries' | 'entries'> {
  const family = text(operation.properties, 'AddressFamily') === 'IPv6' ? 6 : 4;
  const maxEntries = numeric(operation.properties, 'MaxEntries')!;
  const entries = records(operation.properties, 'Entries').map(({ Cidr }) => String(Cidr));
  const strange = entries.find(entry => rangeOf(entry)?.family !== family);
  operation.require(NETWORKS.PREFIX_LIST, strange === undefined, `${strange} is no IPv${family} block`, 'correct the entry');
  operation.require(NETWORKS.PREFIX_LIST, entries.length <= maxEntries, `${entries.length} entries, and 'MaxEntries' is ${maxEntries}`, 'raise \'MaxEntries\'');
  return { maxEntries, entries: entries.map(entry => rangeOf(entry)!.text) };
}
