import { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

/** What cdk-nag calls its pack for NIST 800-53 R5, in front of the names of its rules. */
const PACK = 'NIST.800.53.R5::NIST.800.53.R5-';

const CALLED_BY_AWS = 'CloudFormation and EventBridge alone call it: the one waits for its answer and hears of every failure, the other tries again.';

/** Rules of NIST 800-53 R5 that constructs of ours contradict, each with the one reason there is; named as cdk-nag does. */
const REASONS = {
  CloudWatchLogGroupEncrypted: 'A diary of deployments without data, encrypted by CloudWatch Logs with a key of its own.',
  IAMNoInlinePolicy: 'The policy belongs to this one role, and comes and goes with it: nobody else can be given it, and what uses the role never waits for an '
    + 'attachment.',
  LambdaConcurrency: `${CALLED_BY_AWS} Reserved concurrency would take from the functions of the account what it gives to this one.`,
  LambdaDLQ: CALLED_BY_AWS,
  LambdaInsideVPC: 'It calls APIs of AWS and nothing in a network: a VPC would need endpoints before it could run.',
  VPCDefaultSecurityGroupClosed: 'It is closed: the function beside the VPC takes the rules out of its default group. The rule knows the function of the CDK '
    + 'alone.',
  VPCNoUnrestrictedRouteToIGW: 'Asked for by name: load balancers that face the internet, or a NAT gateway, stand in this subnet and need the way out. No '
    + 'address is given to anything by itself, and security groups say who comes in.',
};

/** The name of such a rule. */
export type NistException = keyof typeof REASONS;

/** Tells cdk-nag's pack for NIST 800-53 R5 why a resource does otherwise. */
export function acknowledgeNist(construct: IConstruct, ...rules: readonly NistException[]): void {
  acknowledge(construct, ...rules.map(rule => ({ id: `${PACK}${rule}`, reason: REASONS[rule] })));
}
