import { Stack } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ApplicationProtocol, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { deployedTwice, named, network } from './edge-workbench';

const visibility = { cloudWatchMetricsEnabled: true, metricName: 'acl', sampledRequestsEnabled: true };

/** A web application of containers, as the L2s make it. */
function application(stack: Stack): void {
  const vpc = network(stack);
  const { certificate } = named(stack, 'www.example.com');
  const cluster = new Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
  const taskDefinition = new FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 512 });
  taskDefinition.addContainer('web', {
    image: ContainerImage.fromEcrRepository(new Repository(stack, 'Images', { repositoryName: 'web', imageScanOnPush: true, lifecycleRules: [{ maxImageCount: 10 }] })),
    portMappings: [{ containerPort: 8080 }], readonlyRootFilesystem: true, logging: LogDrivers.awsLogs({ streamPrefix: 'web', logGroup: new LogGroup(stack, 'Logs') }),
  });
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true });
  const listener = loadBalancer.addListener('Https', { port: 443, certificates: [certificate], sslPolicy: SslPolicy.TLS13_RES });
  const service = new FargateService(stack, 'Service', { cluster, taskDefinition, circuitBreaker: { rollback: true }, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, minHealthyPercent: 100 });
  listener.addTargets('Web', { port: 8080, protocol: ApplicationProtocol.HTTP, targets: [service] });
  service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  const acl = new CfnWebACL(stack, 'WebAcl', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: visibility });
  new CfnWebACLAssociation(stack, 'Association', { webAclArn: acl.attrArn, resourceArn: loadBalancer.loadBalancerArn });
}

describe('containers', () => {
  test('are deployed behind a load balancer and scaled, and a second time without a write', async () => {
    const { world, writes } = await deployedTwice(application);
    const { ecs, applicationAutoScaling, ecr, wafv2, iam } = world.state;
    const made = [ecs.clusters, ecs.taskDefinitions, ecs.services, ecs.associations, applicationAutoScaling.targets,
      applicationAutoScaling.policies, ecr.repositories, wafv2.associations];
    expect(made.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    const roles = [...iam.roles.values()].map(({ name }) => name);
    expect(roles).toEqual(expect.arrayContaining(['AWSServiceRoleForECS', 'AWSServiceRoleForApplicationAutoScaling_ECSService']));
    expect(lostLogs(world)).toEqual([]);
    expect(writes).toEqual([]);
  });
});
