import { Aws } from 'aws-cdk-lib';
import { ISOLATION_POLICY_NAMES } from '../../../core/naming';

/**
 * Policies of AWS that only deny: attached to a role or a user they freeze it, so attaching one gives nobody anything.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
export const ISOLATION_POLICIES = ISOLATION_POLICY_NAMES.map(name => `arn:${Aws.PARTITION}:iam::aws:policy/${name}`);
