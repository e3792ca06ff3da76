import { RegionInfo } from 'aws-cdk-lib/region-info';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';
import { RCP_SERVICES } from './rcp-services';

/**
 * The actions of STS whose callers are IAM principals. Not sts:*: who comes by SAML or web identity belongs to no organization yet, and
 * TagSession and SetSourceIdentity ride along with them.
 */
const STS_ACTIONS = [
  'AssumeRole', 'DecodeAuthorizationMessage', 'GetAccessKeyInfo', 'GetFederationToken', 'GetServiceBearerToken', 'GetSessionToken', 'SetContext',
].map(action => `sts:${action}`);

/**
 * In Regions that opened before August 2022, Elastic Load Balancing writes the access logs of Application Load Balancers as an account of
 * AWS, one in each Region, and no condition key calls it a service. Later Regions have none.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function loadBalancingAccounts(regions: string[]): string[] {
  return regions.flatMap(region => RegionInfo.get(region).elbv2Account ?? []);
}

/**
 * Resources are reached by identities of the organization, by AWS services, and by accounts that are named; whatever a bucket policy says.
 *
 * The condition keys of one operator must all match: a caller is denied when it is of another organization or of none, and of no trusted
 * account, and not an AWS service. `IfExists` is what catches the anonymous caller, whose request has none of the keys. Trusted besides
 * are the accounts of Elastic Load Balancing in the governed regions.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export const IDENTITY_PERIMETER = new ParameterizedGuardrail({
  id: 'G60',
  title: 'Only our identities reach our resources',
  intent: 'Buckets, queues, keys, secrets, logs, tables, images and roles are reached by the organization, named accounts and AWS services only.',
  threat: 'A bucket policy with too wide a principal, or a role trusted to a stranger\'s account, hands data out of the organization.',
  adoption: 'Look at external access findings of IAM Access Analyzer, and name the accounts that must stay in \'trustedAccounts\'; '
    + 'those by which Elastic Load Balancing delivers access logs in the governed regions are trusted without being named. '
    + 'Public websites need CloudFront with origin access control. Attach it to OUs, not to the root, and not to the OU of the log archive: '
    + 'some log writers of AWS sign as accounts of their own.',
  breaks: 'Partners whose accounts are not in \'trustedAccounts\', and whoever reads a public bucket without CloudFront.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SECURITY]),
  compliance: [...cis('2.21'), ...fsbp('KMS.5', 'S3.2', 'S3.3')],
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ organizationId, governedRegions, trustedAccounts = [], rcpServices = RCP_SERVICES }) => {
    const accounts = [...new Set([...trustedAccounts, ...loadBalancingAccounts(governedRegions)])];
    return [{
      actions: [...rcpServices.map(service => `${service}:*`), ...STS_ACTIONS],
      conditions: {
        StringNotEqualsIfExists: {
          'aws:PrincipalOrgID': [organizationId],
          ...(accounts.length > 0 ? { 'aws:PrincipalAccount': accounts } : {}),
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] },
      },
    }];
  },
});
