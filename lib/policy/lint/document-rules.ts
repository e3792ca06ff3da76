import { CURRENT_VERSION, DOCUMENT_ELEMENTS, isRecord } from '../grammar';
import { closest } from './closest';
import { suggestion } from './element-rules';
import { Fault, listOf, show } from './rule';

/** One thing to check of a document as a whole. */
export interface DocumentRule {
  /** Id that findings carry. */
  readonly id: string;
  /** The faults it finds. */
  readonly check: (document: Readonly<Record<string, unknown>>) => readonly Fault[];
}

/**
 * What a document must have around its statements.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export const DOCUMENT_RULES: readonly DocumentRule[] = [
  {
    id: 'document-element-unknown',
    check: document => Object.keys(document).filter(element => !DOCUMENT_ELEMENTS.includes(element)).map(element => ({
      message: `an element of a policy must be one of ${DOCUMENT_ELEMENTS.join(', ')}, got ${show(element)}`,
      remedy: suggestion(closest(element, DOCUMENT_ELEMENTS)),
    })),
  },
  {
    id: 'version',
    check: ({ Version }) => Version === CURRENT_VERSION ? [] : [{
      message: `'Version' must be "${CURRENT_VERSION}", got ${show(Version)}`,
      remedy: 'write it: without it policy variables are plain text',
    }],
  },
  {
    id: 'statement-missing',
    check: ({ Statement }) => listOf(Statement).length > 0 && listOf(Statement).every(isRecord) ? [] : [{
      message: `'Statement' must be one or more objects, got ${show(Statement)}`,
      remedy: 'add a statement',
    }],
  },
  {
    id: 'sid-repeated',
    check: ({ Statement }) => repeated(listOf(Statement).filter(isRecord).map(({ Sid }) => Sid)).map(sid => ({
      message: `'Sid' must be unique in its policy, got ${show(sid)} twice`,
      remedy: 'rename one, or leave it out',
    })),
  },
];

function repeated(values: readonly unknown[]): readonly unknown[] {
  const given = values.filter(value => value !== undefined && value !== '');
  return [...new Set(given.filter((value, index) => given.indexOf(value) < index))];
}
