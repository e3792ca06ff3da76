import { Mutations } from './mutation';

const UNUSED = 'SecurityTooling/SecurityHome/Template/UnusedAccess/Resource';

/** Mutations of analyzers of the organization. */
export const OF_ANALYZERS: Mutations = {
  'access-analyzer/archive-rules': [
    {
      when: 'an archive rule has no filter', at: UNUSED, says: /archive rules: lz-break-glass/,
      edit: example => example.at(UNUSED).set('ArchiveRules.0.Filter', []),
    },
    {
      when: 'two archive rules have one name', at: UNUSED, says: /archive rules: lz-break-glass, lz-break-glass/,
      edit: example => {
        const [rule] = example.at(UNUSED).get<object[]>('ArchiveRules');
        example.at(UNUSED).set('ArchiveRules', [rule, rule]);
      },
    },
  ],
  'access-analyzer/unused-access-age': [{
    when: 'access is unused from the first day', at: UNUSED, says: /with an age of 0 days/,
    edit: example => example.at(UNUSED).set('AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge', 0),
  }],
};
