import { createHash } from 'node:crypto';
import { Aws, CustomResource, Names } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ApplicationHandler } from '../../core/application-handler';
import { throwProblems } from '../../core/errors';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { duplicateProblems, Problems, wholeRangeProblems } from '../../core/validation';
import { KeyPurpose } from '../encryption';
import { DataClassification } from './data-classification';
import { MacieSchedule, MacieWeekday } from './macie-schedule';
import { CODE } from './private/macie-discovery-job.bundle';

/** Properties of a job that looks for sensitive data. */
export interface MacieDiscoveryJobProps {
  /**
   * The classes whose buckets are looked at; those that are not `isDiscovered` are left out.
   *
   * @default DataClassification.standard()
   */
  readonly classes?: DataClassification[];

  /**
   * When it looks.
   *
   * @default - every Monday
   */
  readonly schedule?: MacieSchedule;

  /**
   * Of how many of a hundred objects it reads the content, 1 to 100, chosen at random.
   *
   * @default 10 - Macie takes about USD 1 for each GB that it reads
   */
  readonly samplingPercentage?: number;

  /**
   * Whether a job that comes back looks at what the buckets hold already, and not only at what is new or has changed.
   *
   * @default true
   */
  readonly looksAtExistingObjects?: boolean;

  /**
   * Customer managed keys of those buckets: Macie of this account may then decrypt with them, without which it reads nothing of what they
   * encrypt. A key that is imported by its ARN does not change by this: give it `KeyPurpose.macie` where it is made.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * A job of Amazon Macie over all buckets of the account and Region whose tag `DataClassification` has one of the classes, those that come
 * later too. CloudFormation has no type for it, so a function makes it.
 *
 * Macie must be enabled in the account: by `MacieOrganization` of the landing zone, or by AWS::Macie::Session where there is none. Without
 * it the deployment fails and says so. In the account that administers Macie the job covers the buckets of all members.
 *
 * A job cannot be changed: what changes here makes a new job, and cancels the old one; so does the deletion of the stack. What it found
 * stays. Findings go to EventBridge and Security Hub; results of every object are kept for 90 days only, unless somebody names a bucket for
 * them in the settings of Macie, once in each account and Region.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-jobs.html
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
 * @see https://aws.amazon.com/macie/pricing/
 */
export class MacieDiscoveryJob extends Construct {
  /** Id of the job, which changes with its settings. */
  public readonly jobId: string;

  public constructor(scope: Construct, id: string, props: MacieDiscoveryJobProps = {}) {
    super(scope, id);
    const { classes = DataClassification.standard(), schedule = MacieSchedule.weekly(MacieWeekday.MONDAY), encryptionKeys = [] } = props;
    throwProblems(this, jobProblems(props, classes));

    const definition = JSON.stringify(definitionOf(props, classes, schedule));
    const digest = createHash('sha256').update(definition).digest('hex').slice(0, 12);
    const handler = handlerOf(this);
    const job = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::MacieDiscoveryJob',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        Name: `${Names.uniqueResourceName(this, { maxLength: 200, separator: '-' })}-${digest}`,
        Definition: definition,
      },
    });
    this.jobId = job.ref;

    const purpose = KeyPurpose.macie();
    encryptionKeys.forEach(key => purpose.statements().forEach(statement => key.addToResourcePolicy(statement)));
  }
}

/** What the API takes; as text, since CloudFormation would make texts of numbers and booleans. */
function definitionOf(props: MacieDiscoveryJobProps, classes: readonly DataClassification[], { _frequency }: MacieSchedule): object {
  const { samplingPercentage = 10, looksAtExistingObjects = true } = props;
  const tagValues = discovered(classes).map(value => ({ key: DATA_CLASSIFICATION_TAG, value }));
  return {
    description: 'Looks for sensitive data in buckets by the class of their data',
    ..._frequency ? { jobType: 'SCHEDULED', scheduleFrequency: _frequency, initialRun: looksAtExistingObjects } : { jobType: 'ONE_TIME' },
    samplingPercentage,
    managedDataIdentifierSelector: 'RECOMMENDED',
    // several pairs of key and value are joined by or
    s3JobDefinition: { bucketCriteria: { includes: { and: [{ tagCriterion: { comparator: 'EQ', tagValues } }] } } },
  };
}

const discovered = (classes: readonly DataClassification[]): string[] =>
  classes.filter(({ isDiscovered }) => isDiscovered).map(({ className }) => className);

function handlerOf(scope: Construct): ApplicationHandler {
  const jobs = `arn:${Aws.PARTITION}:macie2:${Aws.REGION}:${Aws.ACCOUNT_ID}:classification-job/*`;
  return ApplicationHandler.of(scope, 'MacieDiscoveryJobFunction', {
    description: 'Makes and cancels jobs of Amazon Macie',
    code: CODE,
    statements: [
      new PolicyStatement({ sid: 'FindJobs', actions: ['macie2:GetMacieSession', 'macie2:ListClassificationJobs'], resources: ['*'] }),
      new PolicyStatement({
        sid: 'KeepJobs',
        actions: ['macie2:CreateClassificationJob', 'macie2:DescribeClassificationJob', 'macie2:UpdateClassificationJob'],
        resources: [jobs],
      }),
    ],
    acknowledgedWildcards: [
      { resource: '*', reason: 'The session of Macie and the list of jobs are no resources that IAM knows.' },
      { resource: jobs, reason: 'Macie gives a job its id when it is made.' },
    ],
  });
}

function jobProblems(props: MacieDiscoveryJobProps, classes: readonly DataClassification[]): Problems {
  const { samplingPercentage = 10, schedule, looksAtExistingObjects } = props;
  return [
    ...wholeRangeProblems('samplingPercentage', 'percent', samplingPercentage, { min: 1, max: 100 }, 'choose a percentage'),
    ...duplicateProblems('classes', classes.map(({ className }) => className), 'name each class once'),
    ...discovered(classes).length > 0 ? []
      : [`'classes' must have a class that is discovered, got ${JSON.stringify(classes.map(({ className }) => className))}: add one, or leave the job out`],
    ...schedule && !schedule._frequency && looksAtExistingObjects === false
      ? ["'looksAtExistingObjects' must not be false for MacieSchedule.once(), got false: it would look at nothing; leave it out"] : [],
  ];
}
