import { Call } from '../technique';
import { passing } from './passing';

const resource = (service: string, type: string) => `arn:{partition}:${service}:{region}:{account}:${type}{name}`;
const all = (on: string, ...actions: readonly string[]): readonly Call[] => actions.map(action => ({ action, on }));
const FUNCTION = resource('lambda', 'function:');
const GROUP = resource('autoscaling', 'autoScalingGroup:x:autoScalingGroupName/');
const DEFINITION = resource('ecs', 'task-definition/');
const any = (...actions: readonly string[]) => all('*', ...actions);
const reference = (path: string) => `https://docs.aws.amazon.com/${path}`;

/** Other ways to run what has the role, and services that few use. */
export const PASSED_TO_FURTHER_SERVICES = [
  { id: 'lambda-function-url', to: 'a new Lambda function that has a URL', service: 'lambda', calls: all(FUNCTION, 'lambda:CreateFunction', 'lambda:CreateFunctionUrlConfig'), source: reference('lambda/latest/dg/urls-configuration.html') },
  { id: 'lambda-replace-role', to: 'a Lambda function that is there already', service: 'lambda', calls: all(FUNCTION, 'lambda:UpdateFunctionConfiguration'), source: reference('lambda/latest/api/API_UpdateFunctionConfiguration.html') },
  { id: 'ec2-create-fleet', to: 'a fleet of instances', service: 'ec2', calls: [...all(resource('ec2', 'launch-template/'), 'ec2:CreateLaunchTemplate'), ...all(resource('ec2', 'fleet/'), 'ec2:CreateFleet')], source: reference('AWSEC2/latest/APIReference/API_CreateFleet.html') },
  { id: 'autoscaling-launch-template', to: 'an Auto Scaling group with a launch template', service: 'ec2', calls: [...all(resource('ec2', 'launch-template/'), 'ec2:CreateLaunchTemplate'), ...all(GROUP, 'autoscaling:CreateAutoScalingGroup')], source: reference('autoscaling/ec2/userguide/launch-templates.html') },
  { id: 'cloudformation-update-stack-pass-role', to: 'a stack that was deployed without one', service: 'cloudformation', calls: all(`${resource('cloudformation', 'stack/')}/x`, 'cloudformation:UpdateStack'), source: reference('AWSCloudFormation/latest/APIReference/API_UpdateStack.html') },
  { id: 'ecs-update-service', to: 'the tasks of an ECS service', service: 'ecs-tasks', calls: [...all(DEFINITION, 'ecs:RegisterTaskDefinition'), ...all(resource('ecs', 'service/'), 'ecs:UpdateService')], source: reference('AmazonECS/latest/APIReference/API_UpdateService.html') },
  { id: 'ecs-start-task', to: 'an ECS task on an instance of the cluster', service: 'ecs-tasks', calls: all(DEFINITION, 'ecs:RegisterTaskDefinition', 'ecs:StartTask'), source: reference('AmazonECS/latest/APIReference/API_StartTask.html') },
  { id: 'batch-submit-job', to: 'a job of Batch', service: 'ecs-tasks', calls: any('batch:RegisterJobDefinition', 'batch:SubmitJob'), source: reference('batch/latest/userguide/execution-IAM-role.html') },
  { id: 'emr-cluster', to: 'a cluster of EMR', service: 'elasticmapreduce', calls: any('elasticmapreduce:RunJobFlow'), source: reference('emr/latest/ManagementGuide/emr-iam-roles.html') },
  { id: 'emr-instances', to: 'the instances of an EMR cluster', service: 'ec2', calls: any('elasticmapreduce:RunJobFlow'), source: reference('emr/latest/ManagementGuide/emr-iam-roles.html') },
  { id: 'emr-serverless-job', to: 'a job of EMR Serverless', service: 'emr-serverless', calls: any('emr-serverless:StartJobRun'), source: reference('emr/latest/EMR-Serverless-UserGuide/jobs-spark.html') },
  { id: 'eks-pod-identity', to: 'pods of an EKS cluster', service: 'pods.eks', calls: any('eks:CreatePodIdentityAssociation'), source: reference('eks/latest/userguide/pod-identities.html') },
  { id: 'cognito-identity-pool', to: 'whoever signs in at an identity pool', service: 'cognito-identity', calls: any('cognito-identity:CreateIdentityPool', 'cognito-identity:SetIdentityPoolRoles'), source: reference('cognito/latest/developerguide/iam-roles.html') },
  { id: 'rolesanywhere-trust-anchor', to: 'certificates of one\'s own authority', service: 'rolesanywhere', calls: any('rolesanywhere:CreateTrustAnchor', 'rolesanywhere:CreateProfile'), source: reference('rolesanywhere/latest/userguide/getting-started.html') },
  { id: 'imagebuilder-instances', to: 'instances of Image Builder', service: 'ec2', calls: any('imagebuilder:CreateInfrastructureConfiguration', 'imagebuilder:CreateImage'), source: reference('imagebuilder/latest/userguide/manage-infra-config.html') },
  { id: 'appsync-data-source', to: 'a data source of AppSync', service: 'appsync', calls: any('appsync:CreateDataSource', 'appsync:CreateResolver'), source: reference('appsync/latest/devguide/attaching-a-data-source.html') },
  { id: 'iot-role-alias', to: 'devices of IoT', service: 'credentials.iot', calls: any('iot:CreateRoleAlias', 'iot:CreateKeysAndCertificate', 'iot:AttachPolicy'), source: reference('iot/latest/developerguide/authorizing-direct-aws.html') },
  { id: 'iot-topic-rule', to: 'a rule of IoT', service: 'iot', calls: any('iot:CreateTopicRule'), source: reference('iot/latest/developerguide/iot-create-role.html') },
  { id: 'airflow-environment', to: 'an environment of Managed Airflow', service: 'airflow-env', calls: any('airflow:CreateEnvironment'), source: reference('mwaa/latest/userguide/mwaa-create-role.html') },
  { id: 'braket-job', to: 'a hybrid job of Braket', service: 'braket', calls: any('braket:CreateJob'), source: reference('braket/latest/developerguide/braket-manage-access.html') },
  { id: 'gamelift-fleet', to: 'a fleet of GameLift', service: 'gamelift', calls: any('gamelift:CreateFleet'), source: reference('gamelift/latest/developerguide/setting-up-role.html') },
  { id: 'amplify-app', to: 'an app of Amplify', service: 'amplify', calls: any('amplify:CreateApp', 'amplify:StartJob'), source: reference('amplify/latest/userguide/amplify-service-role.html') },
  { id: 'synthetics-canary', to: 'a canary', service: 'lambda', calls: any('synthetics:CreateCanary', 'synthetics:StartCanary'), source: reference('AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html') },
  { id: 'pipes-pipe', to: 'a pipe of EventBridge', service: 'pipes', calls: any('pipes:CreatePipe'), source: reference('eventbridge/latest/userguide/eb-pipes-permissions.html') },
  { id: 'config-remediation', to: 'a remediation of Config', service: 'ssm', calls: any('config:PutRemediationConfigurations', 'config:StartRemediationExecution'), source: reference('config/latest/developerguide/remediation.html') },
  { id: 'servicecatalog-launch', to: 'the launch of a product of Service Catalog', service: 'servicecatalog', calls: any('servicecatalog:CreateConstraint', 'servicecatalog:ProvisionProduct'), source: reference('servicecatalog/latest/adminguide/constraints-launch.html') },
  { id: 's3-batch-job', to: 'a batch job of S3', service: 'batchoperations.s3', calls: any('s3:CreateJob'), source: reference('AmazonS3/latest/userguide/batch-ops-iam-role-policies.html') },
  { id: 'transfer-user', to: 'a user of Transfer Family', service: 'transfer', calls: any('transfer:CreateUser'), source: reference('transfer/latest/userguide/requirements-roles.html') },
  { id: 'codedeploy-deployment-group', to: 'a deployment group of CodeDeploy', service: 'codedeploy', calls: any('codedeploy:CreateDeploymentGroup', 'codedeploy:CreateDeployment'), source: reference('codedeploy/latest/userguide/getting-started-create-service-role.html') },
].map(passing);
