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
      const current = new Current(node);
      this.rules.filter(({ cfnTypes }) => cfnTypes.includes(node.cfnResourceType))
        .filter(({ ruleId }) => waiverFor(node, ruleId) === undefined)
        .forEach(rule => current.correct(rule));
      acknowledgeTabled(node, () => current.properties);
      completed(node);
    }
  }
}

/** A resource as it is: rendered when that is asked for, and again only after it was changed. */
class Current {
  private rendered?: { readonly written: Properties; readonly properties: Properties };

  public constructor(private readonly construct: CfnResource) {}

  /** What its template says. */
  public get properties(): Properties {
    return this.now.properties;
  }

  /** Makes it as a rule asks for. */
  public correct({ _definition: { fillings, complete } }: SecurityRule): void {
    const { written, properties } = this.now;
    const resource = { construct: this.construct, cfnType: this.construct.cfnResourceType, properties };
    const open = Object.entries(fillings?.(resource) ?? {}).filter(([path]) => isOpen(written, path.split('.')));
    if (open.length > 0) {
      fill(this.construct, open);
    }
    complete?.(resource, this.construct);
    if (open.length > 0 || complete) {
      this.rendered = undefined;
    }
  }

  private get now() {
    const written = this.rendered?.written ?? writtenProperties(this.construct);
    return this.rendered ??= {
      written, properties: renderedValue(written, { parameters: {}, mappings: {} }, new Map()) as Properties,
    };
  }
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
