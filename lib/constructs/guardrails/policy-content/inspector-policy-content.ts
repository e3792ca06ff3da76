import { throwProblems } from '../../../core/errors';
import { PolicyType } from '../../organization';
import { compact } from '../private/management-syntax';
import { regionalLists, regionalProblems } from '../private/regional-lists';
import { IPolicyContent } from './policy-content';
import { RegionalEnablement } from './regional-enablement';

/** What an Inspector policy says: each kind of scan, and where. What is not given is left as it is. */
export interface InspectorPolicyContentProps {
  /**
   * Scans of EC2 instances.
   *
   * @default - left as it is
   */
  readonly ec2Scanning?: RegionalEnablement;

  /**
   * Scans of container images in ECR.
   *
   * @default - left as it is
   */
  readonly ecrScanning?: RegionalEnablement;

  /**
   * Scans of the packages of Lambda functions.
   *
   * @default - left as it is
   */
  readonly lambdaStandardScanning?: RegionalEnablement;

  /**
   * Scans of the code of Lambda functions; needs `lambdaStandardScanning`.
   *
   * @default - left as it is
   */
  readonly lambdaCodeScanning?: RegionalEnablement;

  /**
   * Scans of code repositories.
   *
   * @default - left as it is
   */
  readonly codeRepositoryScanning?: RegionalEnablement;
}

/**
 * The content of an Amazon Inspector policy.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html
 */
export class InspectorPolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.INSPECTOR_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: InspectorPolicyContentProps) {
    throwProblems(undefined, problems(props));

    const { codeRepositoryScanning, ec2Scanning, ecrScanning, lambdaCodeScanning, lambdaStandardScanning } = props;
    this.content = {
      inspector: {
        enablement: compact({
          ec2_scanning: ec2Scanning && regionalLists(ec2Scanning),
          ecr_scanning: ecrScanning && regionalLists(ecrScanning),
          lambda_standard_scanning: lambdaStandardScanning && compact({
            ...regionalLists(lambdaStandardScanning),
            lambda_code_scanning: lambdaCodeScanning && regionalLists(lambdaCodeScanning),
          }),
          code_repository_scanning: codeRepositoryScanning && regionalLists(codeRepositoryScanning),
        }),
      },
    };
  }
}

function problems(props: InspectorPolicyContentProps): readonly string[] {
  const scans = Object.entries(props) as [string, RegionalEnablement | undefined][];
  return [
    ...scans.flatMap(([prop, enablement]) => regionalProblems(prop, enablement)),
    ...(scans.some(([, enablement]) => enablement) ? [] : ['\'ec2Scanning\' or another scan must be given, got none: name what is scanned, and where']),
    ...(props.lambdaCodeScanning && !props.lambdaStandardScanning
      ? ['\'lambdaStandardScanning\' must be given with \'lambdaCodeScanning\', got none: the code is scanned where the packages are'] : []),
  ];
}
