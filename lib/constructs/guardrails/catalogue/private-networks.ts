import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { VpcBlockPublicAccessMode } from '../policy-content/ec2-block-public-access';
import { Ec2PolicyContent, Ec2PolicyContentProps } from '../policy-content/ec2-policy-content';
import { ParameterizedContent } from '../private/parameterized-content';
import { cis, fsbp } from './compliance';
import { EC2_MESSAGE } from './ec2-message';
import { NO_ONE } from './exemptions';

/** The answers of NAT gateways and egress-only internet gateways come in, nothing else does. */
const DEFAULTS: Ec2PolicyContentProps = { ...EC2_MESSAGE, vpcBlockPublicAccess: { mode: VpcBlockPublicAccessMode.BLOCK_INGRESS } };

/**
 * VPC Block Public Access of whole accounts, from above. It says of each attribute what G70 says, or what G70 leaves out: EC2 policies on
 * one unit are merged, and of two values for one attribute one would be lost.
 *
 * Internet gateways alone are meant: what comes by a transit gateway, by peering or by a VPN is let in by routes and security groups.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export const PRIVATE_NETWORKS = new ParameterizedContent({
  id: 'G70b',
  title: 'The internet does not reach into networks',
  intent: 'No connection from the internet enters a VPC, whatever its gateways, routes, security groups and public addresses say.',
  threat: 'A subnet gets a route to an internet gateway, a group is opened to the world, and a database is found by scanners within minutes.',
  adoption: 'List internet gateways and load balancers that face the internet first; the account status report of the policy type tells which accounts set something '
    + 'else. What has to be reached gets an exclusion of its VPC or subnet, an AWS::EC2::VPCBlockPublicAccessExclusion, before the policy is attached; where '
    + 'G50b is, a StackSet deploys it. \'ec2Attributes.vpcBlockPublicAccess\' sets another mode, or allows no exclusion.',
  breaks: 'Public load balancers, instances with public addresses, and NAT instances, in VPCs without an exclusion; NAT gateways go on.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.INFRASTRUCTURE]),
  compliance: [...cis('6.2', '6.2', '5.2'), ...cis('6.3', '6.3', '5.3'), ...cis('6.4', '6.4', '5.4'), ...fsbp('EC2.172')],
  policyType: PolicyType.DECLARATIVE_POLICY_EC2,
  exemptions: NO_ONE,
  contains: ({ ec2Attributes }) => {
    const { exceptionMessage, vpcBlockPublicAccess } = { ...DEFAULTS, ...ec2Attributes };
    return new Ec2PolicyContent({ exceptionMessage, vpcBlockPublicAccess }).content;
  },
});
