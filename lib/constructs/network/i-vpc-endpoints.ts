import { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';

/** The endpoints of a VPC: one of this app, or one that the landing zone gave to the account. */
export interface IVpcEndpoints {
  /**
   * Lets what has a group call the endpoints, by HTTPS: out of that group, and into the group of the endpoints.
   * `NetworkTier.allowToEndpoints` calls it.
   *
   * @param caller the group of who calls
   * @param callerName who that is, for the descriptions of the rules
   */
  allowFrom(caller: ISecurityGroup, callerName: string): void;
}
