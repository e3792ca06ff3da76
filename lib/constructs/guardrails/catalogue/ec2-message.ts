import { Ec2PolicyContentProps } from '../policy-content/ec2-policy-content';

/**
 * What people read whom an EC2 guardrail keeps from something. EC2 policies of an account are merged and have one message, so each of them
 * says the same.
 */
export const EC2_MESSAGE: Pick<Ec2PolicyContentProps, 'exceptionMessage'> = {
  exceptionMessage: 'Denied by guardrail G70 or G70b of the landing zone: see docs/guardrails.md',
};
