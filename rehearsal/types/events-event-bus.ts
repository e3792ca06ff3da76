import { asList, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { busArn, createBus, EventBus, findBus, ruleArn } from '../aws/services/eventbridge';
import { EVENTS } from '../rules/events';
import { DESCRIPTION, given, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { valueChecks } from './value-checks';
import { document, record, text } from './values';

const outcome = (bus: EventBus): Outcome => ({ physicalId: bus.name, attributes: { Arn: bus.arn, Name: bus.name, Policy: '' } });
const plannedArn = ({ world, accountId, region, properties }: Operation) => busArn(world, accountId, region, String(properties.Name));

function busOf(operation: Operation): EventBus {
  return operation.world.state.eventBridge.buses.get(plannedArn(operation))
    ?? operation.fail('ResourceNotFoundException', `event bus ${operation.physicalId} does not exist`);
}

/** A bus of one's own, with its policy. Refused by name: partner buses, keys, logging and dead-letter queues of the bus itself. */
export const EVENT_BUS: ResourceType = {
  typeName: 'AWS::Events::EventBus',
  source: schema('aws-events-eventbus'),
  properties: { Name: 'interpreted', Policy: 'interpreted', Description: DESCRIPTION, Tags: TAGS },
  required: ['Name'],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['events:CreateEventBus', 'events:DescribeEventBus'], plannedArn),
      ...permissions(['events:PutPermission'], plannedArn, { when: given('Policy') }),
      ...permissions(['events:TagResource', 'events:ListTagsForResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['events:DescribeEventBus'], plannedArn),
      ...permissions(['events:PutPermission'], plannedArn, { when: given('Policy') }),
      ...permissions(['events:TagResource', 'events:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['events:DescribeEventBus', 'events:DeleteEventBus'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin, properties } = operation;
    const checks = valueChecks(operation, 'ValidationException');
    checks.like('Name', properties.Name, /^(?!aws\.|default$)[.\-_A-Za-z0-9]{1,256}$/, 'up to 256 letters, digits, ".", "-" and "_", not default, and not aws. at the start');
    checkOwnPolicy(operation);
    return outcome(apply(operation, createBus(world, { name: String(properties.Name), accountId, region, origin })));
  },
  update: operation => {
    const bus = busOf(operation);
    checkOwnPolicy(operation);
    return outcome(apply(operation, bus));
  },
  delete: operation => {
    const { world } = operation;
    const bus = busOf(operation);
    const rule = [...world.state.eventBridge.rules.values()].find(other => other.busArn === bus.arn);
    if (rule) {
      operation.fail('ValidationException', `bus ${bus.name} still has the rule ${rule.name}`);
    }
    world.state.eventBridge.buses.delete(bus.arn);
  },
  import: operation => {
    const bus = busOf(operation);
    bus.origin = operation.origin;
    return outcome(bus);
  },
};

function checkOwnPolicy(operation: Operation): void {
  const { properties } = operation;
  if (properties.Policy !== undefined) {
    checkPolicy(operation, document(properties, 'Policy'), { arn: plannedArn(operation), name: String(properties.Name) });
  }
}

function apply({ properties, origin }: Operation, bus: EventBus): EventBus {
  const own = [...bus.statements].filter(([, { origin: from }]) => from?.logicalId === origin.logicalId && from.stackId === origin.stackId);
  own.forEach(([id]) => bus.statements.delete(id));
  if (properties.Policy !== undefined) {
    statementsOf(document(properties, 'Policy'))
      .forEach((statement, index) => bus.statements.set(statement.Sid ?? `statement-${index}`, { statement, origin }));
  }
  return bus;
}

/** Actions of a bus that its policy may let others use: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html */
const BUS_ACTION = /^events:(\*|[A-Z][A-Za-z*]+)$/;

function checkPolicy(operation: Operation, policy: PolicyDocument, bus: Pick<EventBus, 'arn' | 'name'>): void {
  for (const { Action, Resource, Effect, Principal, Sid } of statementsOf(policy)) {
    const strange = asList(Action).filter(action => !BUS_ACTION.test(action));
    operation.require(EVENTS.BUS_POLICY, Action !== undefined && strange.length === 0, `statement ${Sid} has the actions ${asList(Action).join(', ') || 'none'}`, 'name actions of EventBridge');
    const whole = Principal !== undefined && ['Allow', 'Deny'].includes(Effect);
    operation.require(EVENTS.BUS_POLICY, whole, `statement ${Sid} has no principal or no effect`, 'say who may do it');
    const elsewhere = asList(Resource).filter(arn => !isOfBus(arn, bus));
    const detail = `statement ${Sid} is about ${elsewhere.join(', ') || 'nothing'}`;
    operation.require(EVENTS.BUS_POLICY, Resource !== undefined && elsewhere.length === 0, detail, `let it be about ${bus.arn}`);
  }
  requirePrincipals(operation, EVENTS.BUS_POLICY, policy);
}

/** The bus, or rules on it. */
function isOfBus(arn: string, bus: Pick<EventBus, 'arn' | 'name'>): boolean {
  return arn === bus.arn || arn.startsWith(ruleArn(bus, ''));
}

const policyBus = (operation: Operation): EventBus =>
  findBus(operation.world, text(operation.properties, 'EventBusName') ?? 'default', operation)
    ?? operation.fail('ResourceNotFoundException', `event bus ${String(operation.properties.EventBusName)} does not exist`);
const policyArn = ({ world, accountId, region, properties }: Operation) => busArn(world, accountId, region, text(properties, 'EventBusName'));

/** Puts one statement into the policy of a bus; the default bus gets an entry then. */
function putStatement(operation: Operation): Outcome {
  const { world, origin, properties } = operation;
  const bus = policyBus(operation);
  const id = String(properties.StatementId);
  valueChecks(operation, 'ValidationException').like('StatementId', id, /^[a-zA-Z0-9-_]{1,64}$/, 'up to 64 letters, digits, "-" and "_"');
  const statement = { Sid: id, ...record(properties, 'Statement') } as unknown as PolicyStatement;
  checkPolicy(operation, { Version: '2012-10-17', Statement: [statement] }, bus);
  bus.statements.set(id, { statement, origin });
  world.state.eventBridge.buses.set(bus.arn, bus);
  return { physicalId: `${bus.name}|${id}`, attributes: {} };
}

/** One statement of the policy of a bus, as a whole statement; the older form (Action, Principal, Condition) is refused by name. */
export const EVENT_BUS_POLICY: ResourceType = {
  typeName: 'AWS::Events::EventBusPolicy',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html (permissions: those of the calls PutPermission and RemovePermission)',
  properties: { EventBusName: 'interpreted', StatementId: 'interpreted', Statement: 'interpreted' },
  required: ['StatementId', 'Statement'],
  createOnly: ['EventBusName', 'StatementId'],
  permissions: {
    create: permissions(['events:PutPermission'], policyArn),
    update: permissions(['events:PutPermission'], policyArn),
    delete: permissions(['events:RemovePermission'], policyArn),
  },
  create: putStatement,
  update: putStatement,
  delete: operation => {
    policyBus(operation).statements.delete(String(operation.properties.StatementId));
  },
};
