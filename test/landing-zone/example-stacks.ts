import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { configuration } from '../../config/landing-zone';
import { LandingZone, LandingZoneProps } from '../../lib';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

/** The stacks of the example with other props, and the templates that its StackSets deploy. */
export class ExampleStacks {
  /** The stacks of the app and the member templates, in the order in which they were made. */
  private readonly stacks: readonly Stack[];
  private readonly app = new App();

  public constructor(props: Partial<LandingZoneProps> = {}) {
    new LandingZone(this.app, 'LandingZone', { ...configuration, ...props });
    this.stacks = this.app.node.findAll().filter(Stack.isStack);
  }

  /** Paths of all of them, without the landing zone's own id. */
  public get paths(): string[] {
    return this.stacks.map(pathOf);
  }

  /** The stack at a path, such as "Trail". */
  public stack(path: string): Stack {
    return this.stacks.find(stack => pathOf(stack) === path)!;
  }

  /** The template at a path, such as "Trail" or "AccountBaseline/AccountGlobal/Template". */
  public template(path: string): Template {
    return Template.fromStack(this.stack(path));
  }

  /** The template at a path as it is uploaded. */
  public file(path: string): string {
    return readFileSync(join(this.app.synth().directory, this.stack(path).templateFile), 'utf8');
  }

  /** Resources of a template by logical id. */
  public resources(path: string): Readonly<Record<string, TemplateResource>> {
    return (this.template(path).toJSON().Resources ?? {}) as Readonly<Record<string, TemplateResource>>;
  }

  /** A property of every resource of a type in a template, or in all of them. */
  public valuesOf(type: string, property: string, path?: string): unknown[] {
    return (path === undefined ? this.paths : [path]).flatMap(where =>
      Object.values(this.resources(where)).filter(({ Type }) => Type === type).map(({ Properties }) => Properties[property]));
  }

  /** Names of the StackSets, in the order of the stacks. */
  public get stackSetNames(): string[] {
    return this.valuesOf('AWS::CloudFormation::StackSet', 'StackSetName') as string[];
  }

  /** The resources of a type in all templates; one that two templates have is there twice. */
  public ofType(type: string): TemplateResource[] {
    return this.paths.flatMap(path => Object.values(this.resources(path)).filter(({ Type }) => Type === type));
  }
}

const pathOf = ({ node }: Stack): string => node.path.replace(/^LandingZone\//, '');

/** Both regional templates of the baseline: of members, and of the management account. */
export const REGIONAL = ['AccountBaseline/AccountRegional/Template', 'AccountBaseline/ManagementRegional/Template'] as const;

/** Both global templates of the baseline. */
export const GLOBAL = ['AccountBaseline/AccountGlobal/Template', 'AccountBaseline/ManagementGlobal/Template'] as const;
