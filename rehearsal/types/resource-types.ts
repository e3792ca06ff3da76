import { ResourceType } from '../aws/contract';
import { ANALYZER } from './access-analyzer-analyzer';
import { BACKUP_PLAN, BACKUP_SELECTION, BACKUP_VAULT } from './backup';
import { BUDGET } from './budgets-budget';
import { ANOMALY_MONITOR, ANOMALY_SUBSCRIPTION } from './ce-anomalies';
import { SLACK_CHANNEL } from './chatbot-slack-channel';
import { STACK_SET } from './cloudformation-stack-set';
import { TRAIL } from './cloudtrail-trail';
import { ALARM } from './cloudwatch-alarm';
import { ACCESS_POINT, FILE_SYSTEM, MOUNT_TARGET } from './efs';
import { API_DESTINATION, CONNECTION } from './events-api-destination';
import { EVENT_BUS, EVENT_BUS_POLICY } from './events-event-bus';
import { EVENT_RULE } from './events-rule';
import { CONFIGURATION_AGGREGATOR } from './config-configuration-aggregator';
import { ORGANIZATION_CONFORMANCE_PACK } from './config-organization-conformance-pack';
import { GROUP, USER_TO_GROUP_ADDITION } from './iam-group';
import { INSTANCE_PROFILE } from './iam-instance-profile';
import { GROUP_POLICY, INLINE_POLICY, MANAGED_POLICY, ROLE_POLICY, USER_POLICY } from './iam-policies';
import { OIDC_PROVIDER, SAML_PROVIDER } from './iam-providers';
import { ACCESS_KEY, USER } from './iam-user';
import { GLOBAL_TABLE, TABLE } from './dynamodb-table';
import { INSTANCE, LAUNCH_TEMPLATE, VOLUME } from './ec2-compute';
import { VPC_ENDPOINT } from './ec2-endpoint';
import { FLOW_LOG } from './ec2-flow-log';
import { EGRESS_ONLY_GATEWAY, ELASTIC_ADDRESS, GATEWAY_ATTACHMENT, INTERNET_GATEWAY, NAT_GATEWAY } from './ec2-gateways';
import { IPAM, IPAM_POOL, IPAM_POOL_CIDR } from './ec2-ipam';
import { NETWORK_ACL, NETWORK_ACL_ENTRY } from './ec2-network-acl';
import { PREFIX_LIST } from './ec2-prefix-list';
import { SNAPSHOT_SHARING } from './ec2-snapshot-sharing';
import { ROUTE } from './ec2-route';
import { ROUTE_TABLE, SUBNET_NETWORK_ACL, SUBNET_ROUTE_TABLE } from './ec2-route-table';
import { SECURITY_GROUP } from './ec2-security-group';
import { SECURITY_GROUP_EGRESS, SECURITY_GROUP_INGRESS } from './ec2-security-group-rules';
import { SUBNET } from './ec2-subnet';
import { VPC, VPC_CIDR_BLOCK } from './ec2-vpc';
import { VPC_ENCRYPTION_CONTROL } from './ec2-vpc-encryption-control';
import { DETECTOR } from './guardduty-detector';
import { FILTER } from './guardduty-filter';
import { MALWARE_PROTECTION_PLAN } from './guardduty-malware-protection-plan';
import { ROLE } from './iam-role';
import { KINESIS_STREAM } from './kinesis-stream';
import { ALIAS, KEY, REPLICA_KEY } from './kms';
import { EVENT_SOURCE_MAPPING } from './lambda-event-source';
import { FUNCTION } from './lambda-function';
import { ASYNCHRONOUS_CALLS, FUNCTION_ALIAS, FUNCTION_URL, FUNCTION_VERSION } from './lambda-parts';
import { LAMBDA_PERMISSION } from './lambda-permission';
import { LOG_GROUP } from './logs-log-group';
import { METRIC_FILTER } from './logs-metric-filter';
import { ACCOUNT } from './organizations-account';
import { ORGANIZATION } from './organizations-organization';
import { ORGANIZATIONAL_UNIT } from './organizations-organizational-unit';
import { POLICY } from './organizations-policy';
import { RESOURCE_POLICY } from './organizations-resource-policy';
import {
  TRANSIT_ASSOCIATION, TRANSIT_ATTACHMENT, TRANSIT_GATEWAY, TRANSIT_PROPAGATION, TRANSIT_ROUTE, TRANSIT_TABLE, TRANSIT_VPC_ATTACHMENT,
} from './ec2-transit-gateway';
import { FIREWALL, FIREWALL_LOGGING, FIREWALL_POLICY, RULE_GROUP } from './network-firewall';
import { CLIENT_VPN_ASSOCIATION, CLIENT_VPN_ENDPOINT, CLIENT_VPN_RULE } from './ec2-client-vpn';
import { INSTANCE_CONNECT_ENDPOINT } from './ec2-instance-connect-endpoint';
import { CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_CONNECTION_ROUTE, VPN_GATEWAY, VPN_PROPAGATION } from './ec2-vpn';
import { DNS_FIREWALL, DNS_RULE_ASSOCIATION, DNS_RULE_GROUP, DOMAIN_LIST } from './route53resolver-firewall';
import { QUERY_LOG, QUERY_LOG_ASSOCIATION } from './route53resolver-query-logs';
import { DB_CLUSTER, DB_INSTANCE } from './rds-database';
import { DB_CLUSTER_PARAMETER_GROUP, DB_PARAMETER_GROUP, DB_SUBNET_GROUP } from './rds-groups';
import { RESOURCE_SHARE } from './ram-resource-share';
import { BUCKET } from './s3-bucket';
import { BUCKET_POLICY } from './s3-bucket-policy';
import { SECRET, SECRET_POLICY, SECRET_TARGET_ATTACHMENT } from './secrets-manager';
import { ROTATION_SCHEDULE } from './secrets-rotation';
import { HUB, STANDARD } from './security-hub-account';
import { AUTOMATION_RULE } from './security-hub-automation-rule';
import { FINDING_AGGREGATOR, ORGANIZATION_CONFIGURATION } from './security-hub-organization';
import { CONFIGURATION_POLICY, POLICY_ASSOCIATION } from './security-hub-policy';
import { SUBSCRIPTION, TOPIC, TOPIC_POLICY } from './sns';
import { QUEUE, QUEUE_POLICY } from './sqs';
import { SSM_PARAMETER } from './ssm-parameter';
import { ASSIGNMENT } from './sso-assignment';
import { PERMISSION_SET } from './sso-permission-set';
import { CERTIFICATE } from './acm-certificate';
import { CDK_METADATA } from './cdk-metadata';
import { DISTRIBUTION } from './cloudfront-distribution';
import { CACHE_POLICY, EDGE_FUNCTION, ORIGIN_ACCESS_CONTROL, RESPONSE_HEADERS_POLICY } from './cloudfront-parts';
import { DELIVERY, DELIVERY_DESTINATION, DELIVERY_SOURCE, LOG_RESOURCE_POLICY } from './logs-delivery';
import { IP_SET, WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING } from './wafv2';
import { SCALABLE_TARGET, SCALING_POLICY } from './application-auto-scaling';
import { REPOSITORY } from './ecr-repository';
import { CLUSTER, CLUSTER_CAPACITY, ECS_SERVICE } from './ecs-service';
import { TASK_DEFINITION } from './ecs-task-definition';
import { API_DOMAIN, API_MAPPING, BASE_PATH_MAPPING, HTTP_DOMAIN } from './api-domains';
import {
  API_ACCOUNT, API_AUTHORIZER, API_DEPLOYMENT, API_METHOD, API_MODEL, API_RESOURCE, API_RESPONSE, API_STAGE, API_VALIDATOR,
  REST_API, USAGE_PLAN,
} from './apigateway';
import { API_INTEGRATION, API_ROUTE, HTTP_API, HTTP_AUTHORIZER, HTTP_STAGE, VPC_LINK } from './apigatewayv2';
import { USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN } from './cognito';
import { LISTENER, LISTENER_CERTIFICATE, LISTENER_RULE } from './elb-listener';
import { LOAD_BALANCER } from './elb-load-balancer';
import { TARGET_GROUP } from './elb-target-group';
import { HOSTED_ZONE, RECORD_SET } from './route53';

/** Every CloudFormation type that the rehearsal knows, custom resources apart. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  ORGANIZATION, ORGANIZATIONAL_UNIT, ACCOUNT, POLICY, STACK_SET, ROLE, INLINE_POLICY, ROLE_POLICY, MANAGED_POLICY,
  USER, GROUP, USER_TO_GROUP_ADDITION, USER_POLICY, GROUP_POLICY, ACCESS_KEY, OIDC_PROVIDER, SAML_PROVIDER, INSTANCE_PROFILE,
  KEY, REPLICA_KEY, ALIAS,
  BUCKET,
  BUCKET_POLICY, LOG_GROUP, FUNCTION, TRAIL, ANALYZER,
  EVENT_BUS, EVENT_BUS_POLICY, EVENT_RULE, QUEUE, QUEUE_POLICY, LAMBDA_PERMISSION,
  METRIC_FILTER, ALARM, TOPIC, TOPIC_POLICY, SUBSCRIPTION, SLACK_CHANNEL, CONNECTION, API_DESTINATION,
  FINDING_AGGREGATOR, ORGANIZATION_CONFIGURATION, CONFIGURATION_POLICY, POLICY_ASSOCIATION, AUTOMATION_RULE, RESOURCE_POLICY,
  BUDGET, ANOMALY_MONITOR, ANOMALY_SUBSCRIPTION,
  PERMISSION_SET, ASSIGNMENT,
  FILTER, MALWARE_PROTECTION_PLAN,
  CONFIGURATION_AGGREGATOR, ORGANIZATION_CONFORMANCE_PACK,
  VPC, VPC_CIDR_BLOCK, SUBNET, ROUTE_TABLE, SUBNET_ROUTE_TABLE, ROUTE, INTERNET_GATEWAY, GATEWAY_ATTACHMENT, EGRESS_ONLY_GATEWAY,
  ELASTIC_ADDRESS,
  VPC_ENDPOINT, FLOW_LOG, IPAM, IPAM_POOL, IPAM_POOL_CIDR, PREFIX_LIST, VPC_ENCRYPTION_CONTROL, SSM_PARAMETER,
  NAT_GATEWAY, NETWORK_ACL, NETWORK_ACL_ENTRY, SUBNET_NETWORK_ACL, SECURITY_GROUP, SECURITY_GROUP_INGRESS, SECURITY_GROUP_EGRESS,
  RESOURCE_SHARE, TRANSIT_GATEWAY, TRANSIT_TABLE, TRANSIT_ATTACHMENT, TRANSIT_VPC_ATTACHMENT, TRANSIT_ASSOCIATION, TRANSIT_PROPAGATION,
  TRANSIT_ROUTE,
  RULE_GROUP, FIREWALL_POLICY, FIREWALL, FIREWALL_LOGGING,
  DOMAIN_LIST, DNS_RULE_GROUP, DNS_RULE_ASSOCIATION, DNS_FIREWALL, QUERY_LOG, QUERY_LOG_ASSOCIATION,
  CUSTOMER_GATEWAY, VPN_GATEWAY, VPN_CONNECTION, VPN_CONNECTION_ROUTE, VPN_PROPAGATION,
  CLIENT_VPN_ENDPOINT, CLIENT_VPN_ASSOCIATION, CLIENT_VPN_RULE, INSTANCE_CONNECT_ENDPOINT,
  SECRET, SECRET_POLICY, SECRET_TARGET_ATTACHMENT, ROTATION_SCHEDULE,
  FILE_SYSTEM, MOUNT_TARGET, ACCESS_POINT, BACKUP_VAULT, BACKUP_PLAN, BACKUP_SELECTION,
  DETECTOR, HUB, STANDARD, SNAPSHOT_SHARING, VOLUME, LAUNCH_TEMPLATE, INSTANCE,
  DB_INSTANCE, DB_CLUSTER, DB_SUBNET_GROUP, DB_PARAMETER_GROUP, DB_CLUSTER_PARAMETER_GROUP,
  TABLE, GLOBAL_TABLE, KINESIS_STREAM, FUNCTION_VERSION, FUNCTION_ALIAS, FUNCTION_URL, ASYNCHRONOUS_CALLS, EVENT_SOURCE_MAPPING,
  CERTIFICATE, HOSTED_ZONE, RECORD_SET, LOAD_BALANCER, LISTENER, LISTENER_RULE, LISTENER_CERTIFICATE, TARGET_GROUP,
  DELIVERY_SOURCE, DELIVERY_DESTINATION, DELIVERY, LOG_RESOURCE_POLICY, WEB_ACL, IP_SET, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING,
  DISTRIBUTION, ORIGIN_ACCESS_CONTROL, RESPONSE_HEADERS_POLICY, CACHE_POLICY, EDGE_FUNCTION,
  CLUSTER, CLUSTER_CAPACITY, TASK_DEFINITION, ECS_SERVICE, SCALABLE_TARGET, SCALING_POLICY, REPOSITORY,
  REST_API, API_RESOURCE, API_METHOD, API_AUTHORIZER, API_VALIDATOR, API_MODEL, API_RESPONSE, API_DEPLOYMENT, API_STAGE,
  USAGE_PLAN, API_ACCOUNT,
  HTTP_API, API_INTEGRATION, API_ROUTE, HTTP_AUTHORIZER, HTTP_STAGE, VPC_LINK, API_DOMAIN, HTTP_DOMAIN, BASE_PATH_MAPPING, API_MAPPING,
  USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN, CDK_METADATA,
];
