import { CfnElement, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CognitoUserPoolsAuthorizer, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ApplicationProtocol, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, RecordTarget, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { World } from '../../../rehearsal/aws/world';
import { findStack } from '../../../rehearsal/engine/stack-state';
import { deploy, HOME, WORKLOAD, worldWith } from '../../constructs/deployed';
import { named, network } from './edge-workbench';

const VISIBILITY = { cloudWatchMetricsEnabled: true, metricName: 'acl', sampledRequestsEnabled: true };
const REGION = 'us-east-1';

/** Containers behind a load balancer, an API of users and a website, as the L2s make them. */
function everything(stack: Stack): void {
  const vpc = network(stack);
  const { zone, certificate } = named(stack, 'www.example.com');
  const taskDefinition = new FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 512 });
  taskDefinition.addContainer('web', { image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1'), portMappings: [{ containerPort: 8080 }] });
  const service = new FargateService(stack, 'Service', {
    cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    minHealthyPercent: 100, circuitBreaker: { rollback: true },
  });
  service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  const loadBalancer = new ApplicationLoadBalancer(stack, 'Front', { vpc, internetFacing: true });
  loadBalancer.addListener('Https', { port: 443, certificates: [certificate], sslPolicy: SslPolicy.TLS13_RES })
    .addTargets('Web', { port: 8080, protocol: ApplicationProtocol.HTTP, targets: [service] });
  new ARecord(stack, 'Alias', { zone, recordName: 'www', target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) });
  new TxtRecord(stack, 'Text', { zone, recordName: 'text', values: ['a'] });
  const acl = (id: string, scope: string) =>
    new CfnWebACL(stack, id, { scope, defaultAction: { allow: {} }, visibilityConfig: VISIBILITY });
  new CfnWebACLAssociation(stack, 'Association', { webAclArn: acl('Acl', 'REGIONAL').attrArn, resourceArn: loadBalancer.loadBalancerArn });
  new Distribution(stack, 'Site', { defaultBehavior: { origin: new HttpOrigin('origin.example.com') }, webAclId: acl('EdgeAcl', 'CLOUDFRONT').attrArn });
  api(stack);
}

function api(stack: Stack): void {
  const pool = new UserPool(stack, 'Users', { removalPolicy: RemovalPolicy.DESTROY });
  pool.addClient('Client');
  pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: 'orders' } });
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [pool] });
  new RestApi(stack, 'Api', { cloudWatchRole: false }).root.addResource('orders').addMethod('GET', new MockIntegration(), { authorizer });
}

const at = (world: World) => findStack(world, { accountId: WORKLOAD, region: REGION, name: 'lz-0' })!;
const resourceOf = (stack: Stack, path: string) =>
  path.split('/').reduce((scope, id) => scope.node.findChild(id) as Stack, stack) as unknown as CfnResource;
const onlyA = (stack: Stack) => {
  new Topic(stack, 'Topic');
};

describe('an update of the edge', () => {
  let deployed: World;
  beforeAll(async () => {
    deployed = worldWith({}, { regions: [HOME, REGION] });
    await deploy(deployed, { account: WORKLOAD, region: REGION, build: everything });
  });

  /** Logical ids, without hashes, of what has another physical id after a change. */
  async function replacedBy(changes: readonly (readonly [path: string, property: string, value: unknown])[]): Promise<readonly string[]> {
    const world = deployed.clone();
    const paths = new Map<string, string>();
    await deploy(world, { account: WORKLOAD, region: REGION, build: stack => {
      everything(stack);
      changes.forEach(([path, property, value]) => resourceOf(stack, path).addPropertyOverride(property, value));
      stack.node.findAll().filter(CfnElement.isCfnElement).forEach(element => paths.set(stack.resolve(element.logicalId) as string, element.node.path.split('/').slice(1).join('/')));
    } });
    const [before, after] = [at(deployed).resources, at(world).resources];
    return Object.keys(after).filter(id => before[id] && before[id].physicalId !== after[id].physicalId).map(id => paths.get(id)!).sort();
  }

  test.each<[path: string, property: string, value: unknown, replaced: string[]]>([
    ['Front/Https/Resource', 'Port', 8443, []],
    ['Front/Https/Resource', 'SslPolicy', 'ELBSecurityPolicy-TLS13-1-2-2021-06', []],
    ['Front/Resource', 'IpAddressType', 'ipv4', []],
    ['Front/Resource', 'Name', 'other', ['Association', 'Front/Https/Resource', 'Front/Resource']],
    ['Front/Https/WebGroup/Resource', 'HealthCheckPath', '/health', []],
    ['Front/Https/WebGroup/Resource', 'Port', 9090, ['Front/Https/WebGroup/Resource']],
    ['Certificate/Resource', 'KeyAlgorithm', 'EC_prime256v1', ['Certificate/Resource']],
    ['Task/Resource', 'Memory', '1024', ['Task/Resource']],
    ['Service/Service', 'DesiredCount', 3, []],
    ['Service/Service', 'ServiceName', 'other', ['Service/Service', 'Service/TaskCount/Target/Cpu/Resource', 'Service/TaskCount/Target/Resource']],
    ['Service/TaskCount/Target/Resource', 'MaxCapacity', 5, []],
    ['Alias/Resource', 'Name', 'other.example.com.', ['Alias/Resource']],
    ['Text/Resource', 'TTL', '60', []],
    ['Text/Resource', 'Type', 'SPF', []],
    ['Acl', 'Description', 'text', []],
    ['Acl', 'Name', 'other', ['Acl', 'Association']],
    ['EdgeAcl', 'Name', 'other', ['EdgeAcl']],
    ['Site/Resource', 'DistributionConfig.Comment', 'text', []],
    ['Users/Resource', 'DeletionProtection', 'ACTIVE', []],
    ['Users/Client/Resource', 'GenerateSecret', true, ['Users/Client/Resource']],
    ['Users/SignIn/Resource', 'Domain', 'other', ['Users/SignIn/Resource']],
    ['Api/DeploymentStage.prod/Resource', 'Description', 'text', []],
    ['Api/DeploymentStage.prod/Resource', 'StageName', 'other', ['Api/DeploymentStage.prod/Resource']],
    ['Api/Default/orders/GET/Resource', 'OperationName', 'Orders', []],
    ['Api/Default/orders/Resource', 'PathPart', 'other', ['Api/Default/orders/GET/Resource', 'Api/Default/orders/Resource']],
    ['Api/Resource', 'Name', 'other', []],
  ])('of %s, %s: %j replaces %j', async (path, property, value, replaced) => {
    expect(await replacedBy([[path, property, value]])).toEqual(replaced);
  });

  test('keeps one record when it changes its type', async () => {
    const world = deployed.clone();
    await deploy(world, { account: WORKLOAD, region: REGION, build: stack => {
      everything(stack);
      resourceOf(stack, 'Text/Resource').addPropertyOverride('Type', 'SPF');
    } });
    expect([...world.state.route53.records.values()].filter(({ name }) => name === 'text.example.com.').map(({ recordType }) => recordType)).toEqual(['SPF']);
  });

  test('that takes everything away leaves nothing', async () => {
    const world = deployed.clone();
    await deploy(world, { account: WORKLOAD, region: REGION, build: onlyA });
    const { acm, apiGateway, applicationAutoScaling, cloudFront, cognito, ecs, elb, route53, wafv2 } = world.state;
    const left = [acm, apiGateway, applicationAutoScaling, cloudFront, cognito, ecs, elb, route53, wafv2].flatMap(state =>
      Object.entries(state).filter(([, parts]) => (parts as ReadonlyMap<string, unknown>).size > 0).map(([name]) => name));
    expect(left).toEqual([]);
  });
});
