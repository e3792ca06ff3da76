import { ExistingContents, ExistingRegion } from '../options';
import type { World } from '../world';
import { analyzerArn } from './access-analyzer';
import { placeKey, recorderArn } from './config';
import { occupyDefaultVpc } from './ec2-networks';
import { enableGuardDuty } from './guardduty';
import { createServiceLinkedRole, findServiceLinkedRole, roleArn } from './iam';
import { addKeyStore } from './kms-key-stores';
import { enableHub } from './security-hub';

const CONTENTS: readonly (keyof ExistingContents)[] = ['serviceLinkedRoles', 'passwordPolicy', 'regions'];
const REGION: readonly (keyof ExistingRegion)[] = [
  'recorder', 'deliveryChannel', 'detector', 'securityHub', 'accountAnalyzer', 'defaultVpcInterfaces', 'ebsDefaultKey', 'keyStores', 'sessionPreferences',
];

/** What does not fit in the description of an account: a person wrote it. */
export function contentsProblems(accountId: string, contents: ExistingContents): readonly string[] {
  const { serviceLinkedRoles = [], regions = {} } = contents;
  return [
    ...serviceLinkedRoles.filter(service => !/\.amazonaws\.com$/.test(service))
      .map(service => `'serviceLinkedRoles' of account ${accountId} must be such as "config.amazonaws.com", got ${JSON.stringify(service)}`),
    ...Object.entries(regions).flatMap(([region, found]) => strangers(found, REGION).map(name =>
      `'regions' of account ${accountId} must name ${REGION.join(', ')}, got '${name}' in ${region}`)),
    ...Object.entries(regions).filter(([, { recorder, deliveryChannel }]) => deliveryChannel !== undefined && recorder === undefined)
      .map(([region]) => `'deliveryChannel' of account ${accountId} in ${region} must come with a 'recorder': AWS Config has no channel without one`),
  ];
}

/** Names in the description of an account that are none of ours; `own` are those of the account itself. */
export const strangeContents = (contents: object, own: readonly string[]): readonly string[] => strangers(contents, [...own, ...CONTENTS]);

const strangers = (value: object, known: readonly string[]) => Object.keys(value).filter(name => !known.includes(name));

/** Puts into an account what it holds as it is found; nothing of it comes from a stack. */
export function addContents(world: World, accountId: string, contents: ExistingContents): void {
  const { serviceLinkedRoles = [], passwordPolicy, regions = {} } = contents;
  const missing = serviceLinkedRoles.filter(service => !findServiceLinkedRole(world, accountId, service));
  missing.forEach(service => createServiceLinkedRole(world, accountId, service));
  if (passwordPolicy) {
    world.state.passwordPolicies.policies.set(accountId, { ...passwordPolicy });
  }
  Object.entries(regions).forEach(([region, found]) => addToRegion(world, accountId, region, found));
}

function addToRegion(world: World, accountId: string, region: string, found: ExistingRegion): void {
  const place = { accountId, region };
  if (found.recorder !== undefined) {
    world.state.config.recorders.set(placeKey(place), {
      ...place, name: found.recorder, arn: recorderArn(world, place, found.recorder),
      recording: found.deliveryChannel !== undefined,
      roleArn: roleArn(world, accountId, 'config-recorder-as-found'),
      group: { allSupported: true, includeGlobalResourceTypes: false, resourceTypes: [], excludedTypes: [] }, frequency: 'CONTINUOUS',
    });
  }
  if (found.deliveryChannel !== undefined) {
    world.state.config.channels.set(placeKey(place), { ...place, name: found.deliveryChannel, bucketName: `config-bucket-as-found-${accountId}` });
  }
  if (found.detector) {
    enableGuardDuty(world, accountId, region);
  }
  if (found.securityHub) {
    enableHub(world, { ...place, enabledBy: 'account', defaultStandards: true });
  }
  if (found.accountAnalyzer !== undefined) {
    const arn = analyzerArn(world, place, found.accountAnalyzer);
    world.state.accessAnalyzer.analyzers.set(arn, { ...place, arn, name: found.accountAnalyzer, type: 'ACCOUNT' });
  }
  addSettings(world, place, found);
}

/** What the settings of the baseline meet: a VPC that is used, keys and preferences that somebody chose. */
function addSettings(world: World, place: { readonly accountId: string; readonly region: string }, found: ExistingRegion): void {
  const name = `${place.accountId}/${place.region}`;
  found.defaultVpcInterfaces?.forEach(id => occupyDefaultVpc(world, place, 'NetworkInterfaces', id));
  found.keyStores?.forEach(store => addKeyStore(world, place.accountId, place.region, store));
  if (found.ebsDefaultKey !== undefined) {
    world.state.ec2.encryption.set(name, { byDefault: true, keyArn: found.ebsDefaultKey });
  }
  if (found.sessionPreferences !== undefined) {
    world.state.ssm.documents.set(`${name}/SSM-SessionManagerRunShell`, { versions: [found.sessionPreferences], defaultVersion: 1 });
  }
}
