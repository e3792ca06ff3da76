import './register';

export { AccessMatchers, DenyExpectation, matchers } from './matchers';
