import { Caller } from '../aws/contract';
import type { World } from '../aws/world';
import { AssemblyStack } from '../assembly';
import { StackPlace, StackState } from './stack-state';

/** Who deploys a stack: the role of the CDK bootstrap that CloudFormation takes, with its policies as they are now. */
export function deploymentCaller(world: World, { executionRoleArn }: Pick<AssemblyStack, 'executionRoleArn'>, place: Pick<StackPlace, 'accountId' | 'region'>): Caller {
  return callerOf(world, { accountId: place.accountId, executionRoleArn: executionRoleArn && placed(world, executionRoleArn, place) });
}

/** What the CDK writes into the manifest for a stack that does not say its account, region or partition, once these are known. */
export function placed({ partition }: World, text: string, { accountId, region }: Pick<StackPlace, 'accountId' | 'region'>): string {
  return text.replaceAll('${AWS::Partition}', partition).replaceAll('${AWS::AccountId}', accountId).replaceAll('${AWS::Region}', region);
}

/** Who works on a stack that exists. */
export function callerOf(world: World, { accountId, executionRoleArn }: Pick<StackState, 'accountId' | 'executionRoleArn'>): Caller {
  return executionRoleArn === undefined ? administrator(world, accountId) : world.sessionOf(executionRoleArn);
}

/** An app without the CDK bootstrap is deployed with the credentials of a person, who may be expected to be an administrator. */
function administrator(world: World, accountId: string): Caller {
  return {
    label: `administrator of ${accountId}`,
    principal: { arn: `arn:${world.partition}:iam::${accountId}:user/administrator`, kind: 'user', accountId },
    accountId,
    identity: [{ name: 'AdministratorAccess', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
  };
}
