export { rehearse, RehearsalOptions, Synthesizable } from './api/rehearse';
export { PhasedFailure, Question, Rehearsal } from './api/rehearsal';
export { DeployedResource, ResourceFilter } from './api/resources';
export { Faults } from './phases/run';
export { AwsError, FailureDetails, LoggedCall, RehearsalFailure, Rule } from './aws/contract';
export { ExistingAccount, ExistingOrganization, ExistingUnit } from './aws/options';
export * from './report/summary';
export * from './report/listener';
export { ConsoleReport } from './report/console-report';
