import { Decision } from './decision';
import { ApplicablePolicies, AuthorizationRequest } from './request';
import { PolicyError } from '../policy-error';

/** Whether AWS would let a request pass, and why. */
export function evaluate(request: AuthorizationRequest, _policies: ApplicablePolicies): Decision {
  throw new PolicyError(`not built yet: ${request.action}`);
}
