import { demand, isFalse, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const isNarrow = (cidrs: unknown): boolean => Array.isArray(cidrs) && cidrs.length > 0 && !cidrs.some(cidr => /\/0$/.test(String(cidr)));

export const CLUSTER_ENDPOINT_ACCESS: RuleDefinition = {
  id: 'cluster-endpoint-access',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'The API of a Kubernetes cluster is not open to the internet',
  remedy: 'take private access, or name the addresses in PublicAccessCidrs',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1',
  cfnTypes: ['AWS::EKS::Cluster'],
  problems: ({ properties: { ResourcesVpcConfig: vpc } }) => isFalse(propertyAt(vpc, 'EndpointPublicAccess')) || isNarrow(propertyAt(vpc, 'PublicAccessCidrs'))
    ? [] : demand(vpc, 'EndpointPublicAccess', 'be false, or PublicAccessCidrs narrow', () => false),
};
