import { IPropertyInjector, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  Instance, InstanceProps, LaunchTemplate, LaunchTemplateProps, SubnetConfiguration, SubnetType, Vpc, VpcProps,
} from 'aws-cdk-lib/aws-ec2';
import { Repository, RepositoryProps, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ClusterProps, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { Key, KeyProps } from 'aws-cdk-lib/aws-kms';
import { Function, FunctionProps, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, LogGroupProps, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LogLevel, StateMachine, StateMachineProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct } from 'constructs';
import { injectorOf } from '../../../core/property-injection';
import { ApplicationKey } from '../../encryption';

/** A log group beside its resource: kept for a year, under the key of the stack. */
function logGroupBeside(scope: IConstruct, id: string): LogGroup {
  const name = `${id}LogGroup`;
  return scope.node.tryFindChild(name) as LogGroup | undefined
    ?? new LogGroup(scope as Construct, name, { retention: RetentionDays.ONE_YEAR });
}

/** What the CDK retains anyway, but for a first deployment that fails: what that leaves behind is in the way of the next one. */
const KEPT = { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };

/** Whoever names the group, or lets the older way make it, has one. */
const functionLogs = (scope: IConstruct, id: string, { logGroup, logRetention }: FunctionProps): Partial<FunctionProps> =>
  logGroup || logRetention ? {} : { logGroup: logGroupBeside(scope, id) };

/** Functions trace, and log where somebody keeps it; those of CloudFront may do neither. */
const securedFunction = <Props extends FunctionProps>(props: Props, scope: IConstruct, id: string): Props =>
  isAtEdge(scope, id) ? props : { tracing: Tracing.ACTIVE, ...functionLogs(scope, id, props), ...props };

/**
 * Whether a function is that of an `EdgeFunction`, which makes it in itself or, from another region, in a stack that is not its own: one
 * that has none yet is making it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html#lambda-at-edge-function-restrictions
 */
const isAtEdge = (scope: IConstruct, id: string): boolean => isEdgeFunction(scope) || (Stack.isStack(scope)
  && scope.node.root.node.findAll().some(one => one.node.id === id && isEdgeFunction(one) && one.lambda === undefined));

const isEdgeFunction = (construct: IConstruct): construct is IConstruct & { readonly lambda?: IConstruct } =>
  'lambda' in construct && 'addPermission' in construct;

/** The subnets that a VPC has anyway: load balancers and NAT gateways in the public ones have addresses of their own. */
const subnetsOf = ({ subnetConfiguration, natGateways }: VpcProps): SubnetConfiguration[] =>
  (subnetConfiguration ?? (natGateways === 0 ? Vpc.DEFAULT_SUBNETS_NO_NAT : Vpc.DEFAULT_SUBNETS))
    .map(subnet => subnet.subnetType === SubnetType.PUBLIC ? { mapPublicIpOnLaunch: false, ...subnet } : subnet);

/** Injectors for what computes, and for what it needs; those of data and of edges stand beside their constructs. */
export const COMPUTE_INJECTORS: readonly (() => IPropertyInjector)[] = [
  () => injectorOf<FunctionProps>(Function.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedFunction(props, scope, id)),
  () => injectorOf<NodejsFunctionProps>(NodejsFunction.PROPERTY_INJECTION_ID, (props, { scope, id }) =>
    securedFunction(props as FunctionProps, scope, id)),
  () => injectorOf<LogGroupProps>(LogGroup.PROPERTY_INJECTION_ID, (props, { scope }) =>
    ({ ...KEPT, retention: RetentionDays.ONE_YEAR, ...props, encryptionKey: props.encryptionKey ?? ApplicationKey.of(scope) })),
  () => injectorOf<VpcProps>(Vpc.PROPERTY_INJECTION_ID, props =>
    ({ flowLogs: { FlowLogs: {} }, ...props, subnetConfiguration: subnetsOf(props) })),
  () => injectorOf<InstanceProps>(Instance.PROPERTY_INJECTION_ID, props => ({ requireImdsv2: true, detailedMonitoring: true, ...props })),
  () => injectorOf<LaunchTemplateProps>(LaunchTemplate.PROPERTY_INJECTION_ID, props => ({ requireImdsv2: true, ...props })),
  () => injectorOf<ClusterProps>(Cluster.PROPERTY_INJECTION_ID, props =>
    props.containerInsights === undefined ? { containerInsightsV2: ContainerInsights.ENABLED, ...props } : props),
  () => injectorOf<RepositoryProps>(Repository.PROPERTY_INJECTION_ID, props =>
    ({ ...KEPT, imageScanOnPush: true, imageTagMutability: TagMutability.IMMUTABLE, ...props })),
  () => injectorOf<KeyProps>(Key.PROPERTY_INJECTION_ID, props =>
    ({ ...KEPT, ...props.keySpec === undefined ? { enableKeyRotation: true } : {}, ...props })),
  () => injectorOf<StateMachineProps>(StateMachine.PROPERTY_INJECTION_ID, (props, { scope, id }) => ({
    tracingEnabled: true, ...props.logs ? {} : { logs: { destination: logGroupBeside(scope, id), level: LogLevel.ALL } }, ...props,
  })),
];
