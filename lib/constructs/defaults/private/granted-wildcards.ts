import { CfnResource } from 'aws-cdk-lib';
import { acknowledge } from '../../../core/acknowledge';
import { flatten } from '../../../core/acknowledge-wildcards';
import { writtenProperties } from '../../../core/rendered-resources';
import { itemsOf, propertyAt } from './problems';

const FINDING = 'AwsSolutions::AwsSolutions-IAM5';

/** Families of actions that grants of the CDK name by their beginning: `grantRead` of a bucket, `grantEncryptDecrypt` of a key. */
const FAMILIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['s3:GetObject*', 's3:GetBucket*', 's3:List*'].map(family => [family, 'reads objects, and what is set for them, of that bucket'])),
  ...Object.fromEntries(['s3:PutObject*', 's3:Abort*'].map(family => [family, 'writes objects of that bucket, and gives up writing them'])),
  's3:DeleteObject*': 'deletes objects of that bucket, whose versions stay',
  'kms:GenerateDataKey*': 'encrypts under that key',
  'kms:ReEncrypt*': 'encrypts anew under that key',
};

/** A resource of the app: of the same template, or of another by what that one gives away. */
const OF_APP = '(<\\w+\\.Arn>|\\{"Fn::GetStackOutput":.*\\}|[\\w-]+:ExportsOutput\\w+)';
const RESOURCE = new RegExp(`^${OF_APP}$`);
/** What is in such a resource: objects of a bucket, versions of a function, indexes of a table. */
const BELOW = new RegExp(`^${OF_APP}[:/][^*]*\\*$`);

/**
 * Tells cdk-nag of the wildcards in the policy by which grants of the CDK let a role use resources of the app, once the CDK has connected
 * stacks with each other. A family of actions on everything, or on what is named by hand, stays a finding.
 */
export function acknowledgeGrants(policy: CfnResource): void {
  policy.node.addValidation({
    validate: () => {
      const statements = itemsOf(propertyAt(writtenProperties(policy), 'PolicyDocument.Statement'));
      [...familiesIn(statements), ...belowIn(statements)].forEach(([finding, reason]) => {
        acknowledge(policy, { id: `${FINDING}[${finding}]`, reason });
      });
      return [];
    },
  });
}

type Statement = Readonly<Record<string, unknown>>;
type Excepted = readonly (readonly [string, string])[];

const textsOf = (value: unknown): string[] => [value].flat().map(flatten);

/** Families that stand for resources of the app alone, in each statement that has them. */
function familiesIn(statements: readonly Statement[]): Excepted {
  return Object.entries(FAMILIES).filter(([family]) => {
    const having = statements.filter(({ Effect, Action }) => Effect === 'Allow' && textsOf(Action).includes(family));
    return having.length > 0 && having.every(({ Resource }) => textsOf(Resource).every(isOfApp));
  }).map(([family, does]) => [`Action::${family}`, `A grant of the CDK: the role ${does}, and is given nothing of another resource.`]);
}

function belowIn(statements: readonly Statement[]): Excepted {
  const resources = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource }) => textsOf(Resource));
  return [...new Set(resources)].filter(resource => BELOW.test(resource)).map(resource =>
    [`Resource::${resource}`, 'It stands for what is in this one resource of the app, such as the objects of a bucket, whose names are not known before.']);
}

/** Whether a resource is one that a template of the app makes, or something in it. */
const isOfApp = (resource: string): boolean => RESOURCE.test(resource) || BELOW.test(resource);
