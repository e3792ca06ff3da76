import { ResourceType } from '../aws/contract';
import { Template, unknown } from '../template';

/** A type as the engine sees it: custom resources take any property. */
export interface EngineType extends ResourceType {
  /** Properties are the handler's business. @default false */
  readonly anyProperty?: boolean;
}

/** Every CloudFormation type that the rehearsal knows. */
export class TypeRegistry {
  private readonly types: ReadonlyMap<string, EngineType>;

  /**
   * @param types the types of AWS
   * @param custom makes the type of a custom resource from its name
   */
  public constructor(types: readonly ResourceType[], private readonly custom: (typeName: string) => EngineType) {
    this.types = new Map(types.map(type => [type.typeName, type]));
  }

  /** The type of a name; an error that names it when the rehearsal does not know it. */
  public get(typeName: string): EngineType {
    const type = this.find(typeName);
    if (!type) throw unknownType(`the rehearsal does not know the resource type "${typeName}"`);
    return type;
  }

  /** Fails on the types of a template that are unknown, all at once, before anything is deployed. */
  public check(template: Template): void {
    const strange = template.logicalIds.filter(id => !this.find(template.resource(id).Type));
    if (strange.length === 0) return;
    const named = strange.map(id => `"${template.resource(id).Type}" (${id})`);
    throw unknownType(`the rehearsal does not know the resource ${strange.length > 1 ? 'types' : 'type'} ${named.join(', ')} of the ${template.name}`);
  }

  private find(typeName: string): EngineType | undefined {
    return isCustom(typeName) ? this.custom(typeName) : this.types.get(typeName);
  }
}

/** Whether a type is a custom resource, whose behaviour is a handler's. */
export function isCustom(typeName: string): boolean {
  return typeName === 'AWS::CloudFormation::CustomResource' || typeName.startsWith('Custom::');
}

function unknownType(message: string) {
  return unknown(message, 'model the type in rehearsal/types');
}
