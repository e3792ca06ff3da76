import { ConformanceTheme, InspectorScan, ProtectionPlan } from '../../constructs/detection';
import { ServiceSelection } from '../../controls';
import { Problems } from '../../core/validation';

/** What each list of a selection may hold: what there is a construct for. */
const KNOWN = {
  conformancePacks: ConformanceTheme.all().map(({ themeName }) => themeName),
  guardDutyPlans: ProtectionPlan.all().map(({ featureName }) => featureName),
  // Repositories of source code are connected one by one, by whoever owns them.
  inspectorScans: Object.values(InspectorScan).filter(scan => scan !== InspectorScan.CODE_REPOSITORY) as string[],
};

/**
 * The periods that CloudWatch Logs knows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Every mistake in a selection of services. */
export function serviceProblems(selection: ServiceSelection): Problems {
  const { conformancePacks, guardDuty, guardDutyPlans, trailLogRetentionDays, trailDataEvents, inspectorScans } = selection;
  return [
    ...Object.entries(KNOWN).flatMap(([list, known]) => unknownProblems(list, selection[list as keyof typeof KNOWN], known)),
    ...conformancePacks.includes('identity') ? [] : [
      `'conformancePacks' must hold "identity", got ${JSON.stringify(conformancePacks)}: its rules watch the root users of every account`],
    ...trailDataEvents.filter(type => !/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type)).map(type =>
      `'trailDataEvents' must hold types such as "AWS::S3::Object", got ${JSON.stringify(type)}: take it from CloudTrail's list of data events`),
    ...RETENTION_DAYS.includes(trailLogRetentionDays) ? [] : [
      `'trailLogRetentionDays' must be one of ${RETENTION_DAYS.join(', ')}, got ${trailLogRetentionDays}: choose a period that CloudWatch Logs knows`],
    ...guardDuty || guardDutyPlans.length === 0 ? [] : [
      `'guardDutyPlans' must be empty without GuardDuty, got ${JSON.stringify(guardDutyPlans)}: leave them out, or switch 'guardDuty' on`],
    ...inspectorScans.includes('LAMBDA_CODE') && !inspectorScans.includes('LAMBDA') ? [
      '\'inspectorScans\' must hold "LAMBDA" beside "LAMBDA_CODE", got "LAMBDA_CODE" alone: add it'] : [],
  ];
}

function unknownProblems(list: string, values: readonly string[], known: readonly string[]): string[] {
  return values.filter(value => !known.includes(value))
    .map(value => `'${list}' must be among ${known.join(', ')}, got ${JSON.stringify(value)}: correct the name`);
}
