import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** Placeholder until cdk-nag's findings are known. */
export function acknowledgeBoundary(_policy: CfnManagedPolicy): void {
  return;
}
