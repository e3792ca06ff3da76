import { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { lengthProblems, Problems, shapeProblems } from '../../../core/validation';

const MAX_TIER_NAME = 32;
/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
const MAX_DESCRIPTION = 255;

/**
 *
 */
export function tierProblems(tierName: string, subnets: readonly ISubnet[]): Problems {
  return [
    ...lengthProblems('tierName', tierName, MAX_TIER_NAME),
    ...shapeProblems('tierName', tierName, /^[A-Za-z][A-Za-z0-9-]*$/, 'be letters, digits and hyphens', 'choose a name such as "app"'),
    ...subnets.length === 0 ? [`'subnets' must hold one subnet a zone, got none in the tier ${JSON.stringify(tierName)}: make them before`] : [],
  ];
}

/** What AWS takes as the description of a rule. */
export function descriptionProblems(description: string): Problems {
  return [
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...shapeProblems('description', description, /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/, 'have characters that a rule may have', 'leave others out'),
  ];
}
