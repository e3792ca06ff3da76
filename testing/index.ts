import './register';

export { AccessMatchers, DenyExpectation, matchers } from './matchers';
export { ReachExpectation } from './reach';
