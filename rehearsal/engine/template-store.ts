import { Template } from '../template';
import { StackState } from './stack-state';

/** Templates that were turned into graphs already, by the digest of their text: instances of a StackSet share one. */
export class TemplateStore {
  private readonly templates = new Map<string, Template>();

  /** Remembers a template. */
  public add(template: Template): Template {
    this.templates.set(template.digest, template);
    return template;
  }

  /** The template that a stack was deployed with. */
  public of(stack: StackState): Template {
    return this.templates.get(stack.digest) ?? this.restore(stack);
  }

  /** A stack of an earlier deployment, of which only the document is left. */
  private restore(stack: StackState): Template {
    const template = Template.of(stack.template, `template of stack "${stack.name}"`);
    this.templates.set(stack.digest, template);
    return template;
  }
}
