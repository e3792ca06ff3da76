import { App, Stack } from 'aws-cdk-lib';
import { LogArchive, LogRetention } from '../../../lib/constructs/logging';

describe('defaults', () => {
  test('is one year that can be mended', () => {
    expect(LogRetention.governance()).toMatchObject({ mode: 'GOVERNANCE', period: { years: 1 }, maximumDays: 366 });
  });
});

describe('options', () => {
  test('counts days as given, and years with every leap day', () => {
    expect(LogRetention.governance({ days: 90 }).maximumDays).toBe(90);
    expect(LogRetention.compliance({ years: 10 })).toMatchObject({ mode: 'COMPLIANCE', maximumDays: 3660 });
  });
});

describe('validation', () => {
  test.each([
    ['more than ten years of compliance', () => LogRetention.compliance({ years: 11 }), /'years' of a compliance retention must be a whole number from 1 to 10, got 11/],
    ['as many days', () => LogRetention.compliance({ days: 3651 }), /'days' of a compliance retention must be a whole number from 1 to 3650, got 3651/],
    ['no time at all', () => LogRetention.governance({ days: 0 }), /'days' of a governance retention must be a whole number from 1 to 36500, got 0/],
    ['half a year', () => LogRetention.governance({ years: 0.5 }), /'years' of a governance retention must be a whole number from 1 to 100, got 0.5/],
    ['days and years', () => LogRetention.governance({ days: 1, years: 1 }), /must be in days or in years, got {"days":1,"years":1}: leave one out/],
    ['compliance by default', () => LogRetention.compliance({}), /'period' of a compliance retention must be given.*nobody can shorten it later/],
  ])('fails where it is used for %s, and says the range', (_, make, message) => {
    const archive = () => new LogArchive(new Stack(new App(), 'Stack'), 'Archive', {
      managementAccountId: '1', organizationId: 'o-a1b2c3d4e5', retention: make(),
    });
    expect(archive).toThrow(message);
    expect(archive).toThrow(/^Stack\/Archive: 2 problems\n.*'managementAccountId' must be an account id/);
  });
});
