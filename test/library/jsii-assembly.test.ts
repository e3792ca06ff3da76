import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblyType, CompiledLibrary } from './assembly';
import { assemblyProblems } from './assembly-rules';
import { signatureProblems } from './signature-rules';
import { filesBelow, ROOT } from './source-files';

/** Compiles what is in the checkout, so that no stale or missing build can make these tests pass. */
const COMPILES_WITHIN = 240_000;

const problemsOf = (library: CompiledLibrary) => [
  ...assemblyProblems(library.assembly),
  ...Object.values(library.assembly.types ?? {}).flatMap(type => signatureProblems(type.name, library.sourceOf(type))),
].sort();

describe('the library', () => {
  let library: CompiledLibrary;
  beforeAll(async () => { library = await CompiledLibrary.ofCheckout(); }, COMPILES_WITHIN);
  afterAll(() => library?.delete());

  test('has constructs in its assembly', () => {
    expect(Object.keys(library.assembly.types ?? {})).toContain('cdk-secure-landing-zone.LandingZone');
  });

  test('can be used from each jsii language: no unions, any, overloads or circles, everything documented', () => {
    expect(problemsOf(library)).toEqual([]);
  });

  test('has API pages with every type, and each thing that is its own: `npm run api` writes them', () => {
    const pages = ['API.md', ...filesBelow('docs/api', '.md')].map(path => readFileSync(join(ROOT, path), 'utf8'));
    const told = new Set(pages.flatMap(page => [...page.matchAll(/ id="(cdk-secure-landing-zone\.[^"]+)"/g)].map(([, id]) => id)));
    const types = Object.values(library.assembly.types ?? {});
    expect(types.flatMap(type => [type.fqn, ...membersOf(type)]).filter(id => !told.has(id))).toEqual([]);
    const known = new Set(types.map(({ fqn }) => fqn));
    const typeOf = (id: string) => /^[^A-Z]+\.[A-Z]\w*/.exec(id)?.[0];
    expect([...new Set([...told].map(typeOf))].filter(fqn => fqn !== undefined && !known.has(fqn))).toEqual([]);
  });
});

/** Ids of the members of a type, as its page has them. */
function membersOf({ fqn, methods = [], properties = [], members = [] }: AssemblyType): string[] {
  return [
    ...methods.filter(method => !method.protected).map(({ name }) => `${fqn}.${name}`),
    ...properties.filter(property => !property.protected).map(({ name }) => `${fqn}.property.${name}`),
    ...members.map(({ name }) => `${fqn}.${name}`),
  ];
}

describe('the rules', () => {
  const compileSample = async (sample: string, other = '') => {
    const library = await CompiledLibrary.ofSources({
      'lib/index.ts': `export * as sample from './sample';\n${other ? 'export * as other from \'./other\';' : ''}`,
      'lib/sample.ts': sample,
      ...other ? { 'lib/other.ts': other } : {},
    });
    try {
      return problemsOf(library);
    } finally {
      library.delete();
    }
  };

  test('accept what AWS CDK users know', async () => {
    expect(await compileSample(`
      /** Sizes. */
      export enum Size {
        /** Big. */
        BIG = 'big',
      }
      /** Who. */
      export interface IWho {
        /** Their id. */
        readonly whoId: string;
      }
      /** Attributes. */
      export interface WhoProps {
        /** A document. */
        readonly content: Record<string, unknown>;
        /** How big. @default - as big as AWS makes it */
        readonly size?: Size;
      }
      /** Somebody. */
      export class Who implements IWho {
        /** By document. */
        public static of(content: Record<string, unknown>): Who { return new Who({ content }); }
        public readonly whoId = 'who';
        private readonly mode: 'a' | 'b';
        public constructor(private readonly props: WhoProps) { this.mode = 'a'; }
        /** The document. */
        public content(): Record<string, unknown> { return this.mode === 'a' ? this.props.content : {}; }
      }`)).toEqual([]);
  }, COMPILES_WITHIN);

  test('find what jsii lets pass', async () => {
    expect(await compileSample(`
      import { Other } from './other';
      export interface IData { readonly x: string }
      type Mode = 'fast' | 'slow';
      /** Props. */
      export interface SampleProps {
        /** A union. */
        readonly either: string | number;
        /** Anything. */
        readonly anything: Record<string, unknown>;
        /** Any content that is no document. */
        readonly content: any;
        /** A choice of strings. */
        readonly choice: 'a' | 'b';
        /** The same behind a name. */
        readonly mode: Mode;
        /** Optional. */
        readonly other?: Other;
      }
      /** Sample. */
      export class Sample {
        /** First. */
        public add(name: string): void;
        public add(name: string, count: number): void;
        public add(): void { /* empty */ }
        public undocumented(value: any): void { void value; }
        /** Fluent. */
        public fluent(): this { return this; }
        /** Takes its props apart. */
        public apart({ other }: SampleProps): boolean { return other !== undefined; }
      }
      export enum Size { BIG = 'big' }`, `
      import type { Sample } from './sample';
      /** Other. */
      export class Other {
        /** Back. */
        public sample(): Sample | undefined { return undefined; }
      }`)).toEqual([
      'Sample.add is overloaded: give each signature a name of its own',
      'Sample.fluent returns "this": jsii knows no fluent interface',
      'SampleProps.choice takes the literal \'a\', a plain string in other languages: make it an enum or a value object',
      'SampleProps.choice takes the literal \'b\', a plain string in other languages: make it an enum or a value object',
      'SampleProps.mode takes the literal \'fast\', a plain string in other languages: make it an enum or a value object',
      'SampleProps.mode takes the literal \'slow\', a plain string in other languages: make it an enum or a value object',
      'sample.IData has no documentation',
      'sample.IData holds data only and nobody implements it: name it without the I, so that it becomes a struct',
      'sample.IData.x has no documentation',
      'sample.Sample.apart has a parameter without a name: take its props apart in the body',
      'sample.Sample.undocumented has no documentation',
      'sample.Sample.undocumented(value) is "any": name its type (only JSON that AWS takes in any shape, named content or conditions or document or pattern or properties or metadata, is Record<string, unknown>)',
      'sample.SampleProps.anything is "any": name its type (only JSON that AWS takes in any shape, named content or conditions or document or pattern or properties or metadata, is Record<string, unknown>)',
      'sample.SampleProps.content is "any": name its type (only JSON that AWS takes in any shape, named content or conditions or document or pattern or properties or metadata, is Record<string, unknown>)',
      'sample.SampleProps.either is a union or an intersection: make it a value object or several members',
      'sample.SampleProps.other is optional and tells no @default',
      'sample.Size has no documentation',
      'sample.Size.BIG has no documentation',
      'submodules need each other: other -> sample -> other',
    ]);
  }, COMPILES_WITHIN);

  test('fail when jsii refuses the sources, and say why', async () => {
    await expect(CompiledLibrary.ofSources({ 'lib/index.ts': 'export class Generic<T> { public readonly x?: T; }' }))
      .rejects.toThrow(/jsii refuses the library:[^]*Generic/);
  }, COMPILES_WITHIN);
});
