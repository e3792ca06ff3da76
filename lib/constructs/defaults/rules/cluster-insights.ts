import { demand, itemsOf } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const CLUSTER_INSIGHTS: RuleDefinition = {
  id: 'cluster-insights',
  theme: SecurityTheme.LOGGING,
  title: 'Clusters of containers tell what they do',
  remedy: 'leave the setting containerInsights out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12',
  cfnTypes: ['AWS::ECS::Cluster'],
  problems: ({ properties }) => demand(itemsOf(properties.ClusterSettings).find(({ Name }) => Name === 'containerInsights'), 'Value', 'be enabled or enhanced',
    value => value === 'enabled' || value === 'enhanced'),
  fillings: ({ properties }): Fillings => ({ ClusterSettings: properties.ClusterSettings ?? [{ Name: 'containerInsights', Value: 'enabled' }] }),
};
