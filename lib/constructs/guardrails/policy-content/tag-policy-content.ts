import { throwProblems } from '../../../core/errors';
import { duplicateProblems, lengthProblems, shapeProblems } from '../../../core/validation';
import { PolicyType } from '../../organization';
import { assign, assignAll } from '../private/management-syntax';
import { IPolicyContent } from './policy-content';
import { TagRule } from './tag-rule';

const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/** What a tag policy says. */
export interface TagPolicyContentProps {
  /** The tags. */
  readonly tags: TagRule[];
}

/**
 * The content of a tag policy.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export class TagPolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.TAG_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: TagPolicyContentProps) {
    const { tags } = props;
    throwProblems(undefined, problems(tags));

    this.content = { tags: Object.fromEntries(tags.map(tag => [tag.tagKey, ruleOf(tag)])) };
  }
}

function ruleOf({ enforcedFor, reportRequiredFor, tagKey, tagValues }: TagRule): Record<string, unknown> {
  return {
    tag_key: assign(tagKey),
    ...assignAll({ tag_value: tagValues, enforced_for: enforcedFor, report_required_tag_for: reportRequiredFor }),
  };
}

function problems(tags: readonly TagRule[]): readonly string[] {
  return [
    ...(tags.length === 0 ? ['\'tags\' must name a tag, got none: add one, or leave the policy out'] : []),
    // AWS tells policy keys apart without their case.
    ...duplicateProblems('tags', tags.map(({ tagKey }) => tagKey.toLowerCase()), 'name each tag once'),
    ...tags.flatMap(({ enforcedFor = [], reportRequiredFor = [], tagKey, tagValues }) => [
      ...lengthProblems('tagKey', tagKey, MAX_TAG_KEY),
      ...(tagValues?.length === 0 ? [`'tagValues' of tag "${tagKey}" must name a value, got none: leave it out to allow every value`] : []),
      ...(tagValues ?? []).flatMap(value => lengthProblems('tagValues', value, MAX_TAG_VALUE, 0)),
      ...(tagValues ?? []).flatMap(value => shapeProblems('tagValues', value, /^[^*]*\*?[^*]*$/, 'hold one "*" at most', 'name the values')),
      ...[...enforcedFor, ...reportRequiredFor].flatMap(type => shapeProblems('enforcedFor', type, /^[a-z0-9-]+:(ALL_SUPPORTED|[a-z][A-Za-z0-9/-]*)$/,
        'be resource types such as "s3:bucket" or "ec2:ALL_SUPPORTED"', 'take it from AWS\'s list of resource types')),
    ]),
  ];
}
