import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { InspectorPolicyContent } from '../policy-content/inspector-policy-content';
import { RegionalEnablement } from '../policy-content/regional-enablement';
import { ParameterizedContent } from '../private/parameterized-content';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * Amazon Inspector for instances, images and functions in each account and governed Region, those to come included.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector.html
 */
export const INSPECTOR = new ParameterizedContent({
  id: 'G76',
  title: 'Inspector is on',
  intent: 'Instances, container images and functions are scanned for known vulnerabilities, in every governed Region.',
  threat: 'A library with a known hole runs for months, since nobody looked.',
  adoption: 'Enable trusted access of Inspector before the policy type, and name its delegated administrator. It costs per instance, image and function. '
    + '\'inspector\' chooses other scans.',
  breaks: 'Nothing, for nobody; it adds costs.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.INSPECTOR_POLICY,
  exemptions: NO_ONE,
  contains: ({ governedRegions, inspector }) => {
    const governed = RegionalEnablement.inRegions(governedRegions);
    const scans = inspector ?? { ec2Scanning: governed, ecrScanning: governed, lambdaStandardScanning: governed };
    return new InspectorPolicyContent(scans).content;
  },
});
