// What of the house style a linter can check. Without rules that need types: they would take the time from 5 to 40 seconds, and
// `npm run lint` runs the type checker after this. test/library/lint.test.ts shows that it refuses. The import ranks of lib/ have a test
// of their own (test/library/import-ranks.test.ts), and so has what jsii lets pass (test/library/jsii-assembly.test.ts).
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const SOURCES = ['lib/**/*.ts', 'rehearsal/**/*.ts', 'testing/**/*.ts', 'cli/**/*.ts'];
const HANDLERS = ['**/*.handler.ts'];

/** A suppression says why: `// eslint-disable-next-line some-rule -- the reason`. */
const describedSuppressions = {
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const comment of sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S{3,}/.test(comment.value)) {
          report({ loc: comment.loc, message: 'A suppression needs its reason: add " -- the reason" to the comment.' });
        }
      }
    },
  }),
};

const instanceOf = (names, message) => ['right.name', 'right.property.name'].map(right =>
  ({ selector: `BinaryExpression[operator="instanceof"][${right}=${names}]`, message }));
const NO_INSTANCEOF = 'Two versions of a library meet in one app: ask for a property or use the static test (Stack.isStack, Construct.isConstruct).';
const CONSTRUCTS = '/^(I?Construct|Stack|Stage|App|Resource|NestedStack|TemplateSynthesizer|Cfn[A-Z]\\w*|\\w+Stack)$/';
/** What can be nobody's construct: errors and JavaScript's own classes. */
const NOT_OURS = '/^(?!(\\w*Error|Date|RegExp|Map|Set|Array|Uint8Array|Promise)$)/';
const NO_PARTITION = 'A partition is a setting: use Aws.PARTITION, Stack.formatArn, or "arn:*:" in an organization policy.';
const NO_DEFAULT = { selector: 'ExportDefaultDeclaration', message: 'Export by name: a default export has as many names as importers.' };
const NO_ARN = ['Literal[value=/arn:aws(-[a-z-]+)?:/]', 'TemplateElement[value.raw=/arn:aws(-[a-z-]+)?:/]']
  .map(selector => ({ selector, message: NO_PARTITION }));

const OLD_ACKNOWLEDGE = {
  selector: 'CallExpression[callee.property.name="acknowledge"][callee.object.callee.object.name="Validations"]',
  message: 'Older versions of the CDK refuse ids with "::" twice: use lib/core/acknowledge.',
};

export default defineConfig(
  { ignores: ['**/node_modules/', 'dist/', 'dist-cli/', 'dist-languages/', '**/cdk.out*/', 'coverage/', '**/*.bundle.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },

  js.configs.recommended,
  {
    languageOptions: { globals: globals.node },
    plugins: { 'import-x': importX, house: { rules: { 'described-suppressions': describedSuppressions } } },
    rules: {
      'house/described-suppressions': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
      // ESLint 10 still has the formatting rules; version 11 moves them to @stylistic/eslint-plugin.
      quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: false }],
      semi: 'error',
      'comma-dangle': ['error', 'always-multiline'],
      'eol-last': 'error',
      'max-len': ['error', {
        code: 140, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignorePattern: '^import ',
      }],
      'import-x/first': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-mutable-exports': 'error',
      'import-x/order': ['error', { groups: ['builtin', 'external', ['internal', 'parent'], ['sibling', 'index']], 'newlines-between': 'ignore' }],
    },
  },

  { files: ['**/*.ts'], extends: [tseslint.configs.strict] },
  {
    files: ['**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...instanceOf(CONSTRUCTS, NO_INSTANCEOF)],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only bin/ and handlers read the environment: take a prop.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {
        argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'all',
      }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 }],
      // A construct is made for its effect on the tree.
      'no-new': 'off',
      // A class of named values (Guardrails.ROOT_LOCKDOWN) is how every jsii language spells a catalogue.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Data about AWS is full of keys that are known by the table they come from; strictness of the compiler is enough here.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },

  {
    files: SOURCES,
    plugins: { jsdoc },
    rules: {
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', {
        patterns: [{ regex: '^((\\.\\./)*\\.\\./?|\\./?)(index(\\.js)?)?$', message: 'A file never imports the index of its own folder: name the file.' }],
      }],
      'no-restricted-syntax': ['error', ...instanceOf(CONSTRUCTS, NO_INSTANCEOF), NO_DEFAULT],
      'jsdoc/require-jsdoc': ['error', {
        publicOnly: true,
        require: { ClassDeclaration: true, FunctionDeclaration: true },
        contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSEnumDeclaration'],
      }],
      'jsdoc/check-param-names': ['error', { checkDestructured: false, disableMissingParamChecks: true }],
      'jsdoc/check-tag-names': ['error', { definedTags: ['stability', 'default', 'see', 'internal', 'jsii'] }],
      'jsdoc/no-types': 'error',
      'jsdoc/require-param-description': 'error',
    },
  },
  { files: ['lib/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...instanceOf(CONSTRUCTS, NO_INSTANCEOF), NO_DEFAULT, ...NO_ARN, OLD_ACKNOWLEDGE] } },
  {
    files: ['lib/constructs/**/*.ts', 'lib/landing-zone/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...instanceOf(NOT_OURS, NO_INSTANCEOF), NO_DEFAULT, ...NO_ARN, OLD_ACKNOWLEDGE] },
  },

  { files: ['bin/**', 'bench/**', 'scripts/**', 'test/**', 'examples/**', ...HANDLERS], rules: { 'no-restricted-properties': 'off' } },
  { files: ['bench/**', 'scripts/**', 'cli/**', ...HANDLERS], rules: { 'no-console': 'off' } },
  { files: ['bin/**', 'config/**', 'scripts/**', 'bench/**', 'examples/**'], rules: { 'max-lines': ['error', 350] } },
  { files: ['test/**'], rules: { 'max-lines': ['error', 600] } },
  { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
);
