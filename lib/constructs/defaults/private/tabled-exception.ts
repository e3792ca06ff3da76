import { CfnResource } from 'aws-cdk-lib';

/** What judges are called in front of the ids of their rules. */
export const AWS_SOLUTIONS = 'AwsSolutions::AwsSolutions-';
export const CONTROL_TOWER = 'cdk-validator-cfnguard::';
export const NIST = 'NIST.800.53.R5::NIST.800.53.R5-';

/** A rule of NIST 800-53, Control Tower or cdk-nag that contradicts the design, and why. */
export interface TabledException {
  readonly cfnTypes: readonly string[];
  /** Ids as acknowledgements name them. */
  readonly ids: readonly string[];
  readonly reason: string;
  /** Which resources of the types @default - all */
  readonly isFor?: (properties: Readonly<Record<string, unknown>>, resource: CfnResource) => boolean;
}

/** Whether a role has one of the policies that AWS keeps for services. */
export const hasManagedPolicy = (name: string) => ({ ManagedPolicyArns: arns }: Readonly<Record<string, unknown>>): boolean =>
  [arns].flat().some(arn => String(arn).endsWith(`/service-role/${name}`));
