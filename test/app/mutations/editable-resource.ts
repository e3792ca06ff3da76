/** A resource as a template has it. */
export interface ResourceDefinition {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A statement of any policy, as CDK writes it. */
export interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: unknown;
  Action?: string | string[];
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** A resource of the copied assembly, changed by dotted paths below its properties: `VersioningConfiguration.Status`. */
export class EditableResource {
  public constructor(public readonly logicalId: string, public readonly definition: ResourceDefinition) {}

  /** What a property is. */
  public get<T>(path: string): T {
    return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], this.definition.Properties) as T;
  }

  /** Gives a property a value; what is missing above it comes along. */
  public set(path: string, value: unknown): void {
    const [holder, name] = this.holderOf(path);
    holder[name] = value;
  }

  /** Takes a property away, which must be there. */
  public remove(path: string): void {
    const [holder, name] = this.holderOf(path);
    expect(holder).toHaveProperty([name]);
    Reflect.deleteProperty(holder, name);
  }

  /** Statements of the policy at a path. */
  public statements(path: string): Statement[] {
    return this.get<Statement[]>(`${path}.Statement`);
  }

  /** The statement of a Sid. */
  public statement(path: string, sid: string): Statement {
    return this.statements(path).find(statement => statement.Sid === sid)!;
  }

  /** Takes the statement of a Sid away. */
  public removeStatement(path: string, sid: string): void {
    const kept = this.statements(path).filter(statement => statement.Sid !== sid);
    expect(kept).toHaveLength(this.statements(path).length - 1);
    this.set(`${path}.Statement`, kept);
  }

  /** Takes declared dependencies away, which must be there; all of them when none is named. */
  public removeDependency(...targets: EditableResource[]): void {
    const ids = targets.map(({ logicalId }) => logicalId);
    expect(this.definition.DependsOn).toEqual(expect.arrayContaining(ids));
    this.definition.DependsOn = targets.length === 0 ? [] : this.definition.DependsOn!.filter(id => !ids.includes(id));
  }

  private holderOf(path: string): [Record<string, unknown>, string] {
    const keys = path.split('.');
    const name = keys.pop()!;
    const holder = keys.reduce((value, key) => (value[key] ??= {}) as Record<string, unknown>, this.definition.Properties ??= {});
    return [holder, name];
  }
}
