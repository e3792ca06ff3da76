import {
  CreateAliasCommand, CreateKeyCommand, CreateKeyCommandInput, DeleteAliasCommand, DescribeCustomKeyStoresCommand, DescribeKeyCommand,
  GetKeyPolicyCommand, KeyMetadata, KMSClient, ListResourceTagsCommand, PutKeyPolicyCommand, ScheduleKeyDeletionCommand, TagResourceCommand,
  UntagResourceCommand, UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { CustomResourceEvent, CustomResourceResult, errorName, retry, serve } from '../../../core/custom-resource.handler';

const kms = new KMSClient({});

/** What the template says of the key. */
interface Wanted {
  readonly Alias: string;
  readonly KeyStoreId: string;
  readonly Origin: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
  readonly XksKeyId?: string;
  readonly Description: string;
  readonly Policy: object;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly PendingWindowInDays: string;
  readonly ScheduleDeletion?: string;
}

/** Deletions do something here, which the runtime leaves to those who mean it. */
export const handler = async (event: CustomResourceEvent): Promise<void> =>
  event.RequestType === 'Delete' ? serve(remove)({ ...event, RequestType: 'Update' }) : serve(apply)(event);

const wantedBy = ({ ResourceProperties }: CustomResourceEvent) => ResourceProperties as unknown as Wanted;

/**
 * The alias is what makes it safe to repeat: a key that has it already is taken, if it is in the store. So a create that is sent twice
 * makes one key, and a key that was kept comes back into the stack.
 */
async function apply(event: CustomResourceEvent): Promise<CustomResourceResult> {
  const wanted = wantedBy(event);
  const before = event.RequestType === 'Update' ? event.OldResourceProperties as unknown as Wanted : undefined;
  const current = await keyBehind(before ? String(event.PhysicalResourceId) : wanted.Alias);
  refuseOther(current, wanted);
  const key = current ?? await create(wanted);
  if (current) {
    await change(current, wanted);
  }
  if (before && before.Alias !== wanted.Alias) {
    await rename(key.Arn!, before.Alias, wanted.Alias);
  }
  return { physicalResourceId: key.Arn!, data: { KeyArn: key.Arn!, KeyId: key.KeyId! } };
}

async function keyBehind(name: string): Promise<KeyMetadata | undefined> {
  try {
    return (await retry(() => kms.send(new DescribeKeyCommand({ KeyId: name })))).KeyMetadata;
  } catch (error) {
    if (errorName(error) !== 'NotFoundException') {
      throw error;
    }
    return undefined;
  }
}

/** A key cannot be moved: its material is where it was made. */
function refuseOther(key: KeyMetadata | undefined, { Alias, KeyStoreId, XksKeyId }: Wanted): void {
  if (!key) {
    return;
  }
  if (key.CustomKeyStoreId !== KeyStoreId || key.XksKeyConfiguration?.Id !== XksKeyId) {
    throw new Error(`the key ${key.Arn} must be in the key store ${KeyStoreId}${XksKeyId ? ` with the external key ${XksKeyId}` : ''}, got `
      + `${key.CustomKeyStoreId ?? 'no key store'} and ${key.XksKeyConfiguration?.Id ?? 'no external key'}: a key cannot be moved, so give another `
      + `construct another alias than ${Alias}`);
  }
  if (key.KeyState === 'PendingDeletion') {
    throw new Error(`the key ${key.Arn} must not be about to be deleted: cancel that by \`aws kms cancel-key-deletion\` and enable it, or delete `
      + `its alias ${Alias}`);
  }
}

async function create(wanted: Wanted): Promise<KeyMetadata> {
  await checkStore(wanted);
  console.log(`creating a key in ${wanted.KeyStoreId}`);
  const input: CreateKeyCommandInput = {
    CustomKeyStoreId: wanted.KeyStoreId,
    Origin: wanted.Origin,
    Description: wanted.Description,
    Policy: JSON.stringify(wanted.Policy),
    ...wanted.XksKeyId === undefined ? {} : { XksKeyId: wanted.XksKeyId },
    ...wanted.Tags ? { Tags: asKmsTakes(wanted.Tags) } : {},
  };
  const { KeyMetadata: key } = await retry(() => kms.send(new CreateKeyCommand(input)));
  try {
    await retry(() => kms.send(new CreateAliasCommand({ AliasName: wanted.Alias, TargetKeyId: key!.Arn })));
  } catch (error) {
    // without its name nobody would find it again
    await scheduleDeletion(key!, wanted);
    throw error;
  }
  return key!;
}

async function scheduleDeletion({ Arn: KeyId }: KeyMetadata, { PendingWindowInDays: days }: Wanted): Promise<void> {
  await retry(() => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: Number(days) })));
}

async function checkStore({ KeyStoreId, Origin }: Wanted): Promise<void> {
  const lookup = new DescribeCustomKeyStoresCommand({ CustomKeyStoreId: KeyStoreId });
  const { CustomKeyStores: [store] = [] } = await retry(() => kms.send(lookup));
  const kind = Origin === 'EXTERNAL_KEY_STORE' ? 'EXTERNAL_KEY_STORE' : 'AWS_CLOUDHSM';
  if (store?.CustomKeyStoreType !== kind) {
    throw new Error(`the key store ${KeyStoreId} must be of the type ${kind}, got ${store?.CustomKeyStoreType}: take the other factory of KeyStore`);
  }
  if (store.ConnectionState !== 'CONNECTED') {
    throw new Error(`the key store ${KeyStoreId} must be CONNECTED, got ${store.ConnectionState}: connect it by \`aws kms `
      + 'connect-custom-key-store`, then deploy again');
  }
}

async function change({ Arn: KeyId, Description }: KeyMetadata, wanted: Wanted): Promise<void> {
  const { Policy: current = '{}' } = await retry(() => kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })));
  if (sorted(JSON.parse(current)) !== sorted(wanted.Policy)) {
    await retry(() => kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: JSON.stringify(wanted.Policy) })));
  }
  if (Description !== wanted.Description) {
    await retry(() => kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: wanted.Description })));
  }
  await changeTags(KeyId!, wanted.Tags ?? []);
}

/** JSON in which the order of members says nothing. */
const sorted = (value: unknown): string => JSON.stringify(value, (_, member: unknown) =>
  typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => one.localeCompare(other))) : member);

async function changeTags(KeyId: string, wanted: NonNullable<Wanted['Tags']>): Promise<void> {
  const { Tags: current = [] } = await retry(() => kms.send(new ListResourceTagsCommand({ KeyId })));
  const missing = wanted.filter(({ Key, Value }) => !current.some(({ TagKey, TagValue }) => TagKey === Key && TagValue === Value));
  const gone = current.filter(({ TagKey }) => !wanted.some(({ Key }) => Key === TagKey)).map(({ TagKey }) => TagKey!);
  if (missing.length > 0) {
    await retry(() => kms.send(new TagResourceCommand({ KeyId, Tags: asKmsTakes(missing) })));
  }
  if (gone.length > 0) {
    await retry(() => kms.send(new UntagResourceCommand({ KeyId, TagKeys: gone })));
  }
}

const asKmsTakes = (tags: NonNullable<Wanted['Tags']>) => tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));

async function rename(keyArn: string, from: string, to: string): Promise<void> {
  const taken = await keyBehind(to);
  if (!taken) {
    await retry(() => kms.send(new CreateAliasCommand({ AliasName: to, TargetKeyId: keyArn })));
  } else if (taken.Arn !== keyArn) {
    throw new Error(`the alias ${to} must be free, got one of ${taken.Arn}: choose another name`);
  }
  await deleteAlias(from);
}

async function deleteAlias(name: string): Promise<void> {
  try {
    await retry(() => kms.send(new DeleteAliasCommand({ AliasName: name })));
  } catch (error) {
    if (errorName(error) !== 'NotFoundException') {
      throw error;
    }
  }
}

/** Keeps the key and its alias, unless the template asked for the deletion by name; a key that was never made is none to delete. */
async function remove(event: CustomResourceEvent): Promise<CustomResourceResult> {
  const { Alias, ScheduleDeletion } = wantedBy(event);
  const physicalResourceId = String(event.PhysicalResourceId);
  const key = ScheduleDeletion === 'true' && physicalResourceId.startsWith('arn:') ? await keyBehind(physicalResourceId) : undefined;
  if (key && key.KeyState !== 'PendingDeletion') {
    console.log(`scheduling the deletion of ${key.Arn}`);
    await deleteAlias(Alias);
    await scheduleDeletion(key, wantedBy(event));
  }
  return { physicalResourceId };
}
