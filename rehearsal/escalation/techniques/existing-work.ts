import { Call, pathfinding, PROWLER, RHINO, Technique, Way } from '../technique';

const resource = (service: string, type: string) => `arn:{partition}:${service}:{region}:{account}:${type}{name}`;
const INSTANCE = resource('ec2', 'instance/');
const all = (on: string, ...actions: readonly string[]): readonly Call[] => actions.map(action => ({ action, on }));

interface Working {
  readonly id: string;
  readonly title: string;
  readonly calls: readonly Call[];
  /** Service that the role trusts. @default - functions and stacks are known one by one */
  readonly service?: string;
  readonly way?: Way;
  readonly source?: string;
}

const working = ({ service, way = 'worn', source = PROWLER, ...rest }: Working): Technique => ({
  ...rest, way, source, service: service && `${service}.amazonaws.com`, gains: 'the permissions of the role that it works with',
});

/** Techniques that let something which has a role already do what one wants: no role is passed. */
export const EXISTING_WORK: readonly Technique[] = [
  {
    id: 'lambda-update-function-code', title: 'Write code into a function that has a role', way: 'function' as const, source: pathfinding('lambda-004'),
    calls: all('{target}', 'lambda:UpdateFunctionCode'),
  },
  {
    id: 'lambda-update-function-configuration', title: 'Put a layer into a function that has a role', way: 'function' as const, source: RHINO,
    calls: all('{target}', 'lambda:UpdateFunctionConfiguration'),
  },
  {
    id: 'cloudformation-update-stack', title: 'Update a stack that was deployed with a role', way: 'stack' as const,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html', calls: all('{target}', 'cloudformation:UpdateStack'),
  },
  {
    id: 'cloudformation-change-set', title: 'Change a stack that was deployed with a role, by a change set', way: 'stack' as const,
    calls: all('{target}', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  },
  { id: 'ssm-send-command', title: 'Run a command on an instance that has a role', service: 'ec2', calls: all(INSTANCE, 'ssm:SendCommand') },
  { id: 'ssm-start-session', title: 'Open a session on an instance that has a role', service: 'ec2', calls: all(INSTANCE, 'ssm:StartSession') },
  {
    id: 'ssm-create-association', title: 'Let State Manager run a document on an instance that has a role', service: 'ec2',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html', calls: all(INSTANCE, 'ssm:CreateAssociation'),
  },
  {
    id: 'ec2-user-data', title: 'Write user data of an instance that has a role', service: 'ec2', source: pathfinding('ec2-002'),
    calls: all(INSTANCE, 'ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'),
  },
  {
    id: 'ec2-instance-connect', title: 'Push an SSH key to an instance that has a role', service: 'ec2',
    calls: all(INSTANCE, 'ec2-instance-connect:SendSSHPublicKey'),
  },
  {
    id: 'ec2-serial-console', title: 'Push an SSH key to the serial console of an instance that has a role', service: 'ec2',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html',
    calls: all(INSTANCE, 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'),
  },
  {
    id: 'ec2-launch-template', title: 'Write user data into the launch template of instances that have a role', service: 'ec2',
    calls: all(resource('ec2', 'launch-template/'), 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'),
  },
  { id: 'codebuild-start-build', title: 'Start a build with commands of one\'s own', service: 'codebuild', calls: all(resource('codebuild', 'project/'), 'codebuild:StartBuild') },
  { id: 'codebuild-update-project', title: 'Change the commands of a build project', service: 'codebuild', calls: all(resource('codebuild', 'project/'), 'codebuild:UpdateProject') },
  { id: 'codebuild-start-build-batch', title: 'Start a batch of builds with commands of one\'s own', service: 'codebuild', calls: all(resource('codebuild', 'project/'), 'codebuild:StartBuildBatch') },
  { id: 'ecs-execute-command', title: 'Run a command in an ECS task that has a role', service: 'ecs-tasks', calls: all(resource('ecs', 'task/'), 'ecs:ExecuteCommand') },
  { id: 'glue-update-job', title: 'Change the script of a Glue job', service: 'glue', calls: all(resource('glue', 'job/'), 'glue:UpdateJob', 'glue:StartJobRun') },
  { id: 'glue-create-trigger', title: 'Change the script of a Glue job and let a trigger start it', service: 'glue', calls: [...all(resource('glue', 'job/'), 'glue:UpdateJob'), ...all(resource('glue', 'trigger/'), 'glue:CreateTrigger')] },
  {
    id: 'sagemaker-lifecycle-configuration', title: 'Put a script into the start of a SageMaker notebook that has a role', service: 'sagemaker',
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/notebook-lifecycle-config.html',
    calls: [
      ...all(resource('sagemaker', 'notebook-instance-lifecycle-config/'), 'sagemaker:CreateNotebookInstanceLifecycleConfig'),
      ...all(resource('sagemaker', 'notebook-instance/'), 'sagemaker:UpdateNotebookInstance', 'sagemaker:StartNotebookInstance'),
    ],
  },
  {
    id: 'codepipeline-update-pipeline', title: 'Change a pipeline that has a role', service: 'codepipeline',
    source: 'https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_UpdatePipeline.html', calls: all(resource('codepipeline', ''), 'codepipeline:UpdatePipeline'),
  },
  {
    id: 'codedeploy-create-deployment', title: 'Deploy a revision of one\'s own to instances that have a role', service: 'ec2',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html',
    calls: all(resource('codedeploy', 'deploymentgroup:'), 'codedeploy:CreateDeployment'),
  },
  {
    id: 'glue-update-development-endpoint', title: 'Put an SSH key into a Glue development endpoint', service: 'glue', source: RHINO,
    calls: all(resource('glue', 'devEndpoint/'), 'glue:UpdateDevEndpoint'),
  },
  {
    id: 'sagemaker-open-notebook', title: 'Open a SageMaker notebook that has a role', service: 'sagemaker',
    calls: all(resource('sagemaker', 'notebook-instance/'), 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  },
  {
    id: 'states-update-state-machine', title: 'Change the definition of a state machine', service: 'states',
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html',
    calls: all(resource('states', 'stateMachine:'), 'states:UpdateStateMachine', 'states:StartExecution'),
  },
  { id: 'apprunner-update-service', title: 'Change the image of an App Runner service', service: 'tasks.apprunner', calls: all(resource('apprunner', 'service/'), 'apprunner:UpdateService') },
].map(working);
