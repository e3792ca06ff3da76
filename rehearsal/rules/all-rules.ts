import { Rule } from '../aws/contract';
import { API_DESTINATIONS, CHATBOT, CLOUDWATCH, METRIC_FILTERS, SNS } from './alerts';
import { ACCOUNT, EC2, SSM, SSM_PARAMETERS } from './account-baseline';
import { ACM, ROUTE53 } from './certificates';
import { API_GATEWAY, COGNITO } from './apis';
import { CLOUDFORMATION } from './cloudformation';
import { CLOUDTRAIL } from './cloudtrail';
import { ECR, ECS, SCALING } from './containers';
import { COMPUTE } from './machines';
import { CONFIG } from './config';
import { COST } from './cost';
import { DATA_KEYS } from './data';
import { RDS, SECRETS } from './databases';
import { CLOUDFRONT, LOG_DELIVERY, WAFV2 } from './edge';
import { EVENTS, SQS } from './events';
import { BACKUP, EFS } from './files-and-backups';
import { FUNCTIONS } from './functions';
import { GUARDDUTY } from './guardduty';
import { IAM } from './identity';
import { IDENTITY_CENTER } from './identity-center';
import { LOAD_BALANCING } from './load-balancing';
import { NETWORK_FIREWALL } from './network-firewall';
import { FLOW_LOG_RULES, IPAM_RULES, VPC_ENDPOINTS } from './network-endpoints';
import { NETWORKS, SECURITY_GROUPS } from './networks';
import { ORGANIZATIONS } from './organizations';
import { RESOLVER } from './resolver';
import { ACCESS_ANALYZER, KMS, LAMBDA, LOGS } from './services';
import { SECURITY_HUB } from './security-hub';
import { RAM } from './sharing';
import { STACKS } from './stacks';
import { S3 } from './storage';
import { DYNAMODB, KINESIS } from './tables';
import { TRANSIT_GATEWAYS } from './transit-gateways';
import { VPN } from './vpn';

/** Every pre-condition that the rehearsal enforces, in the order of the generated page. */
export const RULES: readonly Rule[] = [
  ORGANIZATIONS, CLOUDFORMATION, IAM, IDENTITY_CENTER, KMS, S3, LOGS, LAMBDA, CLOUDTRAIL, ACCESS_ANALYZER, CONFIG, SECURITY_HUB,
  GUARDDUTY, EVENTS, SQS,
  RAM, TRANSIT_GATEWAYS, NETWORK_FIREWALL, COST, METRIC_FILTERS, CLOUDWATCH, SNS, CHATBOT, API_DESTINATIONS, ACCOUNT, EC2, SSM,
  SSM_PARAMETERS, STACKS,
  NETWORKS, SECURITY_GROUPS, VPC_ENDPOINTS, FLOW_LOG_RULES, IPAM_RULES, RESOLVER, VPN,
  DATA_KEYS, DYNAMODB, KINESIS, FUNCTIONS, RDS, SECRETS, EFS, BACKUP, COMPUTE,
  ACM, ROUTE53, LOAD_BALANCING, WAFV2, LOG_DELIVERY, CLOUDFRONT,
  ECS, SCALING, ECR, API_GATEWAY, COGNITO,
].flatMap(rules => Object.values(rules));
