import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, AnyPrincipal, IPrincipal, PolicyStatement, PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Problems } from '../../core/validation';
import { KeyUse } from './key-use';
import { narrowsService } from './private/narrowing';
import { byActions, configEncrypts, fromOrganization, ifFromAccount, ofAccount, PUBLISHING, serviceStatement } from './private/purpose-statements';

/** What a service may do with a key for every one of its customers, for `KeyPurpose.serviceOfAnyCustomer`. */
export interface AnyCustomerPurposeProps {
  /** The service that uses the key, such as "sns.amazonaws.com". */
  readonly service: string;

  /** What it calls, such as "kms:GenerateDataKey*". */
  readonly actions: string[];
}

/** What a service may do with a key, and for whom, for `KeyPurpose.service`. */
export interface ServicePurposeProps extends AnyCustomerPurposeProps {
  /**
   * On whose behalf it may do so: condition operator to condition key to values. One of them must name the source (aws:SourceArn,
   * aws:SourceAccount, aws:SourceOrgID) or what is encrypted (kms:EncryptionContext:…), since any customer can make a service call AWS KMS.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   */
  readonly conditions: Record<string, unknown>;
}

/**
 * What a customer managed key is for: who uses it, for what, and under which conditions.
 *
 * A purpose is data. A key's policy is the sum of its purposes and its administrators, so what is not named here cannot use the key, not
 * even an administrator of the account.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class KeyPurpose {
  /**
   * CloudTrail encrypts the log files and digest files of one trail; the trail may belong to another account.
   *
   * Describing and decrypting is what CloudTrail does when it creates or updates a trail whose bucket has an S3 Bucket Key; without it the
   * trail cannot be created.
   *
   * @param trailArn the one trail that may use the key
   * @param managementAccountId the account that owns the trail: of an organization the management account, whoever runs the trail
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  public static cloudTrail(trailArn: string, managementAccountId: string): KeyPurpose {
    const ofTrail = { 'aws:SourceArn': trailArn };
    const trails = `arn:${Aws.PARTITION}:cloudtrail:*:${managementAccountId}:trail/*`;
    return new KeyPurpose('CloudTrail', [
      serviceStatement('TrailEncrypts', 'cloudtrail.amazonaws.com', ['kms:GenerateDataKey*'], {
        StringEquals: ofTrail,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails },
      }),
      serviceStatement('TrailChecksKey', 'cloudtrail.amazonaws.com', ['kms:DescribeKey', 'kms:Decrypt'], { StringEquals: ofTrail }),
    ]);
  }

  /**
   * AWS Config delivers configuration history and snapshots of every account of the organization.
   *
   * Only for sources of the organization. AWS documents aws:SourceOrgID for Config's bucket policies and aws:SourceAccount for its keys,
   * which would make the policy grow with the organization; that Config sends aws:SourceOrgID to AWS KMS too is not documented. Where it
   * does not, delivery fails with AccessDenied at once, in the first account: seen, while a key that is open to strangers is not.
   *
   * @param organizationId the organization whose recorders deliver
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
   */
  public static config(organizationId: string): KeyPurpose {
    return new KeyPurpose('AWS Config delivery', [configEncrypts(fromOrganization(organizationId))]);
  }

  /**
   * AWS Config delivers configuration history and snapshots of one account.
   *
   * @param accountId the account whose recorder delivers
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
   */
  public static configOfAccount(accountId: string): KeyPurpose {
    return new KeyPurpose('AWS Config delivery', [configEncrypts({ StringEquals: { 'aws:SourceAccount': accountId } })]);
  }

  /**
   * Vended logs (VPC flow logs, resolver query logs, WAF and others) of every account of the organization are delivered to S3, and of no
   * other account. As with `config`, AWS documents aws:SourceAccount for the key and not aws:SourceOrgID: try one delivery before all
   * accounts send.
   *
   * @param organizationId the organization whose resources log
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
   */
  public static logDelivery(organizationId: string): KeyPurpose {
    const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
    return new KeyPurpose('vended log delivery', [
      serviceStatement('LogDeliveryEncrypts', 'delivery.logs.amazonaws.com', actions, fromOrganization(organizationId)),
    ]);
  }

  /**
   * GuardDuty publishes findings: detectors of one account, in whatever region. The administrator's account publishes the findings of its
   * members too, so one account is enough.
   *
   * @param accountId the account that administers GuardDuty
   * @param optInRegions regions of its detectors that have to be opted into: there GuardDuty acts under a name of its own
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
   */
  public static guardDuty(accountId: string, optInRegions: string[] = []): KeyPurpose {
    const ofDetectors = {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:guardduty:*:${accountId}:detector/*` },
    };
    const services = ['guardduty.amazonaws.com', ...[...optInRegions].sort().map(region => `guardduty.${region}.amazonaws.com`)];
    return new KeyPurpose('GuardDuty findings', [{
      sid: 'GuardDutyEncrypts',
      principals: services.map(service => new ServicePrincipal(service)),
      actions: ['kms:GenerateDataKey'],
      resources: ['*'],
      conditions: ofDetectors,
    }]);
  }

  /**
   * CloudWatch Logs encrypts one log group, in the key's region.
   *
   * @param logGroupArn the log group, without ":*" at its end; a name with wildcards stands for several
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  public static cloudWatchLogs(logGroupArn: string): KeyPurpose {
    const actions = ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'];
    return new KeyPurpose('CloudWatch Logs', [
      serviceStatement('LogGroupEncrypts', `logs.${Aws.REGION}.amazonaws.com`, actions, {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn },
      }),
    ]);
  }

  /**
   * Another account may look the key up by its alias, and nothing else. Its own IAM policies say which of its roles.
   *
   * @param accountId the account that needs to know the key's ARN
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   */
  public static describedBy(accountId: string): KeyPurpose {
    return new KeyPurpose('lookup of the key ARN', [
      { sid: 'OtherAccountLooksUp', principals: [new AccountPrincipal(accountId)], actions: ['kms:DescribeKey'], resources: ['*'] },
    ]);
  }

  /**
   * Principals read what the key encrypts, through one service only: never by calling AWS KMS themselves.
   *
   * The object's ARN cannot stand as a condition, since with an S3 Bucket Key the encryption context is the bucket.
   *
   * @param service the service they read through, without region and domain, such as "s3"
   * @param principals who reads
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  public static readThrough(service: string, principals: IPrincipal[]): KeyPurpose {
    return new KeyPurpose(`reading through ${service}`, [{
      sid: 'ReadersDecrypt',
      principals,
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com` } },
    }]);
  }

  /**
   * Principals of the key's account use it through services only, never by calling AWS KMS themselves, and only those whose own IAM
   * policies allow it too. Services that need the key later take a grant, which none but a service can.
   *
   * @param uses the services, each with what it does
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  public static usedThrough(...uses: KeyUse[]): KeyPurpose {
    const through = (used: KeyUse[]) => ({
      'kms:CallerAccount': Aws.ACCOUNT_ID, 'kms:ViaService': used.map(({ service }) => `${service}.${Aws.REGION}.amazonaws.com`),
    });
    const granted = uses.filter(({ takesGrants }) => takesGrants);
    return new KeyPurpose(`use through ${uses.map(({ service }) => service).join(', ')}`, [
      ...byActions(uses).map(used => ofAccount([...used[0].actions], { StringEquals: through(used) })),
      ...granted.length === 0 ? []
        : [ofAccount(['kms:CreateGrant'], { StringEquals: through(granted), Bool: { 'kms:GrantIsForAWSResource': 'true' } })],
    ], uses.flatMap(use => use._problems));
  }

  /**
   * EC2 Auto Scaling of the key's account starts instances whose volumes the key encrypts. It does so by its service-linked role, which has
   * no permission of its own; the role need not exist yet.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  public static autoScaling(): KeyPurpose {
    const role = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*`;
    const byRole = { StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:PrincipalArn': role } };
    return new KeyPurpose('instances of EC2 Auto Scaling', [
      {
        sid: 'AutoScalingUses', principals: [new AnyPrincipal()], resources: ['*'], conditions: byRole,
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      },
      {
        sid: 'AutoScalingGrants', principals: [new AnyPrincipal()], resources: ['*'], actions: ['kms:CreateGrant'],
        conditions: { ...byRole, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]);
  }

  /**
   * Amazon Macie reads what the key encrypts, to look for sensitive data in buckets. It does so by its service-linked role, which has no
   * permission of its own; the role need not exist yet.
   *
   * @param accountIds accounts whose Macie looks: besides the key's own, the one that administers Macie @default - the key's own
   * @see https://docs.aws.amazon.com/macie/latest/user/discovery-supported-encryption-types.html
   */
  public static macie(accountIds: string[] = [Aws.ACCOUNT_ID]): KeyPurpose {
    const roles = accountIds.map(id => `arn:${Aws.PARTITION}:iam::${id}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`);
    return new KeyPurpose('Amazon Macie', [{
      sid: 'MacieDecrypts', principals: [new AnyPrincipal()], resources: ['*'], actions: ['kms:Decrypt', 'kms:DescribeKey'],
      conditions: { StringEquals: { 'kms:CallerAccount': accountIds }, ArnEquals: { 'aws:PrincipalArn': roles } },
    }]);
  }

  /**
   * CloudWatch Logs encrypts any log group of the key's account and region.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  public static logGroups(): KeyPurpose {
    return KeyPurpose.cloudWatchLogs(`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`);
  }

  /**
   * Amazon S3 sends the events of one account's buckets to encrypted queues and topics.
   *
   * @param accountId the account that owns the buckets
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
   */
  public static bucketEvents(accountId: string): KeyPurpose {
    return new KeyPurpose('events of buckets', [
      serviceStatement('BucketsEncrypt', 's3.amazonaws.com', PUBLISHING, {
        StringEquals: { 'aws:SourceAccount': accountId }, ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:s3:::*` },
      }),
    ]);
  }

  /**
   * Amazon SNS delivers what one account's topics are told to encrypted queues.
   *
   * @param accountId the account that owns the topics
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html
   */
  public static topicDeliveries(accountId: string): KeyPurpose {
    return new KeyPurpose('deliveries of topics', [
      serviceStatement('TopicsEncrypt', 'sns.amazonaws.com', PUBLISHING, {
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:sns:*:${accountId}:*` },
      }),
    ]);
  }

  /**
   * CloudFront reads objects of a bucket whose origin access control signs for a distribution.
   *
   * A key, its bucket and a distribution over it need each other: where they are made at once, name all distributions of the account by
   * "distribution/*" in the place of the id.
   *
   * @param distributionArn such as "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permissions-sse-kms
   */
  public static cloudFront(distributionArn: string): KeyPurpose {
    return new KeyPurpose('reading through CloudFront', [
      serviceStatement('DistributionsDecrypt', 'cloudfront.amazonaws.com', ['kms:Decrypt'], { ArnLike: { 'aws:SourceArn': distributionArn } }),
    ]);
  }

  /**
   * CloudWatch alarms of one account publish to encrypted topics.
   *
   * @param accountId the account whose alarms publish
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  public static cloudWatchAlarms(accountId: string): KeyPurpose {
    return new KeyPurpose('CloudWatch alarms', [
      serviceStatement('AlarmsEncrypt', 'cloudwatch.amazonaws.com', PUBLISHING, { StringEquals: { 'aws:SourceAccount': accountId } }),
    ]);
  }

  /**
   * EventBridge delivers the events of one account to encrypted topics and queues.
   *
   * EventBridge's requests to AWS KMS are said to carry no source, so one that is absent passes: what keeps strangers out is the policy of
   * the topic or queue.
   *
   * @param accountId the account whose rules deliver
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  public static eventBridge(accountId: string): KeyPurpose {
    return new KeyPurpose('EventBridge', [serviceStatement('EventsEncrypt', 'events.amazonaws.com', PUBLISHING, ifFromAccount(accountId))]);
  }

  /**
   * AWS Budgets and Cost Anomaly Detection of one account publish to encrypted topics. Reports differ on whether they send their source to
   * AWS KMS, so one that is absent passes; the policy of the topic demands it.
   *
   * @param accountId the account whose budgets and monitors publish
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
   */
  public static costAlerts(accountId: string): KeyPurpose {
    return new KeyPurpose('cost alerts', [
      serviceStatement('BudgetsEncrypt', 'budgets.amazonaws.com', PUBLISHING, ifFromAccount(accountId)),
      serviceStatement('AnomaliesEncrypt', 'costalerts.amazonaws.com', PUBLISHING, ifFromAccount(accountId)),
    ]);
  }

  /**
   * Any other service that uses the key under its own service principal, for the sources that the conditions name.
   *
   * @param props the service, its calls and its conditions
   */
  public static service(props: ServicePurposeProps): KeyPurpose {
    const problems = narrowsService(props.conditions) ? []
      : [`'conditions' of purpose "${props.service}" must name whom the service acts for, got ${JSON.stringify(props.conditions) ?? 'none'}: `
        + 'name aws:SourceArn, aws:SourceAccount or aws:SourceOrgID, or say serviceOfAnyCustomer'];
    return new KeyPurpose(props.service, [serviceStatement(undefined, props.service, props.actions, props.conditions)], problems);
  }

  /**
   * Any other service that uses the key under its own service principal, whoever asks it to: any AWS customer can make the service use this
   * key on his resources. For services that send no source at all; the weakening is in the name, so that a review finds it.
   *
   * @param props the service and its calls
   */
  public static serviceOfAnyCustomer(props: AnyCustomerPurposeProps): KeyPurpose {
    return new KeyPurpose(`${props.service} of any customer`, [serviceStatement(undefined, props.service, props.actions)]);
  }

  private constructor(
    /** What the key is for, for people. */
    public readonly description: string,
    private readonly data: PolicyStatementProps[],
    /** @internal Mistakes in it, for the key to report with its own. */
    public readonly _problems: Problems = [],
  ) {}

  /** The statements of the key policy; new ones at each call, so that keys do not share them. */
  public statements(): PolicyStatement[] {
    return this.data.map(statement => new PolicyStatement(statement));
  }
}
