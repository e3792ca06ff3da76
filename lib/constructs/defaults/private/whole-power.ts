import { isGiven, itemsOf, propertyAt } from './problems';

type Fields = Readonly<Record<string, unknown>>;

/** Whatever they begin with, all that is left open. */
const EVERYTHING = /^(arn(:(aws[\w-]*|<AWS::Partition>|\*))?)?[*?:/]*\*$/;
const ALL_OF_IAM = /^arn:[^:]*(<AWS::Partition>)?:iam::[^:]*(<AWS::AccountId>)?:\*+$/;

const EVERY_ACTION = /^[*?:]*\*$/;
/** Who writes policies has what he writes. */
const EVERY_ACTION_OF_IAM = /^(i|ia|iam|iam:)\*+$/i;

/** Managed policies of AWS that are the same power: everything, everything but identities, and identities. */
const POLICIES = /(^|\/)(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/** Whether a document lets somebody do everything, or give himself what he likes. */
export const givesEverything = (document: unknown): boolean =>
  itemsOf(propertyAt(document, 'Statement')).some(({ Effect, Action, NotAction, Resource, NotResource, Condition }) => Effect === 'Allow'
    && !isNarrowed(Condition)
    && ((isGiven(NotAction) || matches(Action, EVERY_ACTION)) && (isGiven(NotResource) || matches(Resource, EVERYTHING))
      || matches(Action, EVERY_ACTION_OF_IAM) && (isGiven(NotResource) || matches(Resource, EVERYTHING) || matches(Resource, ALL_OF_IAM))));

/** Managed policies that do. */
export const givingEverything = (arns: unknown): string[] => [arns ?? []].flat().map(String).filter(arn => POLICIES.test(arn));

const matches = (values: unknown, pattern: RegExp): boolean => [values].flat().some(value => pattern.test(String(value)));

/** Operators that ask for the key, and for a value of it. */
const DEMANDING = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/i;

/** Global keys that say what is done, or with what; the others say who asks, from where and when, and leave him everything there. */
const OF_WHAT = /^aws:(ResourceTag\/|RequestTag\/|CalledVia)/i;

/** Whether a condition leaves less than everything: by a key of a service, or one that says what is done. */
const isNarrowed = (condition: unknown): boolean => Object.entries((condition ?? {}) as Record<string, Fields>)
  .filter(([operator]) => DEMANDING.test(operator))
  .flatMap(([, keys]) => Object.entries(keys))
  .some(([key, values]) => (!/^aws:/i.test(key) || OF_WHAT.test(key)) && [values].flat().every(value => !/^[*?]*$/.test(String(value))));
