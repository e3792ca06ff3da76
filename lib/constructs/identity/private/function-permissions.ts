import { Stack } from 'aws-cdk-lib';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { RenderedResource, renderedResources, renderedText } from '../../../core/rendered-resources';
import { exposuresOf } from '../../../policy';
import { PerimeterTraits } from './perimeter-statements';
import { policiesOf } from './policies-of-resources';

/** Permissions of a function that let strangers in: the policy of a function cannot deny, so each of its permissions has to be right. */
export function permissionProblems(target: IFunction, traits: PerimeterTraits): string[] {
  const stack = Stack.of(target);
  const named = [target.functionArn, target.functionName].map(name => renderedText(stack, name));
  const found = renderedResources(stack, ['AWS::Lambda::Permission'])
    .filter(({ properties }) => named.includes(properties.FunctionName))
    .flatMap(permission => [...sourceProblems(permission), ...strangerProblems(permission, target.env.account, traits)])
    .map(problem => `'target' must be called by the organization only, got ${problem}`);
  return [...new Set(found)];
}

function sourceProblems(permission: RenderedResource): string[] {
  return policiesOf(permission).flatMap(({ document }) => exposuresOf(document))
    .map(({ principal, remedy }) => `${principal} in "${permission.construct.node.path}": ${remedy}`);
}

/** Accounts and organizations that are named, and are not ours. */
function strangerProblems({ construct, properties }: RenderedResource, account: string, traits: PerimeterTraits): string[] {
  const { Principal, PrincipalOrgID } = properties as Readonly<Record<string, string | undefined>>;
  const foreign = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(String(Principal))?.[1];
  const trusted = [account, ...traits.trustedAccounts];
  if (PrincipalOrgID !== undefined && PrincipalOrgID !== renderedText(Stack.of(construct), traits.organizationId)) {
    return [`the organization "${PrincipalOrgID}" in "${construct.node.path}": name "${traits.organizationId}"`];
  }
  return foreign !== undefined && PrincipalOrgID === undefined && !trusted.includes(foreign)
    ? [`the account "${foreign}" in "${construct.node.path}": demand the organization too, or name the account in 'trustedAccounts'`]
    : [];
}
