import {
  DetectiveClient, EnableOrganizationAdminAccountCommand as EnableDetective, ListOrganizationAdminAccountsCommand as ListDetective,
} from '@aws-sdk/client-detective';
import {
  EnableOrganizationAdminAccountCommand as EnableGuardDuty, GuardDutyClient, ListOrganizationAdminAccountsCommand as ListGuardDuty,
} from '@aws-sdk/client-guardduty';
import { EnableDelegatedAdminAccountCommand, Inspector2Client, ListDelegatedAdminAccountsCommand } from '@aws-sdk/client-inspector2';
import {
  EnableMacieCommand, EnableOrganizationAdminAccountCommand as DesignateMacie, GetMacieSessionCommand,
  ListOrganizationAdminAccountsCommand as ListMacie, Macie2Client,
} from '@aws-sdk/client-macie2';
import { ListDelegatedServicesForAccountCommand, OrganizationsClient, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import {
  EnableOrganizationAdminAccountCommand as EnableSecurityHub, ListOrganizationAdminAccountsCommand as ListSecurityHub, SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { errorName, retry, serve, sleep, strings } from '../../../core/custom-resource.handler';

const organizations = new OrganizationsClient({});

/** A service that has an administrator in each region, and the regions in which it gets one. */
interface RegionalService {
  readonly Service: string;
  readonly Regions: unknown;
}

export const handler = serve(async ({ ResourceProperties }) => {
  const accountId = String(ResourceProperties.AccountId);
  await registerServices(accountId, strings(ResourceProperties.Services));
  const problems: string[] = [];
  for (const { Service, Regions } of (ResourceProperties.RegionalServices ?? []) as RegionalService[]) {
    for (const region of strings(Regions)) {
      problems.push(...await designate(administrationOf(Service, region), accountId, `${Service} in ${region}`));
    }
  }
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
  return { physicalResourceId: `${accountId}-delegated-administrator` };
});

async function registerServices(accountId: string, services: string[]): Promise<void> {
  const registered = services.length > 0 ? await registeredServices(accountId) : new Set();
  for (const service of services.filter(name => !registered.has(name))) {
    console.log(`registering ${accountId} for ${service}`);
    await register(accountId, service);
  }
}

async function registeredServices(accountId: string): Promise<Set<string | undefined>> {
  const found = new Set<string | undefined>();
  let token: string | undefined;
  try {
    do {
      const request = new ListDelegatedServicesForAccountCommand({ AccountId: accountId, NextToken: token });
      const page = await retry(() => organizations.send(request));
      page.DelegatedServices?.forEach(({ ServicePrincipal }) => found.add(ServicePrincipal));
      token = page.NextToken;
    } while (token);
  } catch (error) {
    // An account that administers nothing yet is an error to this API.
    if (errorName(error) !== 'AccountNotRegisteredException') {
      throw error;
    }
  }
  return found;
}

async function register(accountId: string, service: string): Promise<void> {
  try {
    await retry(() => organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: accountId, ServicePrincipal: service })));
  } catch (error) {
    if (errorName(error) !== 'AccountAlreadyRegisteredException') {
      throw error;
    }
  }
}

/** Makes the account administrator unless it is. Another administrator is never replaced, since its settings would go. */
async function designate(administration: Administration, accountId: string, what: string): Promise<string[]> {
  const before = await retry(() => administration.administrators());
  if (before.includes(accountId)) {
    return [];
  }
  if (before.length > 0) {
    return [`${what} is administered by ${before.join(', ')}, not by ${accountId}: remove that administrator, or name it as the security account`];
  }
  console.log(`designating ${accountId} for ${what}`);
  try {
    await retry(() => administration.designate(accountId));
  } catch (error) {
    // Somebody else may have done it meanwhile; then all is well.
    if (!(await retry(() => administration.administrators())).includes(accountId)) {
      throw error;
    }
  }
  return [];
}

/** How a service learns its administrator, in one region. Each service has its own words for it. */
interface Administration {
  /** Ids of the accounts that administer it; AWS lets an organization have one in a region. */
  administrators(): Promise<string[]>;
  designate(accountId: string): Promise<void>;
}

/** By service principal; the keys are those of regional-services.ts. */
const ADMINISTRATIONS: Record<string, (region: string) => Administration> = {
  'detective.amazonaws.com': detective,
  'guardduty.amazonaws.com': guardDuty,
  'inspector2.amazonaws.com': inspector,
  'macie.amazonaws.com': macie,
  'securityhub.amazonaws.com': securityHub,
};

/** Of a service in a region. */
function administrationOf(service: string, region: string): Administration {
  const administration = ADMINISTRATIONS[service];
  if (!administration) {
    throw new Error(`${service} has no administrator of its own in a region: register it with AWS Organizations`);
  }
  return administration(region);
}

function guardDuty(region: string): Administration {
  const client = new GuardDutyClient({ region });
  return {
    administrators: async () => {
      const { AdminAccounts } = await client.send(new ListGuardDuty({}));
      return ids(AdminAccounts?.map(({ AdminAccountId }) => AdminAccountId));
    },
    designate: async accountId => void await client.send(new EnableGuardDuty({ AdminAccountId: accountId })),
  };
}

function securityHub(region: string): Administration {
  const client = new SecurityHubClient({ region });
  return {
    administrators: async () => {
      const { AdminAccounts } = await client.send(new ListSecurityHub({}));
      return ids(AdminAccounts?.map(({ AccountId }) => AccountId));
    },
    designate: async accountId => void await client.send(new EnableSecurityHub({ AdminAccountId: accountId })),
  };
}

function inspector(region: string): Administration {
  const client = new Inspector2Client({ region });
  return {
    administrators: async () => {
      const { delegatedAdminAccounts } = await client.send(new ListDelegatedAdminAccountsCommand({}));
      return ids(delegatedAdminAccounts?.map(({ accountId }) => accountId));
    },
    designate: async accountId => void await client.send(new EnableDelegatedAdminAccountCommand({ delegatedAdminAccountId: accountId })),
  };
}

function detective(region: string): Administration {
  const client = new DetectiveClient({ region });
  return {
    administrators: async () => {
      const { Administrators } = await client.send(new ListDetective({}));
      return ids(Administrators?.map(({ AccountId }) => AccountId));
    },
    designate: async accountId => void await client.send(new EnableDetective({ AccountId: accountId })),
  };
}

/** Macie answers nothing to a management account that has not enabled it, and its administrator could not add that account either. */
function macie(region: string): Administration {
  const client = new Macie2Client({ region });
  return {
    administrators: async () => {
      await enableMacie(client);
      const { adminAccounts } = await client.send(new ListMacie({}));
      return ids(adminAccounts?.map(({ accountId }) => accountId));
    },
    designate: async accountId => void await client.send(new DesignateMacie({ adminAccountId: accountId })),
  };
}

const POLL_SECONDS = 5;
const POLLS = 12;

async function enableMacie(client: Macie2Client): Promise<void> {
  for (let poll = 0; !await isMacieEnabled(client); poll++) {
    if (poll === POLLS) {
      throw new Error(`Macie of the management account is not enabled after ${(POLLS * POLL_SECONDS) / 60} minute: deploy again`);
    }
    if (poll === 0) {
      console.log('enabling Macie in the management account');
      await retry(() => client.send(new EnableMacieCommand({ status: 'ENABLED' })));
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

/** Where Macie is not enabled, asking for its session is denied, to everybody. */
async function isMacieEnabled(client: Macie2Client): Promise<boolean> {
  try {
    const { status } = await retry(() => client.send(new GetMacieSessionCommand({})));
    return status === 'ENABLED';
  } catch (error) {
    if (errorName(error) === 'AccessDeniedException' && /not enabled/i.test((error as Error).message)) {
      return false;
    }
    throw error;
  }
}

const ids = (accounts: (string | undefined)[] | undefined): string[] => (accounts ?? []).filter(account => account !== undefined);
