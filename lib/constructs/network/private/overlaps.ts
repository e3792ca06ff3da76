import { Construct, IConstruct } from 'constructs';
import { Problems } from '../../../core/validation';
import { overlap, parseCidr } from './cidr';

/** A VPC as this check knows it: `instanceof` fails over two copies of the library. */
interface VpcOfKnownRange extends IConstruct {
  readonly [RANGE]: KnownRange;
}

/** What a VPC has said of its range. */
interface KnownRange {
  readonly range: string;
  readonly overlapsBecause?: string;
}

const RANGE = Symbol.for('cdk-secure-landing-zone.SecureVpc.range');

/** Makes a VPC known to the check. */
export function checkOverlaps(vpc: Construct, known: KnownRange): void {
  Object.defineProperty(vpc, RANGE, { value: known });
  vpc.node.addValidation({ validate: () => [...overlapProblems(vpc)] });
}

const isOfKnownRange = (construct: IConstruct): construct is VpcOfKnownRange => RANGE in construct;

/** VPCs of the app that stand before this one and have an address in common with it; a reason at either end is enough. */
function overlapProblems(self: Construct): Problems {
  const { range, overlapsBecause } = (self as unknown as VpcOfKnownRange)[RANGE];
  const all = self.node.root.node.findAll().filter(isOfKnownRange);
  return all.slice(0, all.indexOf(self as unknown as VpcOfKnownRange))
    .filter(other => overlapsBecause === undefined && other[RANGE].overlapsBecause === undefined)
    .filter(other => overlap(parseCidr(range)!, parseCidr(other[RANGE].range)!))
    .map(other => `'addresses' must not overlap with those of another VPC, got ${range} at "${self.node.path}" and ${other[RANGE].range} at "${other.node.path}": `
      + "take another block of the address plan, or say with 'overlapsBecause' why they will never be connected");
}
