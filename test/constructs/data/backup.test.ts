import { App, Duration, PropertyInjectors, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BackupByClass, BackupByClassProps, DataClassification, SecureBackupVault, SecureBackupVaultProps } from '../../../lib/constructs/data';
import { deploy, WORKLOAD, worldWith, writesOf } from '../deployed';

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;

function newStack(): Stack {
  const stack = new Stack(new App(), 'Stack');
  CONFIDENTIAL.applyTo(stack);
  return stack;
}

const vaultTemplate = (props?: SecureBackupVaultProps) => {
  const stack = newStack();
  new SecureBackupVault(stack, 'Vault', props);
  return Template.fromStack(stack);
};

const backupTemplate = (props?: BackupByClassProps) => {
  const stack = newStack();
  new BackupByClass(stack, 'Backup', props);
  return Template.fromStack(stack);
};

/** The one rule of each plan, by the value of the tag that its selection asks for. */
function rulesOf(template: Template): Record<string, Record<string, unknown>> {
  const plans = template.findResources('AWS::Backup::BackupPlan');
  return Object.fromEntries(Object.values(template.findResources('AWS::Backup::BackupSelection')).map(({ Properties }) => {
    const rules = plans[Properties.BackupPlanId['Fn::GetAtt'][0]].Properties.BackupPlan.BackupPlanRule;
    expect(rules).toHaveLength(1);
    const [{ ConditionKey, ConditionValue, ConditionType }] = Properties.BackupSelection.ListOfTags;
    expect([ConditionKey, ConditionType]).toEqual(['DataClassification', 'STRINGEQUALS']);
    return [ConditionValue, rules[0]];
  }));
}

describe('defaults', () => {
  test('a vault is locked, kept, under a key of its own, and gives nothing away', () => {
    const template = vaultTemplate();
    template.hasResource('AWS::Backup::BackupVault', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        LockConfiguration: { MinRetentionDays: 7, ChangeableForDays: Match.absent() },
        EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ApplicationKey'), 'Arn'] },
        AccessPolicy: {
          Statement: [{
            Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*', Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
          }],
        },
        BackupVaultTags: { DataClassification: 'confidential' },
      },
    });
  });

  test('a vault gets no alias that a guardrail keeps for the platform', () => {
    Object.values(vaultTemplate().findResources('AWS::KMS::Alias')).forEach(({ Properties }) => expect(Properties.AliasName).not.toMatch(/^alias\/lz/));
  });

  test('every class is backed up for as long as it says, and in a plan of its own', () => {
    const rules = rulesOf(backupTemplate());
    expect(Object.fromEntries(Object.entries(rules).map(([name, { Lifecycle }]) => [name, Lifecycle]))).toEqual({
      internal: { DeleteAfterDays: 35 },
      confidential: { DeleteAfterDays: 90 },
      restricted: { DeleteAfterDays: 365, MoveToColdStorageAfterDays: 30 },
    });
    expect(rules.restricted).toMatchObject({
      ScheduleExpression: 'cron(0 3 * * ? *)', StartWindowMinutes: 60, RecoveryPointTags: { DataClassification: 'restricted' },
    });
  });

  test('a role makes backups and restores none, and may use the key of the vault, which is that of the strictest class', () => {
    const template = backupTemplate();
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(JSON.stringify(role.Properties.ManagedPolicyArns)).toMatch(/AWSBackupServiceRolePolicyForBackup.*AWSBackupServiceRolePolicyForS3Backup/);
    expect(JSON.stringify(template.toJSON())).not.toContain('Restores');
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::Backup::BackupVault', { BackupVaultTags: { DataClassification: 'restricted' } });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: 'BackupsRead', Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('BackupRole'), 'Arn'] } } }),
          Match.objectLike({ Sid: 'BackupsGrant', Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
        ]),
      },
    });
  });
});

describe('deployed', () => {
  test('vault, plans, selections and role come to be in an account, and a second time nothing changes', async () => {
    const world = worldWith();
    const build = (stack: Stack) => {
      CONFIDENTIAL.applyTo(stack);
      new BackupByClass(stack, 'Backup');
    };
    await deploy(world, { account: WORKLOAD, build });
    const before = world.calls.length;
    await deploy(world, { account: WORKLOAD, build });
    expect(writesOf(world.calls.slice(before)).filter(action => action.startsWith('backup'))).toEqual([]);
  });
});

describe('options', () => {
  test('a vault of public data goes without a key of its own', () => {
    vaultTemplate({ classification: PUBLIC }).hasResourceProperties('AWS::Backup::BackupVault', { EncryptionKeyArn: Match.absent() });
  });

  test('compliance mode is asked for, with the days in which it can be taken back', () => {
    vaultTemplate({ lockConfiguration: { minRetention: Duration.days(30), changeableFor: Duration.days(5) } })
      .hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 30, ChangeableForDays: 5 } });
  });

  test('a vault of the CDK gets the same by injection, and keeps what its user wrote', () => {
    const stack = newStack();
    PropertyInjectors.of(stack).add(SecureBackupVault.defaults());
    new BackupVault(stack, 'Plain');
    new BackupVault(stack, 'Weak', { blockRecoveryPointDeletion: false });
    const [plain, weak] = Object.values(Template.fromStack(stack).findResources('AWS::Backup::BackupVault'));
    expect(plain.Properties).toMatchObject({ LockConfiguration: { MinRetentionDays: 7 }, AccessPolicy: expect.anything() });
    expect(weak.Properties.AccessPolicy).toBeUndefined();
  });

  test('backups are copied elsewhere, at another hour, without cold storage, for a class of your own', () => {
    const stack = newStack();
    const health = DataClassification.custom({ className: 'health', backupRetention: Duration.days(3650) });
    const copy = BackupVault.fromBackupVaultArn(stack, 'Copy', 'arn:aws:backup:eu-west-1:222222222222:backup-vault:copies');
    new BackupByClass(stack, 'Backup', {
      classes: [PUBLIC, health], copyTo: [copy], coldStorage: false, schedule: Schedule.expression('cron(0 1 * * ? *)'),
    });
    expect(rulesOf(Template.fromStack(stack))).toEqual({ health: expect.objectContaining({
      ScheduleExpression: 'cron(0 1 * * ? *)',
      Lifecycle: { DeleteAfterDays: 3650 },
      CopyActions: [{ DestinationBackupVaultArn: expect.stringContaining('222222222222'), Lifecycle: { DeleteAfterDays: 3650 } }],
    }) });
  });

  test('the role may use the keys of what is backed up', () => {
    const stack = newStack();
    const key = new Key(stack, 'Key');
    new BackupByClass(stack, 'Backup', { encryptionKeys: [key] });
    const keys = Object.entries(Template.fromStack(stack).findResources('AWS::KMS::Key')).filter(([id]) => id.startsWith('Key'));
    expect(JSON.stringify(keys)).toContain('BackupsRead');
  });
});

describe('import', () => {
  test('uses a vault that exists', () => {
    const stack = newStack();
    new BackupByClass(stack, 'Backup', { backupVault: BackupVault.fromBackupVaultName(stack, 'Vault', 'vault') });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Backup::BackupVault', 0);
    expect(Object.values(rulesOf(template)).map(({ TargetBackupVault }) => TargetBackupVault)).toEqual(['vault', 'vault', 'vault']);
  });
});

describe('validation', () => {
  test('fails on a vault that is weaker, and says all of it at once', () => {
    const attempt = () => vaultTemplate({ blockRecoveryPointDeletion: false, removalPolicy: RemovalPolicy.DESTROY });
    expect(attempt).toThrow(/Stack\/Vault: 2 problems/);
    expect(attempt).toThrow(/'blockRecoveryPointDeletion' must not be false, got false: leave it out, or use backup.BackupVault with a waiver/);
    expect(attempt).toThrow(/'removalPolicy' must not be DESTROY/);
  });

  test.each([[Duration.days(6), /'lockConfiguration.minRetention' must be 7 days or longer, got "6 days"/], [Duration.hours(23), /got "23 hours"/]])(
    'fails on a lock of %s, which lets go of backups too soon', (minRetention, message) => {
      expect(() => vaultTemplate({ lockConfiguration: { minRetention } })).toThrow(message);
      expect(() => vaultTemplate({ lockConfiguration: { minRetention: Duration.days(7) } })).not.toThrow();
    });

  test('fails where nobody said the class of what is backed up', () => {
    expect(() => new SecureBackupVault(new Stack(new App(), 'Stack'), 'Vault')).toThrow(/'classification' must say what the data is/);
  });

  test.each<[string, BackupByClassProps, RegExp]>([
    ['on no class with backups', { classes: [PUBLIC] }, /must have a class with a 'backupRetention', got \["public"\]/],
    ['on a class twice', { classes: [INTERNAL, RESTRICTED, INTERNAL] }, /'classes' must not repeat, got "internal"/],
    ['on backups that are over before the lock lets them go', {
      classes: [DataClassification.custom({ className: 'short', backupRetention: Duration.days(3) })],
    }, /'backupRetention' of class "short" must be 7 days or longer, got 3/],
  ])('fails %s', (_, props, message) => {
    expect(() => backupTemplate(props)).toThrow(message);
  });
});
