import { Aws, CfnMapping, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems, regionProblems } from '../../core/validation';

/** Properties of a value that differs by region. */
export interface ValueOfRegionProps {
  /** The regions, in the order of the values. */
  readonly regions: string[];

  /** One value for each region, with "," between: known when the template is deployed, such as a parameter of a StackSet. */
  readonly commaSeparatedValues: string;
}

/**
 * The value of the region that a template is deployed in, out of a list with one for each: how an id that differs by region gets into a
 * StackSet, whose parameters are the same everywhere. Costs nothing.
 */
export class ValueOfRegion extends Construct {
  /** What it is in the region of the stack. Deployed to a region that is not named, the stack fails. */
  public readonly value: string;

  public constructor(scope: Construct, id: string, props: ValueOfRegionProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    const positions = new CfnMapping(this, 'Regions', {
      mapping: Object.fromEntries(props.regions.map((region, index) => [region, { index: String(index) }])),
    });
    this.value = Fn.select(Token.asNumber(positions.findInMap(Aws.REGION, 'index')), Fn.split(',', props.commaSeparatedValues));
  }
}

function problems({ regions }: ValueOfRegionProps): Problems {
  return [
    ...regions.length === 0 ? ["'regions' must name a region, got none: name those that the template goes to"] : [],
    ...duplicateProblems('regions', regions, 'name each region once'),
    ...regions.flatMap(region => regionProblems('regions', region)),
  ];
}
