import { CfnResource, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isLandingZone } from '../../../core/own-constructs';
import { writtenProperties } from '../../../core/rendered-resources';
import { renderedValue } from '../../../core/rendered-value';
import { SecurityRule } from '../security-rule';
import { waiverFor } from './applications';
import { completed } from './completions';
import { fill } from './fill';
import { acknowledgeTabled } from './tabled-exceptions';

type Properties = Readonly<Record<string, unknown>>;

/**
 * Fills in what nobody wrote, whatever made the resource. It comes late, after the aspects of others, so that what they write is written
 * already.
 */
export class Corrections implements IAspect {
  private readonly rules = SecurityRule.all().filter(({ corrects }) => corrects);

  public visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node) && !node.node.scopes.some(isLandingZone)) {
      this.rules.filter(({ cfnTypes }) => cfnTypes.includes(node.cfnResourceType))
        .filter(({ ruleId }) => waiverFor(node, ruleId) === undefined)
        .forEach(rule => correct(node, rule));
      acknowledgeTabled(node);
      completed(node);
    }
  }
}

function correct(construct: CfnResource, { _definition: { fillings, complete } }: SecurityRule): void {
  const written = writtenProperties(construct);
  const resource = {
    construct,
    cfnType: construct.cfnResourceType,
    properties: renderedValue(written, { parameters: {}, mappings: {} }, new Map()) as Properties,
  };
  Object.entries(fillings?.(resource) ?? {}).filter(([path]) => isOpen(written, path.split('.')))
    .forEach(([path, value]) => fill(construct, path, value));
  complete?.(resource, construct);
}

/** Whether a property can be filled in: nobody wrote it, and nothing above it is decided on deployment. */
function isOpen(written: unknown, [first, ...rest]: readonly string[]): boolean {
  if (typeof written !== 'object' || written === null || isIntrinsic(written)) {
    return false;
  }
  const value = (written as Properties)[first];
  return value === undefined || (rest.length > 0 && isOpen(value, rest));
}

const isIntrinsic = (value: object): boolean => Object.keys(value).some(key => key === 'Ref' || key.startsWith('Fn::'));
