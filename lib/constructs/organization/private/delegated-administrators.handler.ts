import { ListDelegatedServicesForAccountCommand, OrganizationsClient, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { errorName, isNotOffered, retry, serve, strings } from '../../../core/custom-resource.handler';
import { Administration } from './handlers/administration/administration.handler';
import { detective } from './handlers/administration/detective.handler';
import { guardDuty } from './handlers/administration/guardduty.handler';
import { inspector } from './handlers/administration/inspector.handler';
import { ipam } from './handlers/administration/ipam.handler';
import { macie } from './handlers/administration/macie.handler';
import { securityHub } from './handlers/administration/security-hub.handler';

const organizations = new OrganizationsClient({});

/** A service that has an administrator in each region, and the regions in which it gets one. */
interface RegionalService {
  readonly Service: string;
  readonly Regions: unknown;
}

/**
 * By service principal; the keys are those of regional-services.ts. In this order, so that what everybody needs is there whatever the
 * others do.
 */
const ADMINISTRATIONS: Readonly<Record<string, (region: string) => Administration>> = {
  'guardduty.amazonaws.com': guardDuty,
  'securityhub.amazonaws.com': securityHub,
  'inspector2.amazonaws.com': inspector,
  'ipam.amazonaws.com': ipam,
  'macie.amazonaws.com': macie,
  'detective.amazonaws.com': detective,
};

/** Services that AWS does not offer in every region, and that nothing else of the landing zone rests on. */
const OPTIONAL = ['inspector2.amazonaws.com', 'macie.amazonaws.com', 'detective.amazonaws.com'];

export const handler = serve(async ({ ResourceProperties }) => {
  const accountId = String(ResourceProperties.AccountId);
  await registerServices(accountId, strings(ResourceProperties.Services));
  const problems: string[] = [];
  const notOffered: string[] = [];
  for (const { Service, Regions } of inOrder((ResourceProperties.RegionalServices ?? []) as RegionalService[])) {
    for (const region of strings(Regions)) {
      const what = `${Service} in ${region}`;
      try {
        problems.push(...await designate(administrationOf(Service, region), accountId, what));
      } catch (error) {
        console.error(error);
        if (isNotOffered(error) && OPTIONAL.includes(Service)) {
          notOffered.push(what);
        } else {
          problems.push(`${what}: ${errorName(error)}: ${(error as Error).message}`);
        }
      }
    }
  }
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
  return { physicalResourceId: `${accountId}-delegated-administrator`, data: { NotOffered: notOffered.join(', ') || 'none' } };
});

function inOrder(services: readonly RegionalService[]): RegionalService[] {
  const order = Object.keys(ADMINISTRATIONS);
  return [...services].sort((one, other) => order.indexOf(one.Service) - order.indexOf(other.Service));
}

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

/** Of a service in a region. */
function administrationOf(service: string, region: string): Administration {
  const administration = ADMINISTRATIONS[service];
  if (!administration) {
    throw new Error(`${service} has no administrator of its own in a region: register it with AWS Organizations`);
  }
  return administration(region);
}
