import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { lengthProblems, Problems, shapeProblems } from '../../../core/validation';
import { contentSize } from '../../../policy';
import { JobFunctionProps } from '../job-function-props';
import { sessionProblems } from './access-role-problems';

/** Names of permission sets have at most 32 characters, "lz-" included: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const NAME = /^[a-z][a-z0-9-]{0,28}$/;
/** Inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE_POLICY = 10_240;
/** A permission set takes less for its description than a role: 700 characters. */
const MAX_DESCRIPTION = 700;
const MAX_MANAGED_POLICIES = 10;

/** Everything that is wrong with a job function. */
export function jobFunctionProblems(props: JobFunctionProps): Problems {
  const { jobFunctionName, description, statements = [], awsManagedPolicies = [], maxSessionDuration } = props;
  const size = statements.length > 0 ? contentSize(new PolicyDocument({ statements }).toJSON()) : 0;
  return [
    ...shapeProblems('jobFunctionName', jobFunctionName, NAME, 'have 1 to 29 lower case letters, digits and hyphens', 'choose a name such as "data-scientist"'),
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...sessionProblems(maxSessionDuration),
    ...size > MAX_INLINE_POLICY ? [`'statements' must have at most ${MAX_INLINE_POLICY} characters, got ${size}: join statements, or use a managed policy`] : [],
    ...awsManagedPolicies.length > MAX_MANAGED_POLICIES
      ? [`'awsManagedPolicies' must be at most ${MAX_MANAGED_POLICIES}, got ${awsManagedPolicies.length}: leave some out`] : [],
    ...statements.length + awsManagedPolicies.length === 0 ? ["'statements' or 'awsManagedPolicies' must say something, got neither: nobody could do anything"] : [],
  ];
}
