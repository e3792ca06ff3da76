import { Validations } from 'aws-cdk-lib';
import { InlineHandler } from '../../../core/inline-handler';

const CALLED_BY_CLOUDFORMATION = 'CloudFormation alone calls it, once in a deployment, and hears of every failure.';

/** Rules of NIST 800-53 R5 that are about functions which serve requests, with the reason why this one is none; ids are cdk-nag's. */
const REASONS: Readonly<Record<string, string>> = {
  LambdaDLQ: CALLED_BY_CLOUDFORMATION,
  LambdaConcurrency: CALLED_BY_CLOUDFORMATION,
  LambdaInsideVPC: 'It calls APIs of AWS and nothing in a network; a VPC would need endpoints before it could run.',
  CloudWatchLogGroupEncrypted: 'It logs ids of jobs and no data; CloudWatch Logs encrypts it with a key of its own.',
  IAMNoInlinePolicy: 'The policy belongs to this one role, and comes and goes with it: no attachment is waited for.',
};

/** Tells cdk-nag's pack for NIST 800-53 R5 why the function behind a custom resource is as it is. */
export function acknowledgeHandler(handler: InlineHandler): void {
  for (const [rule, reason] of Object.entries(REASONS)) {
    Validations.of(handler).acknowledge({ id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason });
  }
}
