import { RenderedResource } from '../../../core/rendered-resources';
import { classesOf } from '../private/classes-of-data';
import { itemsOf, shown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const GROUP = 'AWS::EC2::SecurityGroup';

export const DATA_CLASS_EGRESS: RuleDefinition = {
  id: 'data-class-egress',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'What holds data that must not leave opens no connection to the whole internet',
  remedy: 'leave out \'allowAllOutbound\' and let it out to security groups, prefix lists and endpoints by name',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  cfnTypes: [GROUP, 'AWS::EC2::SecurityGroupEgress'],
  problems: resource => classesOf(resource).filter(({ allowsInternetEgress }) => !allowsInternetEgress).flatMap(({ className }) =>
    openingsOf(resource).map(opening => `'SecurityGroupEgress' must not reach the whole internet from data of class "${className}", got ${opening}`)),
};

/** EC2 lets a group out to everywhere that says nothing of egress. */
function openingsOf({ cfnType, properties }: RenderedResource): string[] {
  if (cfnType === GROUP && properties.SecurityGroupEgress === undefined) {
    return ['none, which lets out everything'];
  }
  const rules = cfnType === GROUP ? itemsOf(properties.SecurityGroupEgress) : [properties];
  return rules.flatMap(({ CidrIp, CidrIpv6 }) => [CidrIp, CidrIpv6].filter(cidr => /\/0$/.test(String(cidr))).map(shown));
}
