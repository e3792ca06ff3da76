import { ECS } from '../rules/containers';
import { decide } from './authorization';
import type { Delivery } from './log-delivery';
import { EcsService } from './services/ecs';
import { serviceCaller } from './services/iam';
import { partOfArn } from './services/service-parts';
import type { World } from './world';

/**
 * What the execution role of a service does before its containers start. ECS tries again and again, so a policy may come after the service;
 * when it never does, no task runs and the stack fails after hours: it is looked at once everything is deployed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function taskStarts(world: World, service: EcsService): readonly Delivery[] {
  const task = partOfArn(world.state.ecs.taskDefinitions, service.taskDefinitionArn);
  const role = task && world.state.iam.roles.get(task.executionRoleArn ?? '');
  return (task?.startCalls ?? []).map(([action, resource]): Delivery => ({
    rule: ECS.EXECUTION,
    what: `${role?.name ?? 'an execution role, which the task does not have,'} must be allowed ${action} on ${resource}`,
    remedy: 'grant it to the execution role of the task',
    decision: decide(world, role ? world.sessionOf(role.arn) : serviceCaller('ecs-tasks.amazonaws.com'), { action, resource, region: service.region }),
  }));
}
