import { Aws } from 'aws-cdk-lib';

/**
 * Buckets that belong to AWS and that programs in a VPC read without being known to AWS: packages, agents, layers of images. An endpoint
 * policy that lets only resources of the organization through would cut them off.
 *
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/vpc_endpoint_policies/README.md
 */
export class AwsOwnedBuckets {
  /**
   * Package repositories of Amazon Linux 2 and 2023.
   *
   * @see https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html
   */
  public static readonly AMAZON_LINUX = AwsOwnedBuckets.of('Amazon Linux', [
    `al2023-${Aws.REGION}`, `al2023-repos-${Aws.REGION}-de612dc2`, `amazonlinux-2-repos-${Aws.REGION}`, `amazonlinux.${Aws.REGION}.amazonaws.com`,
    `packages.${Aws.REGION}.amazonaws.com`, `repo.${Aws.REGION}.amazonaws.com`,
  ]);

  /**
   * Agent, documents, distributor and patch baselines of Systems Manager.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
   */
  public static readonly SYSTEMS_MANAGER = AwsOwnedBuckets.of('Systems Manager', [
    `amazon-ssm-${Aws.REGION}`, `amazon-ssm-packages-${Aws.REGION}`, `aws-patchmanager-macos-${Aws.REGION}`, `aws-ssm-${Aws.REGION}`,
    `aws-ssm-distributor-file-${Aws.REGION}`, `aws-ssm-document-attachments-${Aws.REGION}`, `aws-windows-downloads-${Aws.REGION}`,
    `patch-baseline-snapshot-${Aws.REGION}`, `${Aws.REGION}-birdwatcher-prod`,
  ]);

  /**
   * Layers of images in Amazon ECR, which are fetched from S3.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
   */
  public static readonly IMAGE_LAYERS = AwsOwnedBuckets.of('layers of images in Amazon ECR', [`prod-${Aws.REGION}-starport-layer-bucket`]);

  /**
   * The CloudWatch agent.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html
   */
  public static readonly CLOUDWATCH_AGENT = AwsOwnedBuckets.of('the CloudWatch agent', [`amazoncloudwatch-agent-${Aws.REGION}`, 'amazoncloudwatch-agent']);

  /**
   * The CodeDeploy agent.
   *
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-ec2-configure.html
   */
  public static readonly CODEDEPLOY_AGENT = AwsOwnedBuckets.of('the CodeDeploy agent', [`aws-codedeploy-${Aws.REGION}`]);

  /**
   * Others, by their names.
   *
   * @param description what is in them
   * @param bucketNames their names
   */
  public static of(description: string, bucketNames: string[]): AwsOwnedBuckets {
    return new AwsOwnedBuckets(description, bucketNames);
  }

  private constructor(
    /** What is in them. */
    public readonly description: string,
    /** Their names. */
    public readonly bucketNames: string[],
  ) {}
}
