import { Duration } from 'aws-cdk-lib';
import { configuration } from '../../config/landing-zone';
import { data, GuardrailPlacement, LandingZoneProps } from '../../lib';
import { Guardrails } from '../../lib/constructs/guardrails';
import { placementsOf } from '../../lib/landing-zone/configuration/guardrail-problems';
import { configurationProblems } from '../../lib/landing-zone/configuration/problems';
import { guardrailOptionsOf } from '../../lib/landing-zone/data-classes';
import { ruleNamesOf, themesOf } from '../../lib/landing-zone/services';

const { DataClassification, RequiredTag } = data;
const HEALTH = DataClassification.custom({ className: 'health', backupRetention: Duration.days(3650) });
const said: LandingZoneProps['dataClassification'] = {
  customClasses: [HEALTH], requiredTags: [RequiredTag.anyValue('Owner'), RequiredTag.oneOf('Stage', ['production', 'test'])],
  enforcedFor: ['s3:bucket'], reportRequiredFor: ['s3:bucket', 'dynamodb:table'],
};
const withClasses = (more: Partial<LandingZoneProps> = {}): LandingZoneProps => ({ ...configuration, dataClassification: said, ...more });

/** What the tag policy says. */
const policyOf = (props: LandingZoneProps) => Guardrails.DATA_CLASSIFICATION.content({
  ...guardrailOptionsOf(props), governedRegions: configuration.governedRegions, organizationId: 'o-a1b2c3d4e5',
});

describe('defaults', () => {
  test('an organization that says nothing of classes has no tag policy and no rule about tags', () => {
    expect(placementsOf(configuration).map(({ set }) => set.id)).not.toContain('data-classification');
    expect(ruleNamesOf(configuration)).not.toContain('required-tags');
    expect(configurationProblems(configuration)).toEqual([]);
  });
});

describe('options', () => {
  test('the tag policy has the classes, those of the organization too, and its other tags', () => {
    expect(configurationProblems(withClasses())).toEqual([]);
    expect(placementsOf(withClasses()).find(({ set }) => set.id === 'data-classification')).toBeDefined();
    const types = { enforced_for: { '@@assign': ['s3:bucket'] }, report_required_tag_for: { '@@assign': ['s3:bucket', 'dynamodb:table'] } };
    expect(policyOf(withClasses())).toEqual({ tags: {
      DataClassification: {
        tag_key: { '@@assign': 'DataClassification' }, tag_value: { '@@assign': ['public', 'internal', 'confidential', 'restricted', 'health'] }, ...types,
      },
      Owner: { tag_key: { '@@assign': 'Owner' }, ...types },
      Stage: { tag_key: { '@@assign': 'Stage' }, tag_value: { '@@assign': ['production', 'test'] }, ...types },
    } });
  });

  test('the rule of AWS Config asks for the same, of what holds data', () => {
    const [rule] = themesOf(withClasses()).find(({ themeName }) => themeName === 'required-tags')!.rules;
    expect(rule.inputParameters({})).toEqual({
      tag1Key: 'DataClassification', tag1Value: 'public,internal,confidential,restricted,health',
      tag2Key: 'Owner', tag3Key: 'Stage', tag3Value: 'production,test',
    });
    expect(rule._evaluation.resourceTypes).toContain('AWS::S3::Bucket');
  });
});

describe('validation', () => {
  test('says all at once what is wrong', () => {
    const problems = configurationProblems(withClasses({
      dataClassification: {
        customClasses: [HEALTH, HEALTH],
        requiredTags: ['DataClassification', 'A', 'B', 'C', 'D', 'E'].map(key => RequiredTag.anyValue(key)),
      },
      guardrails: {
        placements: GuardrailPlacement.recommended(),
        options: { dataClassification: { tagKey: 'DataClassification' } },
      },
    }));
    expect(problems).toEqual(expect.arrayContaining([
      expect.stringContaining("'dataClassification.customClasses' must not repeat, got \"health\""),
      expect.stringContaining("'dataClassification.requiredTags' must name the tags besides DataClassification"),
      expect.stringContaining("'dataClassification.requiredTags' must have at most 5 tags, got 6"),
      expect.stringContaining("'guardrails.options.dataClassification' must be left out beside 'dataClassification'"),
      expect.stringContaining("'guardrails.placements' must place G73 where 'dataClassification' is said"),
    ]));
  });

  test('finds types that a tag policy does not know by their shape, and a prop that nobody reads', () => {
    const problemsOf = (one: object) => configurationProblems(withClasses({ dataClassification: one })).join();
    expect(problemsOf({ enforcedFor: ['AWS::S3::Bucket'] })).toMatch(/'dataClassification.enforcedFor' must be resource types such as "s3:bucket"/);
    expect(problemsOf({ classes: [] })).toMatch(/'dataClassification.classes' must be a prop/);
  });
});
