import { Call, RHINO, Technique } from '../technique';
import { passing } from './passing';

const resource = (service: string, type: string) => `arn:{partition}:${service}:{region}:{account}:${type}{name}`;
const FUNCTION = resource('lambda', 'function:');
const STACK = `${resource('cloudformation', 'stack/')}/x`;
const INSTANCE = resource('ec2', 'instance/');
const all = (on: string, ...actions: readonly string[]): readonly Call[] => actions.map(action => ({ action, on }));

/** Techniques that give a role to something new, which then does what one wants. */
export const PASSED_ROLES: readonly Technique[] = [
  {
    id: 'lambda-pass-role', to: 'a new Lambda function and invoke it', service: 'lambda', source: RHINO,
    calls: all(FUNCTION, 'lambda:CreateFunction', 'lambda:InvokeFunction'),
  },
  {
    id: 'lambda-event-source-mapping', to: 'a new Lambda function that a queue or table invokes', service: 'lambda', source: RHINO,
    calls: [...all(FUNCTION, 'lambda:CreateFunction'), { action: 'lambda:CreateEventSourceMapping', on: '*' }],
  },
  {
    id: 'lambda-add-permission', to: 'a new Lambda function that somebody else may invoke', service: 'lambda',
    calls: all(FUNCTION, 'lambda:CreateFunction', 'lambda:AddPermission'),
  },
  { id: 'ec2-run-instances', to: 'a new EC2 instance', service: 'ec2', source: RHINO, calls: all(INSTANCE, 'ec2:RunInstances') },
  { id: 'ec2-spot-instances', to: 'a new spot instance', service: 'ec2', calls: all(resource('ec2', 'spot-instances-request/'), 'ec2:RequestSpotInstances') },
  {
    id: 'ec2-swap-instance-profile', to: 'a running EC2 instance, by another instance profile', service: 'ec2',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html',
    calls: all(INSTANCE, 'ec2:ReplaceIamInstanceProfileAssociation'),
  },
  {
    id: 'ec2-associate-instance-profile', to: 'a running EC2 instance that has none', service: 'ec2',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html',
    calls: all(INSTANCE, 'ec2:AssociateIamInstanceProfile'),
  },
  {
    id: 'iam-add-role-to-instance-profile', to: 'EC2, by the instance profile of a running instance', service: 'ec2',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html',
    calls: all('arn:{partition}:iam::{account}:instance-profile/{name}', 'iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'),
  },
  {
    id: 'autoscaling-pass-role', to: 'a new Auto Scaling group', service: 'ec2',
    calls: [
      ...all(resource('autoscaling', 'launchConfiguration:x:launchConfigurationName/'), 'autoscaling:CreateLaunchConfiguration'),
      ...all(resource('autoscaling', 'autoScalingGroup:x:autoScalingGroupName/'), 'autoscaling:CreateAutoScalingGroup'),
    ],
  },
  { id: 'cloudformation-pass-role', to: 'a new CloudFormation stack', service: 'cloudformation', source: RHINO, calls: all(STACK, 'cloudformation:CreateStack') },
  {
    id: 'cloudformation-pass-role-change-set', to: 'CloudFormation by a change set', service: 'cloudformation',
    calls: all(STACK, 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  },
  {
    id: 'cloudformation-pass-role-stack-set', to: 'a StackSet as its administration role', service: 'cloudformation',
    calls: all(resource('cloudformation', 'stackset/'), 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'),
  },
  { id: 'glue-development-endpoint', to: 'a Glue development endpoint', service: 'glue', source: RHINO, calls: all(resource('glue', 'devEndpoint/'), 'glue:CreateDevEndpoint') },
  { id: 'glue-job', to: 'a Glue job', service: 'glue', calls: all(resource('glue', 'job/'), 'glue:CreateJob', 'glue:StartJobRun') },
  { id: 'glue-session', to: 'an interactive Glue session', service: 'glue', calls: all(resource('glue', 'session/'), 'glue:CreateSession', 'glue:RunStatement') },
  {
    id: 'ecs-run-task', to: 'a new ECS task', service: 'ecs-tasks',
    calls: [...all(resource('ecs', 'task-definition/'), 'ecs:RegisterTaskDefinition', 'ecs:RunTask')],
  },
  {
    id: 'ecs-create-service', to: 'a new ECS service', service: 'ecs-tasks',
    calls: [...all(resource('ecs', 'task-definition/'), 'ecs:RegisterTaskDefinition'), ...all(resource('ecs', 'service/'), 'ecs:CreateService')],
  },
  {
    id: 'codebuild-project', to: 'a new CodeBuild project', service: 'codebuild',
    calls: all(resource('codebuild', 'project/'), 'codebuild:CreateProject', 'codebuild:StartBuild'),
  },
  {
    id: 'codepipeline-pipeline', to: 'a new pipeline of CodePipeline', service: 'codepipeline',
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/security-iam.html', calls: all(resource('codepipeline', ''), 'codepipeline:CreatePipeline'),
  },
  {
    id: 'sagemaker-notebook', to: 'a new SageMaker notebook', service: 'sagemaker',
    calls: all(resource('sagemaker', 'notebook-instance/'), 'sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  },
  { id: 'sagemaker-training-job', to: 'a SageMaker training job', service: 'sagemaker', calls: all(resource('sagemaker', 'training-job/'), 'sagemaker:CreateTrainingJob') },
  {
    id: 'sagemaker-processing-job', to: 'a SageMaker processing job', service: 'sagemaker',
    calls: all(resource('sagemaker', 'processing-job/'), 'sagemaker:CreateProcessingJob'),
  },
  {
    id: 'ssm-automation', to: 'an automation of Systems Manager', service: 'ssm',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html',
    calls: all(resource('ssm', 'automation-definition/'), 'ssm:StartAutomationExecution'),
  },
  {
    id: 'datapipeline-pipeline', to: 'a pipeline of Data Pipeline', service: 'datapipeline', source: RHINO,
    calls: all('*', 'datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'),
  },
  {
    id: 'states-state-machine', to: 'a new state machine of Step Functions', service: 'states',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
    calls: all(resource('states', 'stateMachine:'), 'states:CreateStateMachine', 'states:StartExecution'),
  },
  {
    id: 'events-rule-target', to: 'the target of an EventBridge rule', service: 'events',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html', calls: all(resource('events', 'rule/'), 'events:PutRule', 'events:PutTargets'),
  },
  {
    id: 'scheduler-schedule', to: 'a schedule of EventBridge Scheduler', service: 'scheduler',
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html', calls: all(resource('scheduler', 'schedule/'), 'scheduler:CreateSchedule'),
  },
  { id: 'apprunner-service', to: 'a new App Runner service', service: 'tasks.apprunner', calls: all(resource('apprunner', 'service/'), 'apprunner:CreateService') },
  {
    id: 'bedrock-code-interpreter', to: 'a code interpreter of Bedrock AgentCore', service: 'bedrock-agentcore',
    calls: all(resource('bedrock-agentcore', 'code-interpreter-custom/'), 'bedrock-agentcore:CreateCodeInterpreter', 'bedrock-agentcore:InvokeCodeInterpreter'),
  },
].map(passing);
