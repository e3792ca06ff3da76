import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../../core/errors';

/** What is known of a region: the ids of the lists by service. */
export type PrefixListIds = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * AWS's lists of the addresses behind gateway endpoints. CloudFormation cannot ask for their ids, which differ by region and are the same
 * for every account; AWS publishes no table. These stand in several public projects with the same values.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const KNOWN: PrefixListIds = {
  'ap-northeast-1': { s3: 'pl-61a54008', dynamodb: 'pl-78a54011' },
  'ap-northeast-2': { s3: 'pl-78a54011', dynamodb: 'pl-48a54021' },
  'ap-south-1': { s3: 'pl-78a54011', dynamodb: 'pl-66a7420f' },
  'ap-southeast-1': { s3: 'pl-6fa54006', dynamodb: 'pl-67a5400e' },
  'ap-southeast-2': { s3: 'pl-6ca54005', dynamodb: 'pl-62a5400b' },
  'eu-central-1': { s3: 'pl-6ea54007', dynamodb: 'pl-66a5400f' },
  'eu-north-1': { s3: 'pl-c3aa4faa', dynamodb: 'pl-adae4bc4' },
  'eu-west-1': { s3: 'pl-6da54004', dynamodb: 'pl-6fa54006' },
  'eu-west-2': { s3: 'pl-7ca54015', dynamodb: 'pl-b3a742da' },
  'us-east-1': { s3: 'pl-63a5400a', dynamodb: 'pl-02cd2c6b' },
  'us-east-2': { s3: 'pl-7ba54012', dynamodb: 'pl-4ca54025' },
  'us-west-1': { s3: 'pl-6ba54002', dynamodb: 'pl-6ea54007' },
  'us-west-2': { s3: 'pl-68a54001', dynamodb: 'pl-00a54069' },
};

const MAPPING = 'GatewayPrefixLists';

/**
 * The id of AWS's list of the addresses of a service, in the region of the stack: a constant where the region is known at synth, else
 * looked up in a mapping of the template by CloudFormation, which fails in a region that the mapping does not have.
 */
export function prefixListId(scope: Construct, service: string, given: PrefixListIds): string {
  const stack = Stack.of(scope);
  if (!Token.isUnresolved(stack.region)) {
    const id = given[stack.region]?.[service] ?? KNOWN[stack.region]?.[service];
    throwProblems(scope, id ? [] : [unknown(service, stack.region)]);
    return id!;
  }
  const mapping = stack.node.tryFindChild(MAPPING) as CfnMapping | undefined ?? new CfnMapping(stack, MAPPING);
  for (const [region, ids] of [...Object.entries(KNOWN), ...Object.entries(given)]) {
    Object.entries(ids).forEach(([name, id]) => mapping.setValue(region, name, id));
  }
  return mapping.findInMap(Aws.REGION, service);
}

const unknown = (service: string, region: string): string =>
  `'gatewayPrefixLists' must have the list of ${service} in ${region}, got none: take its id from \`aws ec2 describe-managed-prefix-lists --region ${region} `
  + `--filters Name=prefix-list-name,Values=com.amazonaws.${region}.${service}\``;
