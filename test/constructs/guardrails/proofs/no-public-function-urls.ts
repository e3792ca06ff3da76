import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const url = (action: string, authentication: string[]) =>
  on(action, 'arn:aws:lambda:eu-central-1:222222222222:function:team', { 'lambda:FunctionUrlAuthType': authentication });

export const NO_PUBLIC_FUNCTION_URLS_PROOF: Proof = {
  guardrail: Guardrails.NO_PUBLIC_FUNCTION_URLS,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to make a URL that asks for nothing', by: 'developer', ...url('lambda:CreateFunctionUrlConfig', ['NONE']) },
    { title: 'to make a URL ask for nothing', by: 'developer', ...url('lambda:UpdateFunctionUrlConfig', ['NONE']) },
    { title: 'to let the world call a URL', by: 'developer', ...url('lambda:AddPermission', ['NONE']) },
    ...ofThePowerful(url('lambda:CreateFunctionUrlConfig', ['NONE'])),
  ],
  allowed: [
    { title: 'to make a URL that asks for IAM', by: 'developer', ...url('lambda:CreateFunctionUrlConfig', ['AWS_IAM']) },
    { title: 'to change something else of a URL', by: 'developer', ...url('lambda:UpdateFunctionUrlConfig', []) },
    { title: 'to let a service call a function', by: 'cdkDeployRole', ...url('lambda:AddPermission', []) },
    { title: 'to delete a public URL', by: 'developer', ...url('lambda:DeleteFunctionUrlConfig', ['NONE']) },
    ...ofTheUnbound(url('lambda:CreateFunctionUrlConfig', ['NONE'])),
  ],
  exempt: ofThePlatform(url('lambda:CreateFunctionUrlConfig', ['NONE'])),
};
