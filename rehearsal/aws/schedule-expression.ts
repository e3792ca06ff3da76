/** One field of a cron expression: its numbers, names that stand for numbers, and what may stand there besides. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Whole parts beyond numbers, ranges and steps. */
  readonly special?: RegExp;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: readonly Field[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31, special: /^(\?|L|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 1, max: 7, names: DAYS, special: /^(\?|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/ },
  { name: 'year', min: 1970, max: 2199 },
];
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/**
 * What is wrong with the schedule of a rule; undefined when EventBridge takes it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function scheduleProblem(expression: string): string | undefined {
  const [, kind, inside = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  switch (kind) {
    case 'rate': return rateProblem(inside);
    case 'cron': return cronProblem(inside);
    default: return 'it is neither rate(…) nor cron(…)';
  }
}

function rateProblem(rate: string): string | undefined {
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(rate) ?? [];
  if (unit === undefined) {
    return `${rate} is no number of minutes, hours or days`;
  }
  return (value === '1') === rate.endsWith(unit) ? undefined : `${rate} has the singular for many, or the plural for one`;
}

function cronProblem(cron: string): string | undefined {
  const values = cron.split(' ');
  if (values.length !== FIELDS.length) {
    return `it has ${values.length} fields and not ${FIELDS.length}`;
  }
  const strange = FIELDS.findIndex((field, index) => !isField(field, values[index]));
  if (strange >= 0) {
    return `${values[strange]} is no ${FIELDS[strange].name}`;
  }
  const open = [DAY_OF_MONTH, DAY_OF_WEEK].filter(index => values[index] === '?');
  return open.length === 1 ? undefined : 'one of day of month and day of week must be ?, and one only';
}

function isField(field: Field, value: string): boolean {
  return field.special?.test(value) === true || value.split(',').every(part => isPart(field, part));
}

/** A number or name, a range of them, all, or each so many of these. */
function isPart({ min, max, names = [] }: Field, part: string): boolean {
  const [range, step, ...rest] = part.split('/');
  const ends = range.split('-');
  const known = (end: string) => names.includes(end) || (/^\d+$/.test(end) && Number(end) >= min && Number(end) <= max);
  const stepped = step === undefined || (/^[1-9]\d*$/.test(step) && Number(step) <= max);
  return rest.length === 0 && stepped && (range === '*' || (ends.length <= 2 && ends.every(known)));
}
