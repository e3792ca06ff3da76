import {
  AssociateKmsKeyCommand, CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand, PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateDocumentCommand, GetDocumentCommand, GetServiceSettingCommand, SSMClient, UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand, UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';
import { merged, Preferences } from './handlers/session-preferences.handler';

const logs = new CloudWatchLogsClient({});
const ssm = new SSMClient({});

/** The document that holds the preferences of an account and region: AWS fixed its name. */
const PREFERENCES = 'SSM-SessionManagerRunShell';

interface LogGroup {
  readonly Name: string;
  readonly RetentionInDays: string;
  readonly KmsKeyId?: string;
}

export const handler = serve(async ({ ResourceProperties: wanted, OldResourceProperties: before }) => {
  if (wanted.Preferences !== undefined) {
    await keepPreferences(String(wanted.Preferences), String(before?.Preferences ?? '{}'), wanted.LogGroup as LogGroup);
  }
  for (const { Id, Value } of wanted.Settings as { Id: string; Value: string }[]) {
    await keepSetting(Id, Value);
  }
  return { physicalResourceId: 'session-manager-defaults' };
});

async function keepLogGroup({ Name, RetentionInDays, KmsKeyId }: LogGroup): Promise<void> {
  const { logGroups = [] } = await retry(() => logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: Name })));
  const existing = logGroups.find(({ logGroupName }) => logGroupName === Name);
  if (!existing) {
    console.log(`creating the log group ${Name}`);
    await retry(() => logs.send(new CreateLogGroupCommand({ logGroupName: Name, kmsKeyId: KmsKeyId })));
  } else if (KmsKeyId !== undefined && existing.kmsKeyId !== KmsKeyId) {
    await retry(() => logs.send(new AssociateKmsKeyCommand({ logGroupName: Name, kmsKeyId: KmsKeyId })));
  }
  if (existing?.retentionInDays !== Number(RetentionInDays)) {
    await retry(() => logs.send(new PutRetentionPolicyCommand({ logGroupName: Name, retentionInDays: Number(RetentionInDays) })));
  }
}

/** What is wanted, around what the account has chosen itself; the log group first, since sessions are refused without it. */
async function keepPreferences(wanted: string, before: string, logGroup: LogGroup): Promise<void> {
  const current = await preferences();
  const content = JSON.stringify(merged(parsed(wanted), parsed(current?.content), parsed(before)));
  if (parsed(content).inputs?.cloudWatchLogGroupName === logGroup.Name) {
    await keepLogGroup(logGroup);
  }
  if (!current) {
    console.log('creating the preferences');
    const document = { Name: PREFERENCES, Content: content, DocumentType: 'Session', DocumentFormat: 'JSON' } as const;
    await retry(() => ssm.send(new CreateDocumentCommand(document)));
  } else if (!sameJson(current.content, content)) {
    console.log(`updating the preferences, which were ${current.content}`);
    const version = await updatePreferences(content);
    await retry(() => ssm.send(new UpdateDocumentDefaultVersionCommand({ Name: PREFERENCES, DocumentVersion: version })));
  }
}

function parsed(content: string | undefined): Preferences {
  try {
    return JSON.parse(content ?? '{}') as Preferences;
  } catch {
    return {};
  }
}

/** The version that sessions use, unless another one is asked for. */
async function preferences(version?: string): Promise<{ content: string; version: string } | undefined> {
  try {
    const request = new GetDocumentCommand({ Name: PREFERENCES, DocumentVersion: version });
    const { Content, DocumentVersion } = await retry(() => ssm.send(request));
    return { content: String(Content), version: String(DocumentVersion) };
  } catch (error) {
    if (errorName(error) !== 'InvalidDocument') {
      throw error;
    }
    return undefined;
  }
}

/** Answers the version that holds the content. */
async function updatePreferences(content: string): Promise<string> {
  try {
    const update = new UpdateDocumentCommand({ Name: PREFERENCES, Content: content, DocumentVersion: '$LATEST', DocumentFormat: 'JSON' });
    return String((await retry(() => ssm.send(update))).DocumentDescription?.DocumentVersion);
  } catch (error) {
    // The latest version is right, only not the default one.
    if (errorName(error) !== 'DuplicateDocumentContent') {
      throw error;
    }
    return String((await preferences('$LATEST'))?.version);
  }
}

async function keepSetting(id: string, value: string): Promise<void> {
  if (await settingOf(id) !== value) {
    console.log(`setting ${id} to ${value}`);
    await retry(() => ssm.send(new UpdateServiceSettingCommand({ SettingId: id, SettingValue: value })));
  }
}

async function settingOf(id: string): Promise<string | undefined> {
  try {
    return (await retry(() => ssm.send(new GetServiceSettingCommand({ SettingId: id })))).ServiceSetting?.SettingValue;
  } catch (error) {
    if (errorName(error) !== 'ServiceSettingNotFound') {
      throw error;
    }
    return undefined;
  }
}

/** Whether two texts say the same, whatever the order and the blanks. */
function sameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(sorted(JSON.parse(one))) === JSON.stringify(sorted(JSON.parse(other)));
  } catch {
    return false;
  }
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, member]) => [key, sorted(member)] as const).sort(([a], [b]) => a < b ? -1 : 1)
    : value;
}
