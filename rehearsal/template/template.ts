import { createHash } from 'node:crypto';
import { frozen } from '../aws/frozen';
import { ResourceDefinition, TemplateDocument } from './document';
import { DependencyGraph } from './graph';
import { invalid, unknown } from './problems';
import { References, referencesOf } from './references';

const SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Transform', 'Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs'];
const RESOURCE_MEMBERS = ['Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'];
const OUTPUT_MEMBERS = ['Value', 'Description', 'Condition', 'Export'];
const RETENTION = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
/** Types of which CloudFormation takes a snapshot: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const WITH_SNAPSHOTS = [
  'AWS::DocDB::DBCluster', 'AWS::EC2::Volume', 'AWS::ElastiCache::CacheCluster', 'AWS::ElastiCache::ReplicationGroup', 'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::Redshift::Cluster',
];

/** A template that was read, checked and turned into a graph once, for however many stacks deploy it. */
export class Template {
  public readonly graph: DependencyGraph;
  /** In bytes, as CloudFormation counts it. */
  public readonly size: number;
  /** Equal for equal texts. */
  public readonly digest: string;
  /** Stacks that a resource or an output reads outputs of (Fn::GetStackOutput), by logical id. */
  public readonly stackReferences: ReadonlyMap<string, ReadonlySet<string>>;

  /**
   * @param document the template, plain data
   * @param text of the template
   * @param name how messages speak of it
   */
  public constructor(public readonly document: TemplateDocument, text: string, public readonly name: string) {
    frozen(document);
    this.size = Buffer.byteLength(text);
    this.digest = createHash('sha256').update(text).digest('hex');
    this.checkSections();
    const references = new Map(Object.entries(document.Resources).map(([id, resource]) => [id, this.checkResource(id, resource)]));
    this.checkOutputs();
    this.checkConditions();
    this.graph = new DependencyGraph([...references.keys()], new Map([...references].map(([id, found]) => [id, this.edgesOf(id, found)])));
    this.stackReferences = new Map([...references].map(([id, { stacks }]) => [id, stacks]));
    this.graph.order('first'); // a circle is found here
  }

  /** Reads a template from its text. */
  public static parse(text: string, name: string): Template {
    return new Template(documentOf(text, name), text, name);
  }

  /** The template of a document that is read already. */
  public static of(document: TemplateDocument, name: string): Template {
    return new Template(document, JSON.stringify(document), name);
  }

  /** Logical ids in the order of their declaration. */
  public get logicalIds(): readonly string[] {
    return this.graph.nodes;
  }

  /** One resource by its logical id. */
  public resource(logicalId: string): ResourceDefinition {
    return this.document.Resources[logicalId];
  }

  private checkSections(): void {
    const section = Object.keys(this.document).find(key => !SECTIONS.includes(key));
    if (section) throw unknown(`${this.name} has a section that the rehearsal does not know: "${section}"`);
    if (Object.keys(this.document.Resources ?? {}).length === 0) throw invalid(`${this.name} must have at least one resource`);
  }

  private checkResource(id: string, resource: ResourceDefinition): References {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) throw invalid(`${this.name}: logical id "${id}" must be alphanumeric`);
    if (typeof resource.Type !== 'string') throw invalid(`${this.name}: resource "${id}" must have a Type`);
    this.checkMembers(`resource "${id}" (${resource.Type})`, resource, RESOURCE_MEMBERS);
    for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) this.checkRetention(id, resource, policy);
    if (resource.Condition !== undefined) this.checkCondition(`resource "${id}"`, resource.Condition);
    const references = referencesOf(resource.Properties ?? {}, `Resources.${id}.Properties`);
    this.checkReferences(`resource "${id}"`, references);
    for (const target of dependsOn(resource)) {
      if (!(target in this.document.Resources)) throw invalid(`${this.name}: resource "${id}" depends on "${target}", which is no resource of the template`);
    }
    return references;
  }

  private checkRetention(id: string, resource: ResourceDefinition, policy: 'DeletionPolicy' | 'UpdateReplacePolicy'): void {
    const value = resource[policy];
    if (value !== undefined && !RETENTION.includes(value)) throw unknown(`${this.name}: resource "${id}" has a ${policy} that the rehearsal does not know: "${value}"`);
    if (value === 'Snapshot' && !WITH_SNAPSHOTS.includes(resource.Type)) {
      throw invalid(`${this.name}: ${policy} of "${id}" must not be Snapshot: ${resource.Type} has none`);
    }
    if (policy === 'UpdateReplacePolicy' && value === 'RetainExceptOnCreate') {
      throw invalid(`${this.name}: UpdateReplacePolicy of "${id}" must be Delete, Retain or Snapshot, got "RetainExceptOnCreate"`);
    }
  }

  private checkOutputs(): void {
    for (const [id, output] of Object.entries(this.document.Outputs ?? {})) {
      this.checkMembers(`output "${id}"`, output, OUTPUT_MEMBERS);
      if (output.Condition !== undefined) this.checkCondition(`output "${id}"`, output.Condition);
      this.checkReferences(`output "${id}"`, referencesOf([output.Value, output.Export?.Name ?? ''], `Outputs.${id}`));
    }
  }

  private checkConditions(): void {
    for (const [name, condition] of Object.entries(this.document.Conditions ?? {})) {
      const references = referencesOf(condition, `Conditions.${name}`, 'condition');
      this.checkReferences(`condition "${name}"`, references);
      const resource = [...references.names].find(named => named in this.document.Resources);
      if (resource) throw invalid(`${this.name}: condition "${name}" must not refer to the resource "${resource}"`);
    }
    for (const [name, rule] of Object.entries(this.document.Rules ?? {})) {
      this.checkMembers(`rule "${name}"`, rule, ['RuleCondition', 'Assertions']);
      const asserts = rule.Assertions.map(assertion => assertion.Assert);
      this.checkReferences(`rule "${name}"`, referencesOf([...asserts, rule.RuleCondition ?? ''], `Rules.${name}`, 'rule'));
    }
  }

  private checkReferences(where: string, references: References): void {
    const { Parameters = {}, Resources, Mappings = {} } = this.document;
    for (const name of references.names) {
      if (!(name in Resources) && !(name in Parameters)) throw invalid(`${this.name}: ${where} refers to "${name}", which is neither a parameter nor a resource`);
    }
    for (const name of references.attributeOwners) {
      if (!(name in Resources)) throw invalid(`${this.name}: ${where} asks for an attribute of "${name}", which is no resource`);
    }
    for (const name of references.mappings) {
      if (!(name in Mappings)) throw invalid(`${this.name}: ${where} looks into the mapping "${name}", which the template does not have`);
    }
    for (const name of references.conditions) this.checkCondition(where, name);
  }

  private checkCondition(where: string, condition: string): void {
    if (!(condition in (this.document.Conditions ?? {}))) throw invalid(`${this.name}: ${where} has the condition "${condition}", which the template does not define`);
  }

  private checkMembers(where: string, value: object, known: readonly string[]): void {
    const member = Object.keys(value).find(key => !known.includes(key));
    if (member) throw unknown(`${this.name}: ${where} has a member that the rehearsal does not know: "${member}"`);
  }

  private edgesOf(id: string, references: References): ReadonlySet<string> {
    const named = [...references.names].filter(name => name in this.document.Resources);
    return new Set([...named, ...dependsOn(this.document.Resources[id])]);
  }
}

function dependsOn(resource: ResourceDefinition): readonly string[] {
  return resource.DependsOn === undefined ? [] : [resource.DependsOn].flat() as readonly string[];
}

function documentOf(text: string, name: string): TemplateDocument {
  try {
    return JSON.parse(text) as TemplateDocument;
  } catch (error) {
    throw invalid(`${name} must be JSON: ${(error as Error).message}`);
  }
}
