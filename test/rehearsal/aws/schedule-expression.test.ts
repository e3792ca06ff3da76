import { scheduleProblem } from '../../../rehearsal/aws/schedule-expression';

test.each([
  'rate(1 minute)', 'rate(12 hours)', 'rate(7 days)', 'cron(0 8 * * ? *)', 'cron(0/15 0-6,22 ? JAN-MAR MON-FRI 2026)', 'cron(0 0 L * ? *)', 'cron(0 0 15W * ? *)',
  'cron(0 0 ? * 3#2 *)', 'cron(0 0 ? * FRIL *)', 'cron(*/5 * 1,15 1-12/3 ? 2026-2199)',
])('EventBridge takes %s', expression => {
  expect(scheduleProblem(expression)).toBeUndefined();
});

test.each([
  ['every day', 'it is neither rate(…) nor cron(…)'],
  ['rate(0 hours)', '0 hours is no number of minutes, hours or days'],
  ['rate(2 weeks)', '2 weeks is no number of minutes, hours or days'],
  ['rate(1 days)', '1 days has the singular for many, or the plural for one'],
  ['rate(2 day)', '2 day has the singular for many, or the plural for one'],
  ['cron(0 8 * * *)', 'it has 5 fields and not 6'],
  ['cron(75 8 * * ? *)', '75 is no minutes'],
  ['cron(0 24 * * ? *)', '24 is no hours'],
  ['cron(0 8 32 * ? *)', '32 is no day of month'],
  ['cron(0 8 * XYZ ? *)', 'XYZ is no month'],
  ['cron(0 8 ? * MON#6 *)', 'MON#6 is no day of week'],
  ['cron(0 8 * * ? 1969)', '1969 is no year'],
  ['cron(0/0 8 * * ? *)', '0/0 is no minutes'],
  ['cron(1-2-3 8 * * ? *)', '1-2-3 is no minutes'],
  ['cron(1/2/3 8 * * ? *)', '1/2/3 is no minutes'],
  ['cron(0 8 * * * *)', 'one of day of month and day of week must be ?, and one only'],
  ['cron(0 8 ? * ? *)', 'one of day of month and day of week must be ?, and one only'],
])('EventBridge does not take %s: %s', (expression, problem) => {
  expect(scheduleProblem(expression)).toBe(problem);
});
