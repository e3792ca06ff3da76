import './register';

export { ApplicationMatchers } from './application-matchers';
export { AccessMatchers, DenyExpectation, matchers } from './matchers';
export { OpenPorts } from './open-ports';
export { ReachExpectation } from './reach';
export { OpenPortsExpectation, Security } from './security';
export { SecurityMatchers } from './security-matchers';
