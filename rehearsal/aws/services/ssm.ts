import { decide } from '../authorization';
import { SSM } from '../../rules/account-baseline';
import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, Origin, RehearsalFailure } from '../contract';
import { globalRegion } from '../regions';
import type { World } from '../world';
import { findRole, Role, roleArn, serviceCaller } from './iam';
import { findLogGroup, logGroupArn } from './logs';

/** Settings and documents of Systems Manager, by account and region. */
export interface SsmState {
  /** Settings that were changed, as `<account>/<region>/ssm/…`. */
  readonly settings: Map<string, string>;
  /** Documents of the account, as `<account>/<region>/<name>`. */
  readonly documents: Map<string, SsmDocument>;
  /** Parameters of stacks, as `<account>/<region>/<name>`. */
  readonly parameters: Map<string, SsmParameter>;
}

/** A parameter of Parameter Store. */
export interface SsmParameter {
  readonly name: string;
  value: string;
  origin?: Origin;
}

/** A document with its versions, counted from 1. */
export interface SsmDocument {
  readonly versions: readonly string[];
  readonly defaultVersion: number;
}

export const initialSsm = (): SsmState => ({ settings: new Map(), documents: new Map(), parameters: new Map() });

const PREFERENCES = 'SSM-SessionManagerRunShell';
const HOST_MANAGEMENT = 'ssm/managed-instance/default-ec2-instance-management-role';

/** Settings that the rehearsal knows, with AWS's defaults. The default of the role is how the CLI shows it; its page is not at hand. */
const DEFAULTS: Readonly<Record<string, string>> = { 'ssm/documents/console/public-sharing-permission': 'Enable', [HOST_MANAGEMENT]: '$None' };

const inPlace = ({ accountId, region }: ApiCall, name: string) => `${accountId}/${region}/${name}`;

/** The setting of an id, which is its ARN or what follows `servicesetting` in it. */
function settingOf({ SettingId }: ApiInput): string {
  const name = String(SettingId).replace(/^arn:.*:servicesetting\//, '').replace(/^\//, '');
  if (DEFAULTS[name] === undefined) {
    throw new RehearsalFailure({ kind: 'unknown', message: `the rehearsal does not know the service setting ${name}`, remedy: 'add it to rehearsal/aws/services/ssm.ts' });
  }
  return name;
}

const settingArn = (input: ApiInput, { world, accountId, region }: ApiCall) =>
  `arn:${world.partition}:ssm:${region}:${accountId}:servicesetting/${settingOf(input)}`;
const documentArn = ({ Name }: ApiInput, { world, accountId, region }: ApiCall) =>
  `arn:${world.partition}:ssm:${region}:${accountId}:document/${String(Name)}`;

/** The role of a setting's value, which is a path without the first slash, and a name. */
const hostRole = (world: World, accountId: string, value: string): Role | undefined => findRole(world, accountId, value.slice(value.lastIndexOf('/') + 1));

/** Whoever gives a role to a service must be allowed to pass it. */
function passedRole(input: ApiInput, { world, accountId }: ApiCall): readonly Authorization[] {
  if (settingOf(input) !== HOST_MANAGEMENT) {
    return [];
  }
  const value = String(input.SettingValue);
  const resource = hostRole(world, accountId, value)?.arn ?? roleArn(world, accountId, value, '/');
  return [{ action: 'iam:PassRole', resource, region: globalRegion(world.partition), context: { 'iam:PassedToService': 'ssm.amazonaws.com' } }];
}

function updateSetting(input: ApiInput, call: ApiCall): unknown {
  const name = settingOf(input);
  const value = String(input.SettingValue);
  if (name === HOST_MANAGEMENT) {
    requireHostRole(call, value);
  }
  call.world.state.ssm.settings.set(inPlace(call, name), value);
  return {};
}

function requireHostRole({ world, accountId }: ApiCall, value: string): void {
  const role = hostRole(world, accountId, value);
  const rightPath = role?.arn.endsWith(`:role/${value}`) ?? false;
  const trusts = role && decide(world, serviceCaller('ssm.amazonaws.com'), { action: 'sts:AssumeRole', resource: role.arn, resourceAccountId: accountId }).allowed;
  if (!rightPath || !trusts) {
    const message = rightPath ? `ssm.amazonaws.com cannot assume ${value} of ${accountId}` : `role ${value} does not exist in ${accountId}`;
    throw new RehearsalFailure({ kind: 'rule', rule: SSM.HOST_MANAGEMENT_ROLE, message, remedy: 'create the role in the global template of the account, which comes first' });
  }
}

function documentOf({ Name }: ApiInput, call: ApiCall): SsmDocument {
  const document = call.world.state.ssm.documents.get(inPlace(call, String(Name)));
  if (!document) {
    throw new AwsError('InvalidDocument', `Document with name ${String(Name)} does not exist.`);
  }
  return document;
}

function versionOf(document: SsmDocument, version: unknown): number {
  const named: Readonly<Record<string, number>> = { $DEFAULT: document.defaultVersion, $LATEST: document.versions.length };
  const number = named[String(version ?? '$DEFAULT')] ?? Number(version);
  if (document.versions[number - 1] === undefined) {
    throw new AwsError('InvalidDocumentVersion', 'The document version is not valid or does not exist.');
  }
  return number;
}

const keep = (input: ApiInput, call: ApiCall, document: SsmDocument): void =>
  void call.world.state.ssm.documents.set(inPlace(call, String(input.Name)), document);

function createDocument(input: ApiInput, call: ApiCall): unknown {
  if (call.world.state.ssm.documents.has(inPlace(call, String(input.Name)))) {
    throw new AwsError('DocumentAlreadyExists', 'The specified document already exists.');
  }
  checkContent(input, call);
  keep(input, call, { versions: [String(input.Content)], defaultVersion: 1 });
  return { DocumentDescription: { Name: input.Name, DocumentVersion: '1', DefaultVersion: '1' } };
}

function updateDocument(input: ApiInput, call: ApiCall): unknown {
  const document = documentOf(input, call);
  checkContent(input, call, document);
  if (document.versions.at(-1) === input.Content) {
    throw new AwsError('DuplicateDocumentContent', 'The content of the association document matches another document.');
  }
  const versions = [...document.versions, String(input.Content)];
  keep(input, call, { ...document, versions });
  const [latest, byDefault] = [versions.length, document.defaultVersion].map(String);
  return { DocumentDescription: { Name: input.Name, DocumentVersion: latest, DefaultVersion: byDefault } };
}

/**
 * Preferences with a log group that is missing are taken, and refuse every session that starts under them. Of an account that is adopted
 * the world knows the preferences, not the log group that they name.
 */
function checkContent({ Name, Content }: ApiInput, call: ApiCall, before?: SsmDocument): void {
  const content = parse(String(Content));
  if (Name !== PREFERENCES) {
    throw new RehearsalFailure({ kind: 'unknown', message: `the rehearsal does not know the document ${String(Name)}`, remedy: 'model its content in rehearsal/aws/services/ssm.ts' });
  }
  const { cloudWatchLogGroupName: name, cloudWatchEncryptionEnabled: encrypted } = content.inputs ?? {};
  if (!name || before?.versions.some(version => parse(version).inputs?.cloudWatchLogGroupName === name)) {
    return;
  }
  const group = findLogGroup(call.world, logGroupArn(call.world, call.accountId, call.region, name));
  if (!group || encrypted && !group.keyArn) {
    throw new RehearsalFailure({
      kind: 'rule', rule: SSM.SESSION_LOG_GROUP, remedy: 'create the log group first; ask for encryption only if it has a customer managed key',
      message: group ? `the log group ${name} has no customer managed key` : `the log group ${name} does not exist in ${call.accountId} ${call.region}`,
    });
  }
}

interface Preferences {
  readonly inputs?: { readonly cloudWatchLogGroupName?: string; readonly cloudWatchEncryptionEnabled?: boolean };
}

function parse(content: string): Preferences {
  try {
    return JSON.parse(content) as Preferences;
  } catch {
    throw new AwsError('InvalidDocumentContent', 'The content for the document is not valid.');
  }
}

type Arn = (input: ApiInput, call: ApiCall) => string;

function operation(name: string, write: boolean, input: readonly string[], arn: Arn, run: ApiOperation['run'], more?: typeof passedRole): ApiOperation {
  return {
    service: 'ssm', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_${name}.html`,
    authorizations: (given, call) => [{ action: `ssm:${name}`, resource: arn(given, call), region: call.region }, ...more?.(given, call) ?? []],
  };
}

/** Operations of AWS Systems Manager. */
export const operations: readonly ApiOperation[] = [
  operation('GetServiceSetting', false, ['SettingId'], settingArn, (input, call) => {
    const changed = call.world.state.ssm.settings.get(inPlace(call, settingOf(input)));
    const SettingValue = changed ?? DEFAULTS[settingOf(input)];
    return { ServiceSetting: { SettingId: `/${settingOf(input)}`, SettingValue, Status: changed === undefined ? 'Default' : 'Customized' } };
  }),
  operation('UpdateServiceSetting', true, ['SettingId', 'SettingValue'], settingArn, updateSetting, passedRole),
  operation('GetDocument', false, ['Name', 'DocumentVersion'], documentArn, (input, call) => {
    const document = documentOf(input, call);
    const version = versionOf(document, input.DocumentVersion);
    return { Name: input.Name, Content: document.versions[version - 1], DocumentVersion: String(version), DocumentType: 'Session' };
  }),
  operation('CreateDocument', true, ['Name', 'Content', 'DocumentType', 'DocumentFormat'], documentArn, createDocument),
  operation('UpdateDocument', true, ['Name', 'Content', 'DocumentVersion', 'DocumentFormat'], documentArn, updateDocument),
  operation('UpdateDocumentDefaultVersion', true, ['Name', 'DocumentVersion'], documentArn, (input, call) => {
    const document = documentOf(input, call);
    keep(input, call, { ...document, defaultVersion: versionOf(document, input.DocumentVersion) });
    return { Description: { Name: input.Name, DefaultVersion: String(input.DocumentVersion) } };
  }),
];
