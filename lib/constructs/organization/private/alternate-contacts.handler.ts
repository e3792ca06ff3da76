import { AccountClient, AlternateContactType, GetAlternateContactCommand, PutAlternateContactCommand } from '@aws-sdk/client-account';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { everyAccount, isActive } from '../../../core/accounts.handler';
import { CustomResourceEvent, errorName, retry, serve } from '../../../core/custom-resource.handler';

/** A contact as AWS Account Management takes it. */
interface Contact {
  readonly AlternateContactType: AlternateContactType;
  readonly Name: string;
  readonly Title: string;
  readonly EmailAddress: string;
  readonly PhoneNumber: string;
}

/** The properties of the resource, which the schedule sends as they are. */
interface Wanted {
  readonly ManagementAccountId: string;
  readonly Contacts: Contact[];
}

const organizations = new OrganizationsClient({});
const account = new AccountClient({});

const answerCloudFormation = serve(async ({ ResourceProperties }) => {
  await keepContacts(ResourceProperties as unknown as Wanted);
  return { physicalResourceId: 'alternate-contacts' };
});

/** CloudFormation waits for an answer; the schedule, which finds the accounts that joined since, does not. */
export const handler = (event: CustomResourceEvent): Promise<void> =>
  event.RequestType === undefined ? keepContacts(event.ResourceProperties as unknown as Wanted) : answerCloudFormation(event);

/** One account that refuses does not keep the others from their contacts. */
async function keepContacts({ ManagementAccountId, Contacts }: Wanted): Promise<void> {
  const failures: string[] = [];
  for (const id of await activeAccounts()) {
    // The management account must not name itself.
    const at = id === ManagementAccountId ? {} : { AccountId: id };
    for (const contact of Contacts) {
      try {
        await keepContact(at, contact);
      } catch (error) {
        console.error(error);
        failures.push(`${contact.AlternateContactType} of ${id}: ${errorName(error)} ${(error as Error).message}`);
      }
    }
  }
  if (failures.length > 0) {
    throw new Error(`${failures.length} contacts were not set: ${failures.join('; ')}`);
  }
}

async function activeAccounts(): Promise<string[]> {
  const accounts = await everyAccount(NextToken => retry(() => organizations.send(new ListAccountsCommand({ NextToken }))));
  return accounts.filter(isActive).map(({ Id }) => String(Id));
}

async function keepContact(at: { AccountId?: string }, wanted: Contact): Promise<void> {
  const { AlternateContactType: type } = wanted;
  const current = await currentContact(at, type);
  if (!current || (['Name', 'Title', 'EmailAddress', 'PhoneNumber'] as const).some(member => current[member] !== wanted[member])) {
    console.log(`setting the ${type} contact of ${at.AccountId ?? 'the management account'}`);
    await retry(() => account.send(new PutAlternateContactCommand({ ...at, ...wanted })));
  }
}

async function currentContact(at: { AccountId?: string }, type: AlternateContactType): Promise<Partial<Contact> | undefined> {
  try {
    const request = new GetAlternateContactCommand({ ...at, AlternateContactType: type });
    const { AlternateContact } = await retry(() => account.send(request));
    return AlternateContact as Partial<Contact> | undefined;
  } catch (error) {
    if (errorName(error) !== 'ResourceNotFoundException') {
      throw error;
    }
    return undefined;
  }
}
