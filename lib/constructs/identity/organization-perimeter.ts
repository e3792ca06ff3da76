import { IRepository } from 'aws-cdk-lib/aws-ecr';
import { AddToResourcePolicyResult, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnResourcePolicy, ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { IResource } from 'aws-cdk-lib';
import { throwProblems } from '../../core/errors';
import { accountIdProblems, organizationIdProblems } from '../../core/validation';
import { exposuresOf } from '../../policy';
import { permissionProblems } from './private/function-permissions';
import { PerimeterTraits, perimeterStatements, TOPIC_ACTIONS } from './private/perimeter-statements';

/** Who is inside. */
export interface OrganizationPerimeterProps {
  /** The organization, such as "o-a1b2c3d4e5". */
  readonly organizationId: string;

  /**
   * Accounts beyond the organization that a resource may let in, and for which services may act, 12 digits: partners, and those by which
   * Elastic Load Balancing writes access logs in Regions that opened before August 2022. They need an allow of their own besides.
   *
   * @default - none
   */
  readonly trustedAccounts?: string[];

  /**
   * Services that may act for any of their customers, such as "ses.amazonaws.com". For those that send an account of their own as source.
   *
   * @default - none
   */
  readonly trustedServices?: string[];
}

/** What a service may do with a resource, and for whom. */
export interface ServiceAccessProps {
  /** The service, such as "s3.amazonaws.com". */
  readonly service: string;

  /** What it calls, such as "sns:Publish". */
  readonly actions: string[];

  /** ARNs of what it calls them on; none for a repository, whose policy takes none. */
  readonly resources: string[];

  /**
   * ARN of what it acts for; wildcards are fine behind the account, and for buckets behind the name.
   *
   * @default - any resource that the rest allows
   */
  readonly sourceArn?: string;

  /**
   * The account it acts for, 12 digits. Required beside the ARN of a bucket that could be deleted and made again by others.
   *
   * @default - any account of the organization when there is no `sourceArn` either, by aws:SourceOrgID
   */
  readonly sourceAccount?: string;

  /**
   * Name of the statement.
   *
   * @default - none
   */
  readonly sid?: string;
}

/**
 * The organization as the border of what a resource lets in: policies that deny it to identities of others, to AWS services that act for
 * others, and to whoever comes without TLS. Allows are not touched, so nobody gets in by this; a mistaken one stays without effect.
 *
 *     DenyOtherOrganizations   aws:PrincipalOrgID is not ours, nor is it the account of the resource or an AWS service
 *     DenyServicesOfOthers     an AWS service whose aws:SourceOrgID is not ours, as far as it says for whom it acts
 *     DenyWithoutTls           aws:SecureTransport is false
 *
 * Guardrails G60 and G61 do the same for whole OUs, where the service supports resource control policies. This is for what they leave
 * out (topics, accounts that have none) and for whoever deploys without a landing zone.
 *
 * The traps: CloudFront, S3 replication and whatever else reads as a service passes, held to the source by `serviceStatement`; a policy
 * that denies is in force for administrators too, so a wrong organization id keeps out everybody of other accounts. The account that owns
 * the resource is spared, and can correct it. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
export class OrganizationPerimeter {
  /**
   * The border of an organization.
   *
   * @param props the organization and whom it trusts
   */
  public static of(props: OrganizationPerimeterProps): OrganizationPerimeter {
    const { organizationId, trustedAccounts = [], trustedServices = [] } = props;
    throwProblems(undefined, [
      ...organizationIdProblems('organizationId', organizationId),
      ...trustedAccounts.flatMap(account => accountIdProblems('trustedAccounts', account)),
    ]);
    return new OrganizationPerimeter({ organizationId, trustedAccounts, trustedServices });
  }

  private constructor(private readonly traits: PerimeterTraits) {}

  /**
   * Keeps a bucket and its objects inside.
   *
   * @param bucket one whose policy is made in this app; an imported one is an error, since nothing would be added
   */
  public protectBucket(bucket: IBucket): void {
    this.deny(bucket, ['s3:*'], [bucket.bucketArn, bucket.arnForObjects('*')], statement => bucket.addToResourcePolicy(statement));
  }

  /**
   * Keeps a queue inside.
   *
   * @param queue one whose policy is made in this app
   */
  public protectQueue(queue: IQueue): void {
    this.deny(queue, ['sqs:*'], [queue.queueArn], statement => queue.addToResourcePolicy(statement));
  }

  /**
   * Keeps a topic inside. With a policy, only what it allows may publish, so grant it.
   *
   * @param topic one whose policy is made in this app
   */
  public protectTopic(topic: ITopic): void {
    this.deny(topic, TOPIC_ACTIONS, [topic.topicArn], statement => topic.addToResourcePolicy(statement));
  }

  /**
   * Keeps a key inside.
   *
   * @param key one whose policy is made in this app
   */
  public protectKey(key: IKey): void {
    this.deny(key, ['kms:*'], ['*'], statement => key.addToResourcePolicy(statement));
  }

  /**
   * Keeps a secret inside, and lets Secrets Manager refuse every later policy that is public.
   *
   * @param secret one whose policy is made in this app
   */
  public protectSecret(secret: ISecret): void {
    this.deny(secret, ['secretsmanager:*'], ['*'], statement => secret.addToResourcePolicy(statement));
    const policies = secret.node.findAll().filter(({ node }) => node.defaultChild !== undefined).map(({ node }) => node.defaultChild);
    const policy = policies.find(child => (child as CfnResourcePolicy).cfnResourceType === 'AWS::SecretsManager::ResourcePolicy');
    (policy as CfnResourcePolicy).blockPublicPolicy = true;
  }

  /**
   * Keeps a repository of container images inside.
   *
   * @param repository one whose policy is made in this app
   */
  public protectRepository(repository: IRepository): void {
    this.deny(repository, ['ecr:*'], [], statement => repository.addToResourcePolicy(statement));
  }

  /**
   * Keeps a function inside. The policy of a function cannot deny, so this looks at its permissions at synth, whenever they were added:
   * each must name the organization, the own account, a trusted one, or a service with its source.
   *
   * @param target a function of this app; permissions of its stack are looked at
   */
  public protectFunction(target: IFunction): void {
    target.node.addValidation({ validate: () => permissionProblems(target, this.traits) });
  }

  /**
   * Lets an AWS service in, for what is named; for the whole organization when nothing is. Add the statement to the policy of the resource.
   *
   * @param props the service, its calls, and for whom it acts; an error when strangers could make it call
   */
  public serviceStatement(props: ServiceAccessProps): PolicyStatement {
    const { service, actions, resources, sid, sourceArn, sourceAccount } = props;
    const ofOrganization = sourceArn === undefined && sourceAccount === undefined;
    const conditions = {
      ...sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } },
      ...sourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': sourceAccount } },
      ...ofOrganization && { StringEquals: { 'aws:SourceOrgID': this.traits.organizationId } },
    };
    const exposures = exposuresOf({ Statement: { Effect: 'Allow', Principal: { Service: service }, Action: actions, Condition: conditions } });
    throwProblems(undefined, [
      ...sourceAccount === undefined ? [] : accountIdProblems('sourceAccount', sourceAccount),
      ...exposures.map(() => `'sourceArn' must name an account or a bucket, got ${JSON.stringify(sourceArn)}: name it, or give 'sourceAccount'`),
    ]);
    return new PolicyStatement({ sid, principals: [new ServicePrincipal(service)], actions, resources, conditions });
  }

  /** What was not added is an error: a border that is not there must not look as if it were. */
  private deny(
    resource: IResource, actions: string[], resources: string[], add: (statement: PolicyStatement) => AddToResourcePolicyResult,
  ): void {
    const added = perimeterStatements({ actions, resources, account: resource.env.account }, this.traits).map(add);
    throwProblems(resource, added.every(({ statementAdded }) => statementAdded) ? []
      : ["'resource' must have a policy that this app makes, got an imported one: protect it where it is made"]);
  }
}
