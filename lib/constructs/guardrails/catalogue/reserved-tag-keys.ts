/** More letters have more variants than a policy has room for. */
const MAX_LETTERS = 3;

/**
 * Patterns of the tag keys under a prefix, in every case. Names of condition keys have no case: aws:ResourceTag/lz:exempt reads the tag
 * LZ:exempt too. The values of aws:TagKeys have one, and no operator with wildcards ignores it. A prefix of more than three letters is
 * taken as it is written.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-tag-keys
 */
export function reservedTagKeys(prefix: string): string[] {
  const letters = prefix.replace(/[^a-z]/gi, '').length;
  return (letters <= MAX_LETTERS ? variantsOf(prefix) : [prefix]).map(variant => `${variant}*`);
}

function variantsOf(text: string): string[] {
  return [...text].reduce<string[]>((variants, character) => variants.flatMap(variant =>
    [...new Set([character.toLowerCase(), character.toUpperCase()])].map(letter => variant + letter)), ['']);
}
