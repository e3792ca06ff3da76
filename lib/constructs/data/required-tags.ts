import { CfnResource, TagManager } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DATA_TYPES, tagsOf } from '../../core/data-types';
import { throwProblems } from '../../core/errors';
import { isLandingZone } from '../../core/own-constructs';
import { renderedResources, RenderedResource } from '../../core/rendered-resources';
import { duplicateProblems } from '../../core/validation';
import { RequiredTag } from './required-tag';

/** What else must have the tags. */
export interface RequiredTagsOptions {
  /**
   * Whether everything that CloudFormation can tag must have them, and not only what holds data.
   *
   * @default false
   */
  readonly everything?: boolean;

  /**
   * Types that go without, such as "AWS::SSM::Parameter".
   *
   * @default - none
   */
  readonly exceptTypes?: string[];
}

/**
 * Tags without which an app does not synthesise: on every resource that holds data, whatever made it.
 *
 * What cannot be tagged is left out, and a landing zone, which answers for itself. `SecureDefaults` asks for the class of data by itself;
 * this is for an organization's other tags.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
 */
export class RequiredTags {
  /**
   * Fails the synthesis where a resource lacks one of the tags, or has another value than it may have; all of them at once.
   *
   * @param scope an app, a stage, a stack or any construct
   * @param tags what must be there
   * @param options what else must have them
   */
  public static demand(scope: IConstruct, tags: RequiredTag[], options: RequiredTagsOptions = {}): void {
    const { exceptTypes = [] } = options;
    throwProblems(scope, [
      ...tags.length === 0 ? ["'tags' must name a tag, got []: leave the call out"] : [],
      ...duplicateProblems('tags', tags.map(({ tagKey }) => tagKey), 'name each tag once'),
      ...exceptTypes.filter(one => !/^\w+::\w+::\w+(::\w+)?$/.test(one)).map(one =>
        `'exceptTypes' must be types such as "AWS::SSM::Parameter", got ${JSON.stringify(one)}: correct it`),
    ]);
    scope.node.addValidation({ validate: () => RequiredTags.problemsIn(scope, tags, options) });
  }

  /**
   * What is wrong with the tags of resources, as they are now: what aspects add is there only after the synthesis.
   *
   * @param scope an app, a stage, a stack or any construct
   * @param tags what must be there
   * @param options what else must have them
   */
  public static problemsIn(scope: IConstruct, tags: RequiredTag[], options: RequiredTagsOptions = {}): string[] {
    const asked = renderedResources(scope, undefined, isLandingZone).filter(resource => isAsked(resource, options));
    const found = asked.flatMap(resource => problemsOf(resource, tags));
    return [...new Set(found)];
  }

  private constructor() {}
}

function isAsked({ cfnType, construct }: RenderedResource, { everything = false, exceptTypes = [] }: RequiredTagsOptions): boolean {
  return !exceptTypes.includes(cfnType) && (cfnType in DATA_TYPES || everything && TagManager.of(construct) !== undefined);
}

function problemsOf(resource: RenderedResource, tags: readonly RequiredTag[]): string[] {
  const { construct, cfnType } = resource;
  return placesOf(resource).flatMap(place => tags.flatMap(tag =>
    tag._problemsOf(place[tag.tagKey], Object.keys(place)).map(problem => `${construct.node.path} (${cfnType}): ${problem}`)));
}

/** The tags of a resource, where its type or the CDK says that they are. */
function placesOf(resource: RenderedResource): Readonly<Record<string, string>>[] {
  return resource.cfnType in DATA_TYPES ? tagsOf(resource) : tagsOf(resource, propertyOf(resource.construct));
}

/** The property that the CDK writes tags to, such as "HostedZoneTags". */
function propertyOf(construct: CfnResource): string {
  const name = TagManager.of(construct)!.tagPropertyName;
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}
