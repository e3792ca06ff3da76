import { IConstruct } from 'constructs';
import { duplicateProblems, lengthProblems, Problems, shapeProblems } from '../../../core/validation';
import { SecurityWaiver } from '../security-waiver';
import { dayOf, waiversGivenAt } from './applications';

/** Shorter ones are none: "needed for now". */
const MIN_REASON = 20;
const MAX_REASON = 500;
/** A year: whoever waives for longer has decided against the rule, and no one looks at it again. */
const MAX_DAYS = 366;
const DAY_IN_MS = 86_400_000;

/** Why waivers cannot be, all at once. */
export function waiverProblems(scope: IConstruct, asOf: string, waivers: readonly SecurityWaiver[]): Problems {
  const dateOfToday = [...dateProblems('asOf', asOf), ...otherDayProblems(scope, asOf)];
  return [
    ...dateOfToday,
    ...waivers.flatMap((waiver, index) => [
      ...lengthProblems(`waivers[${index}].reason`, waiver.reason.trim(), MAX_REASON, MIN_REASON),
      ...shapeProblems(`waivers[${index}].owner`, waiver.owner, /^([^\s@]+@[^\s@]+\.[^\s@]+|[A-Za-z][\w &/-]{1,62})$/, 'be an e-mail address or a team',
        'name who answers for it, such as "payments" or "payments@example.com"'),
      ...pathProblems(scope, `waivers[${index}].path`, waiver.path),
      ...dateProblems(`waivers[${index}].expires`, waiver.expires),
      ...dateOfToday.length === 0 ? expiryProblems(`waivers[${index}].expires`, waiver, asOf) : [],
    ]),
    ...duplicateProblems('waivers', [...waivers, ...givenInApp(scope)].map(({ rule, path }) => `${rule.ruleId} ${path}`), 'keep one of them'),
  ];
}

/** A day of its own would let waivers that have ended hold again. */
function otherDayProblems(scope: IConstruct, asOf: string): Problems {
  const day = dayOf(scope) ?? asOf;
  return day === asOf ? [] : [`'asOf' must be "${day}", the day that the app has said already, got "${asOf}": give one day to all of the app`];
}

const givenInApp = (scope: IConstruct): SecurityWaiver[] => scope.node.root.node.findAll().flatMap(one => waiversGivenAt(one) ?? []);

function pathProblems(scope: IConstruct, prop: string, path: string): Problems {
  return path !== '' && (scope.node.path === '' || path === scope.node.path || path.startsWith(`${scope.node.path}/`)) ? []
    : [`'${prop}' must be the path of a construct in ${scope.node.path === '' ? 'the app' : `"${scope.node.path}"`}, got "${path}": take it from the finding`];
}

function dateProblems(prop: string, text: string): Problems {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && timeOf(text) > 0 && new Date(timeOf(text)).toISOString().startsWith(text);
  return isDate ? [] : [`'${prop}' must be a day as YYYY-MM-DD, got "${text}": write one such as "2027-01-31"`];
}

function expiryProblems(prop: string, { rule, path, owner, expires }: SecurityWaiver, asOf: string): Problems {
  if (dateProblems(prop, expires).length > 0) {
    return [];
  }
  if (expires < asOf) {
    return [`'${prop}' must not be before 'asOf' "${asOf}", got "${expires}": the waiver of ${rule.ruleId} for "${path}" has ended; mend what it was for and remove it, `
      + `or let ${owner} give a new day`];
  }
  const days = (timeOf(expires) - timeOf(asOf)) / DAY_IN_MS;
  return days <= MAX_DAYS ? [] : [`'${prop}' must be at most ${MAX_DAYS} days after 'asOf' "${asOf}", got "${expires}": choose a nearer day, and look at it again then`];
}

/** Of a day that is given: no clock is read. */
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
