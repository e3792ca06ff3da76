import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AiOptOutPolicyContent, AiService, AllowedImagesState, BackupPlan, BackupPolicyContent, BackupRule, Ec2PolicyContent, Guardrail,
  GuardrailPolicies, GuardrailSet, ImageBlockPublicAccess, ImageProvider, InspectorPolicyContent, IPolicyContent, MetadataHttpTokens,
  MetadataSwitch, RegionalEnablement, S3PolicyContent, S3PublicAccessBlock, SecurityHubPolicyContent, SnapshotBlockPublicAccess,
  TagPolicyContent, VpcBlockPublicAccessMode,
} from '../../../lib/constructs/guardrails';
import { OrganizationPolicy, PolicyType } from '../../../lib/constructs/organization';
import { PARAMETERS } from './proof';

const assign = (value: unknown) => ({ '@@assign': value });
const locked = { '@@operators_allowed_for_child_policies': ['@@none'] };

const everyRule: BackupRule = {
  ruleName: 'monthly',
  scheduleExpression: 'cron(0 5 1 * ? *)',
  vaultName: 'vault',
  startWindow: Duration.hours(2),
  completionWindow: Duration.days(1),
  lifecycle: { moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(365) },
  copies: [{ vaultArn: 'arn:aws:backup:eu-west-1:$account:backup-vault:copies', lifecycle: { deleteAfter: Duration.days(365) } }],
};
const plan = (props: Partial<BackupPlan> = {}): BackupPlan => ({
  planName: 'plan',
  regions: ['eu-central-1'],
  rules: [{ ruleName: 'daily', scheduleExpression: 'cron(0 5 ? * * *)', vaultName: 'vault' }],
  selections: [{ selectionName: 'tagged', roleName: 'lz/lz-backup', tagKey: 'backup', tagValues: ['daily'] }],
  ...props,
});
const rule = (props: Partial<BackupRule>) => () =>
  new BackupPolicyContent({ plans: [plan({ rules: [{ ...plan().rules[0], ...props }] })] });

describe('by default', () => {
  test('an S3 policy blocks public access', () => {
    expect(new S3PolicyContent().content).toEqual({ s3_attributes: { public_access_block_configuration: assign('all') } });
  });

  test('an AI opt-out policy opts out of everything, and lets nobody below say otherwise', () => {
    expect(new AiOptOutPolicyContent().content).toEqual({
      services: { ...locked, default: { ...locked, opt_out_policy: { ...locked, ...assign('optOut') } } },
    });
  });

  test('an EC2 policy asks for IMDSv2 where it says anything of metadata, lets accounts exclude VPCs, and only marks images', () => {
    expect(new Ec2PolicyContent({
      instanceMetadataDefaults: {},
      vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_INGRESS },
      allowedImages: { criteria: [{ imageProviders: [ImageProvider.AMAZON] }] },
    }).content).toEqual({
      ec2_attributes: {
        vpc_block_public_access: { internet_gateway_block: { mode: assign('block_ingress'), exclusions_allowed: assign('enabled') } },
        allowed_images_settings: { state: assign('audit_mode'), image_criteria: { criteria_1: { allowed_image_providers: assign(['amazon']) } } },
        instance_metadata_defaults: {
          http_tokens: assign('required'), http_put_response_hop_limit: assign('2'), http_endpoint: assign('no_preference'),
          instance_metadata_tags: assign('no_preference'),
        },
      },
    });
  });

  test('a tag policy enforces and requires nothing', () => {
    expect(new TagPolicyContent({ tags: [{ tagKey: 'CostCenter' }] }).content).toEqual({ tags: { CostCenter: { tag_key: assign('CostCenter') } } });
  });

  test('a backup policy keeps backups for ever, in one place', () => {
    expect(new BackupPolicyContent({ plans: [plan()] }).content).toEqual({
      plans: {
        plan: {
          regions: assign(['eu-central-1']),
          rules: { daily: { schedule_expression: assign('cron(0 5 ? * * *)'), target_backup_vault_name: assign('vault') } },
          selections: {
            tags: { tagged: { iam_role_arn: assign(expect.stringContaining(':iam::$account:role/lz/lz-backup')), tag_key: assign('backup'), tag_value: assign(['daily']) } },
          },
        },
      },
    });
  });

  test('a Security Hub policy has both lists, though one be empty', () => {
    expect(new SecurityHubPolicyContent({ regions: RegionalEnablement.everywhere() }).content).toEqual({
      securityhub: { enable_in_regions: assign(['ALL_SUPPORTED']), disable_in_regions: assign([]) },
    });
  });

  test('an Inspector policy leaves scans as they are that it does not name', () => {
    expect(new InspectorPolicyContent({ ecrScanning: RegionalEnablement.inRegions(['eu-central-1']) }).content).toEqual({
      inspector: { enablement: { ecr_scanning: { enable_in_regions: assign(['eu-central-1']), disable_in_regions: assign([]) } } },
    });
  });
});

describe('options', () => {
  test('an S3 policy can switch the block off', () => {
    expect(new S3PolicyContent({ publicAccessBlock: S3PublicAccessBlock.NONE }).content)
      .toEqual({ s3_attributes: { public_access_block_configuration: assign('none') } });
  });

  test('an AI opt-out policy can spare services, those that are not listed too, and leave the choice to units below', () => {
    expect(new AiOptOutPolicyContent({ optedIn: [AiService.LEX, AiService.of('newservice')], overridable: true }).content).toEqual({
      services: {
        default: { opt_out_policy: assign('optOut') }, lex: { opt_out_policy: assign('optIn') }, newservice: { opt_out_policy: assign('optIn') },
      },
    });
  });

  test('an EC2 policy can say everything that AWS knows', () => {
    expect(new Ec2PolicyContent({
      exceptionMessage: 'Ask us.',
      vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_BIDIRECTIONAL, exclusionsAllowed: false },
      serialConsoleAccess: true,
      imageBlockPublicAccess: ImageBlockPublicAccess.UNBLOCKED,
      snapshotBlockPublicAccess: SnapshotBlockPublicAccess.BLOCK_NEW_SHARING,
      allowedImages: {
        state: AllowedImagesState.ENABLED,
        criteria: [
          { imageProviders: [ImageProvider.account('111122223333'), ImageProvider.AWS_MARKETPLACE, ImageProvider.AWS_BACKUP_VAULT], imageNames: ['golden-*'] },
          { marketplaceProductCodes: ['abc123'], maximumDaysSinceCreated: 300, maximumDaysSinceDeprecated: 0 },
        ],
      },
      instanceMetadataDefaults: {
        httpTokens: MetadataHttpTokens.OPTIONAL, httpTokensEnforced: true, httpPutResponseHopLimit: 1, httpEndpoint: MetadataSwitch.ENABLED,
        instanceMetadataTags: MetadataSwitch.DISABLED,
      },
    }).content).toEqual({
      ec2_attributes: {
        exception_message: assign('Ask us.'),
        vpc_block_public_access: { internet_gateway_block: { mode: assign('block_bidirectional'), exclusions_allowed: assign('disabled') } },
        serial_console_access: { status: assign('enabled') },
        image_block_public_access: { state: assign('unblocked') },
        snapshot_block_public_access: { state: assign('block_new_sharing') },
        allowed_images_settings: {
          state: assign('enabled'),
          image_criteria: {
            criteria_1: {
              allowed_image_providers: assign(['111122223333', 'aws_marketplace', 'aws_backup_vault']), image_names: assign(['golden-*']),
            },
            criteria_2: {
              marketplace_product_codes: assign(['abc123']),
              creation_date_condition: { maximum_days_since_created: assign(300) },
              deprecation_time_condition: { maximum_days_since_deprecated: assign(0) },
            },
          },
        },
        instance_metadata_defaults: {
          http_tokens: assign('optional'), http_tokens_enforced: assign('enabled'), http_put_response_hop_limit: assign('1'),
          http_endpoint: assign('enabled'), instance_metadata_tags: assign('disabled'),
        },
      },
    });
  });

  test('a tag policy can allow values, enforce them and ask for the tag', () => {
    const tag = { tagKey: 'CostCenter', tagValues: ['100', '2*'], enforcedFor: ['s3:bucket'], reportRequiredFor: ['ec2:ALL_SUPPORTED'] };

    expect(new TagPolicyContent({ tags: [tag] }).content).toEqual({
      tags: {
        CostCenter: {
          tag_key: assign('CostCenter'), tag_value: assign(['100', '2*']), enforced_for: assign(['s3:bucket']),
          report_required_tag_for: assign(['ec2:ALL_SUPPORTED']),
        },
      },
    });
  });

  test('a backup policy can copy, cool and expire, and restore any point in time', () => {
    const { plans } = new BackupPolicyContent({
      plans: [plan({ rules: [everyRule, { ...plan().rules[0], continuousBackup: true, lifecycle: { deleteAfter: Duration.days(35) } }] })],
    }).content as { plans: Record<string, { rules: Record<string, unknown> }> };

    expect(plans.plan.rules.monthly).toEqual({
      schedule_expression: assign('cron(0 5 1 * ? *)'),
      target_backup_vault_name: assign('vault'),
      start_backup_window_minutes: assign('120'),
      complete_backup_window_minutes: assign('1440'),
      lifecycle: { move_to_cold_storage_after_days: assign('30'), delete_after_days: assign('365') },
      copy_actions: {
        'arn:aws:backup:eu-west-1:$account:backup-vault:copies': {
          target_backup_vault_arn: assign('arn:aws:backup:eu-west-1:$account:backup-vault:copies'), lifecycle: { delete_after_days: assign('365') },
        },
      },
    });
    expect(plans.plan.rules.daily).toMatchObject({ enable_continuous_backup: assign(true), lifecycle: { delete_after_days: assign('35') } });
  });

  test('Security Hub can scan networks, and leave Regions out', () => {
    expect(new SecurityHubPolicyContent({
      regions: RegionalEnablement.everywhereExcept(['us-east-2']), networkScanning: RegionalEnablement.nowhere(),
    }).content).toEqual({
      securityhub: {
        enable_in_regions: assign(['ALL_SUPPORTED']),
        disable_in_regions: assign(['us-east-2']),
        features: { network_scanning: { enable_in_regions: assign([]), disable_in_regions: assign(['ALL_SUPPORTED']) } },
      },
    });
  });

  test('Inspector can scan all it knows; the code of functions within their packages', () => {
    const everywhere = RegionalEnablement.everywhere();
    const lists = { enable_in_regions: assign(['ALL_SUPPORTED']), disable_in_regions: assign([]) };

    expect(new InspectorPolicyContent({
      ec2Scanning: everywhere, ecrScanning: everywhere, lambdaStandardScanning: everywhere, lambdaCodeScanning: everywhere,
      codeRepositoryScanning: everywhere,
    }).content).toEqual({
      inspector: {
        enablement: {
          ec2_scanning: lists, ecr_scanning: lists, code_repository_scanning: lists,
          lambda_standard_scanning: { ...lists, lambda_code_scanning: lists },
        },
      },
    });
  });

  test.each<IPolicyContent>([
    new Ec2PolicyContent({ serialConsoleAccess: false }),
    new S3PolicyContent(),
    new AiOptOutPolicyContent(),
    new TagPolicyContent({ tags: [{ tagKey: 'CostCenter', tagValues: ['1'] }] }),
    new BackupPolicyContent({ plans: [plan({ rules: [everyRule] })] }),
    new SecurityHubPolicyContent({ regions: RegionalEnablement.everywhere() }),
    new InspectorPolicyContent({ ec2Scanning: RegionalEnablement.everywhere() }),
  ])('$policyType.policyTypeName: the same reaches the template as a policy and as a guardrail of one\'s own, empty lists included', ({ content, policyType }) => {
    const stack = new Stack(new App());
    new OrganizationPolicy(stack, 'Policy', { policyName: 'mine', policyType, content, targets: [] });
    const guardrail = new Guardrail({ id: 'ACME-1', title: 'Mine', intent: 'Mine.', threat: 'Theirs.', policyType, content });
    new GuardrailPolicies(stack, 'Policies', { set: GuardrailSet.of('mine', [guardrail]), targets: [], parameters: PARAMETERS });

    const [policy, ofGuardrail] = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));
    expect(ofGuardrail.Properties.Content).toEqual(policy.Properties.Content);
    expect(JSON.stringify(policy.Properties.Content).match(/@@assign/g)).toHaveLength(JSON.stringify(content).match(/@@assign/g)!.length);
  });

  test('a policy of another type is content as AWS writes it', () => {
    const content = { upgrade_rollout: { default: { patch_order: assign('last') } } };
    const raw = new Guardrail({ id: 'ACME-2', title: 'Raw', intent: 'Raw.', threat: 'Raw.', policyType: PolicyType.UPGRADE_ROLLOUT_POLICY, content });

    expect(raw.content(PARAMETERS)).toEqual(content);
  });
});

describe('validation', () => {
  test.each<[string, () => unknown]>([
    ['\'vpcBlockPublicAccess\' or another attribute must be given, got none', () => new Ec2PolicyContent({})],
    ['\'httpPutResponseHopLimit\' must be a whole number from 1 to 64, got 65', () => new Ec2PolicyContent({ instanceMetadataDefaults: { httpPutResponseHopLimit: 65 } })],
    ['\'criteria\' must be 1 to 10, got 0', () => new Ec2PolicyContent({ allowedImages: { criteria: [] } })],
    ['\'criteria\' must be 1 to 10, got 11', () => new Ec2PolicyContent({ allowedImages: { criteria: Array(11).fill({ imageNames: ['x'] }) } })],
    ['\'criteria\' must each say something, got one that says nothing', () => new Ec2PolicyContent({ allowedImages: { criteria: [{ imageNames: [] }] } })],
    ['\'criteria\' must count whole days from 0, got -1', () => new Ec2PolicyContent({ allowedImages: { criteria: [{ maximumDaysSinceCreated: -1 }] } })],
    ['\'accountId\' must be an account id of 12 digits, got "amazon"', () => ImageProvider.account('amazon')],
    ['\'serviceKey\' must be lower-case letters and digits, other than "default", got "default"', () => AiService.of('default')],
    ['\'optedIn\' must not repeat, got "lex" 2 times', () => new AiOptOutPolicyContent({ optedIn: [AiService.LEX, AiService.LEX] })],
    ['\'tags\' must name a tag, got none', () => new TagPolicyContent({ tags: [] })],
    ['\'tags\' must not repeat, got "owner" 2 times', () => new TagPolicyContent({ tags: [{ tagKey: 'Owner' }, { tagKey: 'owner' }] })],
    ['\'tagKey\' must have 1 to 128 characters', () => new TagPolicyContent({ tags: [{ tagKey: '' }] })],
    ['\'tagValues\' of tag "Owner" must name a value, got none', () => new TagPolicyContent({ tags: [{ tagKey: 'Owner', tagValues: [] }] })],
    ['\'tagValues\' must hold one "*" at most, got "*@*"', () => new TagPolicyContent({ tags: [{ tagKey: 'Owner', tagValues: ['*@*'] }] })],
    ['\'enforcedFor\' must be resource types such as "s3:bucket"', () => new TagPolicyContent({ tags: [{ tagKey: 'Owner', enforcedFor: ['s3'] }] })],
    ['\'plans\' must name a plan, got none', () => new BackupPolicyContent({ plans: [] })],
    ['\'plans\' must not repeat, got "plan" 2 times', () => new BackupPolicyContent({ plans: [plan(), plan()] })],
    ['\'regions\' of plan "plan" must not be empty', () => new BackupPolicyContent({ plans: [plan({ regions: [] })] })],
    ['\'planName\' must be 1 to 50 letters', () => new BackupPolicyContent({ plans: [plan({ planName: 'a b' })] })],
    ['\'roleName\' must be a role such as "lz/lz-backup", got "/lz/lz-backup"', () =>
      new BackupPolicyContent({ plans: [plan({ selections: [{ ...plan().selections[0], roleName: '/lz/lz-backup' }] })] })],
    ['\'tagValues\' of selection "tagged" must name a tag and its values', () =>
      new BackupPolicyContent({ plans: [plan({ selections: [{ ...plan().selections[0], tagValues: [] }] })] })],
    ['\'scheduleExpression\' must be a cron expression', rule({ scheduleExpression: 'rate(1 day)' })],
    ['\'vaultName\' must be 2 to 50 letters', rule({ vaultName: 'a vault' })],
    ['\'startWindow\' of rule "daily" must be at least 60 minutes, got 59', rule({ startWindow: Duration.minutes(59) })],
    ['\'deleteAfter\' of rule "daily" must be at most 35 days with continuous backup, got none', rule({ continuousBackup: true })],
    ['\'deleteAfter\' of rule "daily" must be at least 120 days, 90 after it moved to cold storage, got 119',
      rule({ lifecycle: { moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(119) } })],
    ['\'vaultArn\' must be the ARN of a backup vault, known at synth, got "vault"', rule({ copies: [{ vaultArn: 'vault' }] })],
    ['\'regions\' must name Regions such as "eu-central-1", got "Frankfurt"', () =>
      new SecurityHubPolicyContent({ regions: RegionalEnablement.inRegions(['Frankfurt']) })],
    ['\'regions\' must name a Region, got none', () => new SecurityHubPolicyContent({ regions: RegionalEnablement.inRegions([]) })],
    ['\'ec2Scanning\' or another scan must be given, got none', () => new InspectorPolicyContent({})],
    ['\'lambdaStandardScanning\' must be given with \'lambdaCodeScanning\'', () =>
      new InspectorPolicyContent({ lambdaCodeScanning: RegionalEnablement.everywhere() })],
  ])('fails when it makes no sense, and says %s', (message, make) => {
    expect(make).toThrow(message);
  });

  test('says all problems at once', () => {
    expect(() => new BackupPolicyContent({ plans: [plan({ planName: '!', regions: [] })] })).toThrow(/2 problems\n.*planName.*\n.*regions/);
  });
});
