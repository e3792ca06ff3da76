import { Rule } from '../aws/contract';

const ECS_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const ECS_API = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** What Amazon ECS asks of clusters, task definitions and services. */
export const ECS = {
  FARGATE_SIZE: {
    id: 'ecs/fargate-size',
    statement: 'A task on Fargate has the network mode awsvpc, and CPU and memory that Fargate offers together.',
    source: `${ECS_GUIDE}/fargate-tasks-services.html#fargate-tasks-size`,
  },
  CONTAINERS: {
    id: 'ecs/containers',
    statement: 'Containers of a task have names of their own, one of them is essential, ports of awsvpc are the same inside and outside, and volumes that they mount are those of the task.',
    source: `${ECS_GUIDE}/task_definition_parameters.html`,
  },
  FILE_SYSTEM: {
    id: 'ecs/file-system',
    statement: 'File systems that a task mounts exist with their access points, the template says that they are there first, and an access point or IAM needs encryption in transit and the root directory of the access point.',
    source: `${ECS_API}/API_EFSAuthorizationConfig.html, ${ECS_API}/API_EFSVolumeConfiguration.html`,
  },
  ROLES: {
    id: 'ecs/task-roles',
    statement: 'The roles of a task exist in the account, trust ecs-tasks.amazonaws.com, and the template says that they are there first.',
    source: `${ECS_GUIDE}/task_execution_IAM_role.html, ${ECS_GUIDE}/task-iam-roles.html`,
  },
  EXECUTION: {
    id: 'ecs/execution-role-may',
    statement: 'Once everything is deployed, the execution role may write the logs of its containers, pull their images from repositories of ECR, and read their secrets: otherwise no task starts, and the stack fails after hours.',
    source: `${ECS_GUIDE}/task_execution_IAM_role.html, ${ECS_GUIDE}/resource-initialization-error.html`,
  },
  LOGS: {
    id: 'ecs/log-group',
    statement: 'The log group of a container exists in its region, or the container may create it, and on Fargate the prefix of streams is given.',
    source: `${ECS_GUIDE}/using_awslogs.html`,
  },
  EXISTS: {
    id: 'ecs/parts-exist',
    statement: 'The cluster and the task definition of a service exist, and the template says that they are there first.',
    source: `${ECS_API}/API_CreateService.html (ClusterNotFoundException)`,
  },
  NETWORK: {
    id: 'ecs/service-network',
    statement: 'A service of tasks with awsvpc has one to sixteen subnets of one VPC and up to five of its security groups; other services have none.',
    source: `${ECS_API}/API_AwsVpcConfiguration.html`,
  },
  LOAD_BALANCERS: {
    id: 'ecs/target-groups',
    statement: 'A target group of a service is of addresses for awsvpc, names a container with the port, and a load balancer leads to it before the service is made.',
    source: `${ECS_API}/API_CreateService.html (The target group does not have an associated load balancer), ${ECS_GUIDE}/service-load-balancing.html`,
  },
  CAPACITY: {
    id: 'ecs/capacity-providers',
    statement: 'Capacity providers that a strategy names are Fargate\'s or those of the cluster, and a service has a launch type or a strategy, not both.',
    source: `${ECS_API}/API_PutClusterCapacityProviders.html, ${ECS_API}/API_CreateService.html`,
  },
} as const satisfies Record<string, Rule>;

/** What Application Auto Scaling asks. */
export const SCALING = {
  TARGET: {
    id: 'application-auto-scaling/target',
    statement: 'What is scaled exists, its capacity lies between a minimum and a maximum, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  },
  POLICY: {
    id: 'application-auto-scaling/policy',
    statement: 'A scaling policy is of a target that is registered first, and has the configuration of its kind.',
    source: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html (ObjectNotFoundException)',
  },
} as const satisfies Record<string, Rule>;

/** What Amazon ECR asks of repositories. */
export const ECR = {
  REPOSITORY: {
    id: 'ecr/repository',
    statement: 'A repository has a name in lower case, a policy of its life that is JSON with rules, and a key of its region that it may use.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html',
  },
} as const satisfies Record<string, Rule>;
