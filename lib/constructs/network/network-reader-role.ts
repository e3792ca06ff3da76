import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, IRole, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { throwProblems } from '../../core/errors';
import { functionName, NETWORK_READER_ROLE, ROLE_PATH } from '../../core/naming';
import { acknowledgeNist } from '../../core/nist-exceptions';
import { accountIdProblems } from '../../core/validation';

/** Properties of the role that tells of networks. */
export interface NetworkReaderRoleProps {
  /** The account of `NetworkLookup`. */
  readonly managementAccountId: string;
}

/**
 * By which `NetworkLookup` learns ids of the network account's address pools, gateways and subnets: it looks, and only that function may
 * assume it. It stands in the network account's home region, once. IAM roles cost nothing.
 */
export class NetworkReaderRole extends Construct {
  /** The role, the same name in every organization. */
  public readonly role: IRole;

  public constructor(scope: Construct, id: string, props: NetworkReaderRoleProps) {
    super(scope, id);
    const { managementAccountId } = props;
    throwProblems(this, accountIdProblems('managementAccountId', managementAccountId));
    const role = new Role(this, 'Resource', {
      roleName: NETWORK_READER_ROLE,
      path: ROLE_PATH,
      description: 'Tells the management account the ids of address pools, transit gateways and shared subnets',
      // By a condition: a role that is named as the principal must exist already.
      assumedBy: new AccountPrincipal(managementAccountId).withConditions({
        ArnEquals: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${managementAccountId}:role${ROLE_PATH}${functionName('network-lookup')}` },
      }),
      inlinePolicies: {
        networks: new PolicyDocument({
          statements: [new PolicyStatement({
            sid: 'ReadNetworks',
            actions: ['ec2:DescribeIpamPools', 'ec2:DescribeSubnets', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpcs'],
            resources: ['*'],
          })],
        }),
      },
    });
    acknowledgeNist(role, 'IAMNoInlinePolicy');
    acknowledgeWildcards(role, ['*'], 'EC2 offers no resources for what only looks.');
    this.role = role;
  }
}
