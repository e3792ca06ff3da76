import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const client = (where: string) => `arn:aws:signin:eu-central-1:222222222222:oauth2/public-client/${where}`;
const SERVICE = 'arn:aws:signin:eu-central-1:222222222222:service-principal/q.amazonaws.com';
const on = (action: string, resource: string) => ({ action, resource });

export const NO_CLI_LOGIN_PROOF: Proof = {
  guardrail: Guardrails.NO_CLI_LOGIN,
  set: GuardrailSet.STRICT,
  denied: [
    { title: 'to authorize the command line', by: 'developer', ...on('signin:AuthorizeOAuth2Access', client('localhost')) },
    { title: 'to fetch credentials for it', by: 'developer', ...on('signin:CreateOAuth2Token', client('localhost')) },
    { title: 'to do so from another computer than the browser\'s', by: 'administrator', ...on('signin:CreateOAuth2Token', client('remote')) },
    { title: 'of an IAM user', by: 'user', ...on('signin:AuthorizeOAuth2Access', client('localhost')) },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('signin:CreateOAuth2Token', client('localhost')) },
  ],
  allowed: [
    { title: 'to sign in to a service by OAuth', by: 'developer', ...on('signin:AuthorizeOAuth2Access', SERVICE) },
    { title: 'to fetch a token for it', by: 'developer', ...on('signin:CreateOAuth2Token', SERVICE) },
    { title: 'to take credentials back', by: 'developer', ...on('signin:RevokeOAuth2Token', client('localhost')) },
    { title: 'of the management account', by: 'management', ...on('signin:CreateOAuth2Token', client('localhost')) },
  ],
  exempt: [
    { title: 'break-glass', by: 'breakGlass', ...on('signin:CreateOAuth2Token', client('localhost')) },
    { title: 'StackSets, which has no console', by: 'stackSets', ...on('signin:CreateOAuth2Token', client('localhost')) },
  ],
};
