import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const tagging = (action: string, keys: string[], resource = '*') => on(action, resource, { 'aws:TagKeys': keys });

export const RESERVED_TAGS_PROOF: Proof = {
  guardrail: Guardrails.RESERVED_TAGS,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to tag with a key of the platform', by: 'developer', ...tagging('ec2:CreateTags', ['lz:exempt']) },
    { title: 'to tag with it in capitals, which conditions read alike', by: 'developer', ...tagging('ec2:CreateTags', ['LZ:admin']) },
    { title: 'to tag with it in title case', by: 'developer', ...tagging('ec2:CreateTags', ['Lz:admin']) },
    { title: 'to tag with it in mixed case', by: 'developer', ...tagging('ec2:CreateTags', ['lZ:admin']) },
    { title: 'to tag with it among others', by: 'developer', ...tagging('s3:PutBucketTagging', ['team', 'lz:exempt'], 'arn:aws:s3:::team-bucket') },
    { title: 'to create something with it', by: 'developer', ...tagging('sqs:CreateQueue', ['lz:exempt']) },
    { title: 'to take it off', by: 'developer', ...tagging('ec2:DeleteTags', ['lz:protected']) },
    { title: 'to give it to a session', by: 'developer', ...tagging('sts:TagSession', ['lz:exempt']) },
    ...ofThePowerful(tagging('ec2:CreateTags', ['lz:exempt'])),
  ],
  allowed: [
    { title: 'to tag with one\'s own key', by: 'developer', ...tagging('ec2:CreateTags', ['team', 'cost-center']) },
    { title: 'to tag with a key that only begins like it', by: 'developer', ...tagging('ec2:CreateTags', ['lzone']) },
    { title: 'to create something without tags', by: 'developer', ...on('sqs:CreateQueue') },
    ...ofTheUnbound(tagging('ec2:CreateTags', ['lz:exempt'])),
  ],
  exempt: ofThePlatform(tagging('ec2:CreateTags', ['lz:exempt'])),
};
