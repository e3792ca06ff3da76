import { Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { widenByName } from '../../core/own-constructs';
import { contentSize } from '../../policy';
import { BoundaryPolicyProps } from './boundary-policy-props';
import { PermissionsBoundary } from './permissions-boundary';

/** Without whitespace: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_MANAGED_POLICY = 6_144;
const LONGEST = { accountId: '123456789012'.length, partition: 'aws-us-gov'.length };

/** What cdk-nag, Control Tower (CT.IAM.PR.3) and CDK say of a policy that gives; cdk-nag cannot read NotAction, so it names no finding. */
const NAMED_BY_WHAT_IS_WITHHELD = [
  'AwsSolutions::AwsSolutions-IAM5', 'cdk-validator-cfnguard::iam_managed_policy_no_statements_with_full_access_check', 'CloudFormation-Validate::W2512',
];

/** A boundary as it stands in an account, under the name that roles have it by; the base of the two there are. */
export abstract class BoundaryPolicy extends Construct {
  /** The boundary as roles take it. */
  public readonly boundary: PermissionsBoundary;

  /** The ARN of the managed policy. */
  public readonly policyArn: string;

  /**
   * @param scope where it stands
   * @param id its id there
   * @param boundary the name that it gets
   * @param description what it is for, in a sentence
   * @param statements what it allows and denies
   * @param props the properties, as far as they hold for both
   */
  protected constructor(
    scope: Construct, id: string, boundary: PermissionsBoundary, description: string, statements: PolicyStatement[],
    props: BoundaryPolicyProps,
  ) {
    super(scope, id);
    const document = new PolicyDocument({ statements, minimize: false });
    throwProblems(this, [...boundaryProblems(props), ...sizeProblems(document)]);
    const policy = new CfnManagedPolicy(this, 'Resource', {
      managedPolicyName: boundary.policyName,
      path: boundary.policyPath,
      description,
      policyDocument: document,
    });
    widenByName(policy, 'administrator-access');
    NAMED_BY_WHAT_IS_WITHHELD.forEach(id => acknowledge(policy, {
      id, reason: 'A boundary gives nothing: it is the most that policies may give, so it names what is withheld, by NotAction.',
    }));
    Aspects.of(Stack.of(this)).add({ visit: node => waitFor(node, policy, boundary) });

    this.boundary = boundary;
    this.policyArn = policy.ref;
  }
}

/** IAM refuses a role whose boundary does not exist yet, and the ARN by name tells CloudFormation of no order. */
function waitFor(node: IConstruct, policy: CfnManagedPolicy, boundary: PermissionsBoundary): void {
  if (!CfnResource.isCfnResource(node) || !['AWS::IAM::Role', 'AWS::IAM::User'].includes(node.cfnResourceType)) {
    return;
  }
  const { permissionsBoundary } = node as CfnResource & { readonly permissionsBoundary?: string };
  const stack = Stack.of(policy);
  const same = JSON.stringify(stack.resolve(permissionsBoundary)) === JSON.stringify(stack.resolve(boundary.policyArn));
  if (same && Stack.of(node) === stack) {
    node.addResourceDependency(policy);
  }
}

/** Of what a partition and an account id grow to. */
function sizeProblems(document: PolicyDocument): Problems {
  const size = contentSize(document.toJSON(), token => token.includes('AccountId') ? LONGEST.accountId : LONGEST.partition);
  return size <= MAX_MANAGED_POLICY ? []
    : [`'protectedArns' and 'cdkQualifiers' must leave the boundary at most ${MAX_MANAGED_POLICY} characters, got ${size}: name more by one wildcard`];
}

function boundaryProblems({ cdkQualifiers = [], protectedArns = [] }: BoundaryPolicyProps): Problems {
  return [
    ...cdkQualifiers.flatMap(qualifier => shapeProblems('cdkQualifiers', qualifier, /^(?!lz$)[A-Za-z0-9_-]{1,10}$/,
      'be qualifiers of a bootstrap, of 1 to 10 characters and not "lz"', 'bootstrap with a qualifier of the teams, and a boundary')),
    ...protectedArns.flatMap(arn => shapeProblems('protectedArns', arn, /^arn:[^:]+:[a-z0-9-]+:[^:]*:[^:]*:.+$/,
      'be ARNs, wildcards allowed', 'write "arn:*:iam::*:role/…"')),
  ];
}
