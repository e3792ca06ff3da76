import { LandingZoneProps } from '../landing-zone-props';

/**
 * What a first deployment cannot have, for a warning. It is no mistake: the same configuration is right from the second deployment on, and
 * synthesis does not know which one it is for.
 */
export function firstDeploymentAdvice({ alerts, security }: LandingZoneProps): string[] {
  const { critical, high = [], low = [] } = alerts;
  const needy = [...critical, ...high, ...low].filter(({ _address }) => _address === undefined);
  return security.account.accountId !== undefined || needy.length === 0 ? [] : [
    `'alerts' should name mailboxes alone until the account "${security.account.name}" exists, got ${[...new Set(needy.map(({ _id }) => `"${_id}"`))].join(', ')}: `
    + 'a workspace of Slack is connected and the secret of a webhook lies in that account before the deployment that names them; add them after the first'];
}
