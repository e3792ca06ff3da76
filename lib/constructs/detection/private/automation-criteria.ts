import { CfnAutomationRule } from 'aws-cdk-lib/aws-securityhub';
import { FindingCriteria } from '../finding-criteria';

type Filters = CfnAutomationRule.AutomationRulesFindingFiltersProperty;

const texts = (comparison: 'EQUALS' | 'PREFIX', values: readonly string[] = []) => values.map(value => ({ comparison, value }));

/** Criteria as CloudFormation has them, without fields that say nothing. */
export function criteriaOf(where: FindingCriteria): Filters {
  const filters: Filters = {
    complianceSecurityControlId: texts('EQUALS', where.controlIds),
    awsAccountId: texts('EQUALS', where.accountIds),
    resourceId: texts('PREFIX', where.resourceIdPrefixes),
    resourceType: texts('EQUALS', where.resourceTypes),
    resourceTags: Object.entries(where.resourceTags ?? {}).map(([key, value]) => ({ comparison: 'EQUALS', key, value })),
    productName: texts('EQUALS', where.productNames),
    title: texts('PREFIX', where.titlePrefixes),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, values]) => (values as unknown[]).length > 0));
}
