import { PolicyType } from '../../organization';
import { GlobalServices } from '../global-services';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Accounts work in the governed regions only. us-east-1 is not opened by being home to the global services: they are named one by one, and
 * those whose global part is a corner of a regional service are held to us-east-1 by a statement of their own.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export const GOVERNED_REGIONS = new ParameterizedGuardrail({
  id: 'G05',
  title: 'Only governed regions',
  intent: 'Nothing runs, and no data lies, outside the regions that are watched.',
  threat: 'Somebody mines coins or stages stolen data in a region where no recorder, detector or person looks.',
  adoption: 'Look for resources in other regions, and remove them first: their owners can no longer reach them. '
    + 'Add by \'additionalGlobalServices\' what your teams use from elsewhere, such as sso:* and identitystore:* where IAM Identity Center lives '
    + 'outside the governed regions, and by \'additionalUsEast1Services\' what they use there, such as lambda:* for Lambda@Edge or logs:* for CloudFront logs. '
    + 'Stacks that make certificates or web ACLs for CloudFront are deployed there too, and need cloudformation:*, ssm:* and, for the '
    + 'bucket of the CDK bootstrap, s3:* by \'additionalUsEast1Services\'. '
    + 'Bedrock inference across regions needs each region of its profile to be governed.',
  breaks: 'Teams that use a Region nobody named: resources there keep running, but can no longer be reached, changed or deleted.',
  belongsTo: GuardrailScope.units(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ governedRegions, globalServices, usEast1Services, additionalGlobalServices = [], additionalUsEast1Services = [] }) => {
    const anywhere = [...globalServices ?? GlobalServices.actionsOf(GlobalServices.all()), ...additionalGlobalServices];
    const inUsEast1 = [...usEast1Services ?? GlobalServices.actionsOf(GlobalServices.inUsEast1()), ...additionalUsEast1Services];
    const outside = { notActions: [...anywhere, ...inUsEast1], conditions: { StringNotEquals: { 'aws:RequestedRegion': governedRegions } } };
    const outsideToo = {
      actions: inUsEast1,
      conditions: { StringNotEquals: { 'aws:RequestedRegion': [...new Set([...governedRegions, 'us-east-1'])] } },
    };
    return inUsEast1.length > 0 ? [outside, outsideToo] : [outside];
  },
});
