import { ListDelegatedServicesForAccountCommand, OrganizationsClient, RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { errorName, retry, serve, strings } from '../../../core/custom-resource.handler';

const organizations = new OrganizationsClient({});

export const handler = serve(async ({ ResourceProperties }) => {
  const accountId = String(ResourceProperties.AccountId);
  const registered = await registeredServices(accountId);
  for (const service of strings(ResourceProperties.Services).filter(name => !registered.has(name))) {
    console.log(`registering ${accountId} for ${service}`);
    await register(accountId, service);
  }
  return { physicalResourceId: `${accountId}-delegated-administrator` };
});

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
