import { asList, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Caller } from '../aws/contract';
import { defaultRegions, globalRegion } from '../aws/regions';
import { World } from '../aws/world';
import { bindingDocuments } from './binding-documents';

/** Services whose endpoint is in one region only: their aws:RequestedRegion is always that. */
const GLOBAL_SERVICES = ['iam', 'organizations', 'account', 'sso-directory'];

/** Whether a region is one of those that some policy speaks of. */
type SpokenOf = (region: string) => boolean;

/** The regions in which somebody may call: every one that the policies tell from the others, the home region first. */
export class Regions {
  private readonly byCaller = new WeakMap<Caller, readonly string[]>();
  private readonly byDocument = new WeakMap<PolicyDocument, readonly SpokenOf[]>();

  public constructor(private readonly world: World) {}

  /** Where an action may be called; nobody says in which region AWS asks whether a role may be passed. */
  public ofAction(caller: Caller, action: string, wanted?: string): readonly string[] {
    const passes = action.toLowerCase() === 'iam:passrole';
    if (GLOBAL_SERVICES.includes(action.split(':')[0].toLowerCase()) && !passes) {
      return [globalRegion(this.world.partition)];
    }
    return wanted === undefined || passes ? this.of(caller) : [wanted];
  }

  /** One region of all those that are the same to every policy. */
  public of(caller: Caller): readonly string[] {
    const known = this.byCaller.get(caller) ?? this.toldApart(bindingDocuments(this.world, caller));
    this.byCaller.set(caller, known);
    return known;
  }

  private toldApart(documents: readonly PolicyDocument[]): readonly string[] {
    const { homeRegion, partition } = this.world;
    const spoken = documents.flatMap(document => this.spokenOfIn(document));
    const all = [homeRegion, globalRegion(partition), ...defaultRegions(partition)];
    const seen = new Set<string>();
    return all.filter(region => {
      const told = spoken.map(isSpokenOf => Number(isSpokenOf(region))).join('');
      return !seen.has(told) && seen.add(told);
    });
  }

  private spokenOfIn(document: PolicyDocument): readonly SpokenOf[] {
    const known = this.byDocument.get(document) ?? statementsOf(document).flatMap(spokenOf);
    this.byDocument.set(document, known);
    return known;
  }
}

function spokenOf({ Condition, Resource, NotResource }: PolicyStatement): readonly SpokenOf[] {
  const asked = Object.values(Condition ?? {}).flatMap(keys => Object.entries(keys)).filter(([key]) => key.toLowerCase() === 'aws:requestedregion');
  const named = [...asList(Resource), ...asList(NotResource)].map(resource => parseArn(resource)?.region ?? '').filter(region => !['', '*'].includes(region));
  return [...asked.map(([, values]) => oneOf(asList(values).map(String))), ...[...new Set(named)].map(region => oneOf([region]))];
}

function oneOf(patterns: readonly string[]): SpokenOf {
  const expressions = patterns.map(pattern => new RegExp(`^${pattern.replace(/[^\w*?-]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i'));
  return region => expressions.some(expression => expression.test(region));
}
