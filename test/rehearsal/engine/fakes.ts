import { AwsError, Operation, Permission, RehearsalFailure, ResourceType } from '../../../rehearsal/aws/contract';
import { World } from '../../../rehearsal/aws/world';
import { Assembly, AssemblyStack } from '../../../rehearsal/assembly';
import { createFunction } from '../../../rehearsal/aws/services/lambda';
import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { Deployment, DeploymentOptions } from '../../../rehearsal/engine';
import { Template } from '../../../rehearsal/template';

export const ACCOUNT = '111111111111';
export const MEMBER = '222222222222';
export const REGION = 'eu-central-1';
export const EXECUTION_ROLE = `arn:\${AWS::Partition}:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`;

/** A resource that is nothing but a name in a list. */
export interface Thing { name: string; color?: string; account: string; made: number }

/** The fake service: things by name, what happened to them, and names whose operations fail. */
export class Things {
  public readonly things = new Map<string, Thing>();
  public readonly events: string[] = [];
  public readonly failing = new Set<string>();
  private count = 0;

  public readonly type: ResourceType = {
    typeName: 'Test::Thing',
    source: 'this test',
    properties: { Name: 'interpreted', Color: 'interpreted', Size: 'interpreted', Kind: 'interpreted', Needs: 'interpreted', Nested: 'interpreted' },
    nested: { 'Nested.Items': ['Known'] },
    required: ['Name'],
    createOnly: ['Name'],
    immutable: ['Kind'],
    permissions: {
      create: [permission('test:CreateThing')],
      update: [{ ...permission('test:PaintThing'), when: operation => operation.changes('Color') }, permission('test:UpdateThing')],
      delete: [permission('test:DeleteThing')],
    },
    create: operation => this.create(operation),
    update: operation => this.update(operation),
    delete: operation => {
      this.note('delete', operation, operation.physicalId!);
      this.things.delete(operation.physicalId!);
    },
    import: operation => {
      this.note('import', operation, operation.physicalId!);
      return { physicalId: operation.physicalId!, attributes: { Arn: `arn:${operation.physicalId}`, Endpoint: { Port: '80' } } };
    },
  };

  private create(operation: Operation) {
    const name = String(operation.properties.Name);
    this.note('create', operation, name);
    if (this.things.has(name)) throw new AwsError('AlreadyExists', `${name} exists`);
    this.things.set(name, { name, color: operation.properties.Color as string, account: operation.accountId, made: ++this.count });
    return { physicalId: name, attributes: { Arn: `arn:${name}`, Endpoint: { Port: '80' } } };
  }

  private update(operation: Operation) {
    const name = operation.physicalId!;
    this.note('update', operation, name);
    this.things.get(name)!.color = operation.properties.Color as string;
    return { physicalId: name, attributes: operation.attributes ?? {} };
  }

  private note(action: string, operation: Operation, name: string): void {
    this.events.push(`${action} ${name}`);
    if (this.failing.has(`${action} ${name}`)) throw new AwsError('InternalFailure', `${action} ${name} fails`);
    void operation;
  }
}

const permission = (action: string): Permission => ({ action, resource: operation => `arn:aws:test:::${operation.properties.Name}` });

/** A StackSet of the fake kind: one stack in one account, as that account's administrator. */
export function stackSetType(): ResourceType {
  const deploy = async (operation: Operation) => {
    const { Url, Account, Parameters = {} } = operation.properties as { Url: string; Account: string; Parameters?: Record<string, string> };
    const { failure } = await operation.memberStacks.deploy({
      stackSetName: 'set', accountId: Account, region: REGION, templateUrl: Url, parameters: Parameters, capabilities: ['CAPABILITY_NAMED_IAM'],
      caller: memberCaller(operation.world, Account), origin: operation.origin,
    });
    if (failure) throw failure;
    return { physicalId: 'set', attributes: {} };
  };
  return {
    typeName: 'Test::StackSet', source: 'this test', required: [], createOnly: [],
    properties: { Url: 'interpreted', Account: 'interpreted', Parameters: 'interpreted' },
    permissions: { create: [], update: [], delete: [] },
    create: deploy,
    update: deploy,
    delete: async operation => {
      const { Account } = operation.properties as { Account: string };
      const { failure } = await operation.memberStacks.delete({ stackSetName: 'set', accountId: Account, region: REGION, caller: memberCaller(operation.world, Account) }, false);
      if (failure) throw failure;
    },
  };
}

function memberCaller(world: World, accountId: string) {
  const arn = `arn:aws:iam::${accountId}:role/stacksets-exec-1`;
  if (!world.state.iam.roles.has(arn)) createRole(world, { accountId, name: 'stacksets-exec-1', trust: trustOfService('cloudformation.amazonaws.com'), managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
  return world.sessionOf(arn);
}

/** A function with the code of a handler, as if it had been there before. */
export function handler(world: World, code: string, statements: { Effect: 'Allow'; Action: string; Resource: string }[] = [], accountId = ACCOUNT): string {
  const role = createRole(world, { accountId, name: 'handler', trust: trustOfService('lambda.amazonaws.com') });
  role.inline.set('inline', { document: { Version: '2012-10-17', Statement: statements } });
  return createFunction(world, {
    name: 'handler', accountId, region: REGION, roleArn: role.arn, code, handler: 'index.handler', runtime: 'nodejs24.x', timeout: 60, environment: {},
  }).arn;
}

export interface StackSpec extends Partial<Omit<AssemblyStack, 'template'>> {
  resources: Record<string, object>;
  outputs?: Record<string, object>;
  more?: Record<string, object>;
}

export function assembly(specs: Record<string, StackSpec>, assets: Record<string, object> = {}): Assembly {
  const templates = new Map(Object.entries(assets).map(([key, resources]) =>
    [key, { template: Template.of({ Resources: resources as never, Parameters: { Color: { Type: 'String', Default: 'red' } } }, key), constructPaths: new Map([['A', 'Set/Template/A']]) }]));
  return {
    directory: '/',
    stacks: Object.entries(specs).map(([name, { resources, outputs, more, ...spec }]) => ({
      id: name, name, displayName: name, accountId: ACCOUNT, region: REGION,
      dependencies: [], executionRoleArn: EXECUTION_ROLE, terminationProtection: false,
      parameters: {}, tags: {}, constructPaths: new Map(Object.keys(resources).map(id => [id, `App/${name}/${id}`])),
      template: Template.of({ Resources: resources as never, ...outputs && { Outputs: outputs as never }, ...more }, name), ...spec,
    })),
    assets: { keys: Object.keys(assets), byObjectKey: key => templates.get(key), byUrl: url => templates.get(url) },
  };
}

export const thing = (name: string, properties: object = {}, attributes: object = {}) => ({ Type: 'Test::Thing', Properties: { Name: name, ...properties }, ...attributes });
export const emptyWorld = () => new World({ managementAccountId: ACCOUNT, regions: [REGION] });

export function deployment(world: World, things: Things, from: Assembly, options: DeploymentOptions = {}): Deployment {
  return new Deployment(world, from, { types: [things.type, stackSetType()], ...options });
}

/** The failure that a promise ends with. */
export async function failureOf(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (error) {
    return (error as RehearsalFailure).details;
  }
  throw new Error('nothing failed');
}
