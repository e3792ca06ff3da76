import { App, Stack } from 'aws-cdk-lib';
import { CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers, Secret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol, ApplicationTargetGroup, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuroraPostgresEngineVersion, ClusterInstance, DatabaseClusterEngine } from 'aws-cdk-lib/aws-rds';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { data, defaults, edge, network } from 'cdk-secure-landing-zone';

/** A web application of three tiers: load balancer, containers, database; each is reached by the one before it alone. */
export const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
const stack = new Stack(app, 'Shop', { env: { account: '222222222222', region: 'eu-central-1' } });
data.DataClassification.CONFIDENTIAL.applyTo(stack);

const vpc = new network.SecureVpc(stack, 'Network', {
  addresses: network.VpcAddresses.cidr('10.20.0.0/16'),
  internet: network.InboundInternet.loadBalancers(),
});
const [web, application, database] = vpc.tiers;
web.allowFromInternet(Port.HTTPS);
web.allowFromInternet(Port.HTTP); // answered by a redirect
web.allowTo(application, Port.tcp(8443));
application.allowTo(database, Port.POSTGRES);
application.allowToEndpoints();

const orders = new data.SecureDatabaseCluster(stack, 'Orders', {
  engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 }),
  writer: ClusterInstance.serverlessV2('Writer'),
  readers: [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
  vpc, vpcSubnets: database.subnets, securityGroups: [database.securityGroup],
});

const task = new FargateTaskDefinition(stack, 'Task');
task.addContainer('Shop', {
  image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1.0.0'),
  user: '1000',
  memoryLimitMiB: 512,
  portMappings: [{ containerPort: 8443 }],
  logging: LogDrivers.awsLogs({ streamPrefix: 'shop' }),
  secrets: { DATABASE: Secret.fromSecretsManager(orders.secret!) },
});
const service = new FargateService(stack, 'Service', {
  cluster: new Cluster(stack, 'Cluster', { vpc }),
  taskDefinition: task,
  desiredCount: 2,
  minHealthyPercent: 50,
  circuitBreaker: { rollback: true },
  vpcSubnets: application.subnets, securityGroups: [application.securityGroup],
});
service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 }).scaleOnCpuUtilization('Busy', { targetUtilizationPercent: 60 });

const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
const certificate = new edge.SecureCertificate(stack, 'Certificate', {
  domainName: 'shop.example.com', validation: CertificateValidation.fromDns(zone),
});
const front = new edge.SecureApplicationLoadBalancer(stack, 'Front', {
  vpc, internetFacing: true, vpcSubnets: web.subnets, securityGroup: web.securityGroup,
});
const shop = new ApplicationTargetGroup(stack, 'Targets', {
  vpc, port: 8443, protocol: ApplicationProtocol.HTTPS, targetType: TargetType.IP, targets: [service], healthCheck: { path: '/health' },
});
front.addListener('Https', { certificates: [certificate], defaultTargetGroups: [shop] });
new ARecord(stack, 'Record', { zone, recordName: 'shop', target: RecordTarget.fromAlias(new LoadBalancerTarget(front)) });
