import { Rule } from '../aws/contract';

const ALB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application';
const NLB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network';
const API = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference';

/** What Elastic Load Balancing asks of load balancers, listeners and target groups. */
export const LOAD_BALANCING = {
  SUBNETS: {
    id: 'load-balancing/subnets',
    statement: 'A load balancer stands in subnets of one VPC, one in each availability zone; an application load balancer in two zones at least, in subnets of /27 or larger.',
    source: `${ALB}/application-load-balancers.html#subnets-load-balancer`,
  },
  INTERNET: {
    id: 'load-balancing/internet-gateway',
    statement: 'An internet-facing load balancer stands in subnets whose route table leads to an internet gateway, and the template says that the route is there first.',
    source: `${API}/API_CreateLoadBalancer.html (InvalidSubnet), https://repost.aws/knowledge-center/public-load-balancer-private-ec2`,
  },
  GROUPS: {
    id: 'load-balancing/security-groups',
    statement: 'The security groups of a load balancer exist in its VPC; a network load balancer that was made without any is never given some.',
    source: `${API}/API_SetSecurityGroups.html`,
  },
  ATTRIBUTES: {
    id: 'load-balancing/attributes',
    statement: 'Attributes of load balancers, target groups and listeners are of those that their kind has, each given once.',
    source: `${API}/API_LoadBalancerAttribute.html, ${API}/API_TargetGroupAttribute.html`,
  },
  ACCESS_LOGS: {
    id: 'load-balancing/access-logs',
    statement: 'The bucket of access logs is in the region of the load balancer, encrypted with SSE-S3 for application load balancers, and its policy lets the log delivery of Elastic Load Balancing write below AWSLogs/ for the account before logging is turned on.',
    source: `${ALB}/enable-access-logging.html, ${NLB}/enable-access-logs.html`,
  },
  LISTENER: {
    id: 'load-balancing/listener',
    statement: 'A listener has a protocol of its kind of load balancer and a port of its own there; HTTPS and TLS have exactly one default certificate, other protocols none.',
    source: `${API}/API_CreateListener.html`,
  },
  SSL_POLICY: {
    id: 'load-balancing/ssl-policy',
    statement: 'The security policy of an HTTPS or TLS listener is one that Elastic Load Balancing has; other listeners have none.',
    source: `${ALB}/describe-ssl-policies.html`,
  },
  ACTIONS: {
    id: 'load-balancing/actions',
    statement: 'The actions of a listener or rule end with one that forwards, redirects or answers; users are authenticated on HTTPS alone, by a user pool that exists; a redirect changes something, and never leads from HTTPS to HTTP.',
    source: `${ALB}/rule-action-types.html, ${API}/API_RedirectActionConfig.html`,
  },
  TARGET_GROUPS: {
    id: 'load-balancing/target-groups-of-action',
    statement: 'The target groups of an action exist in the VPC of the load balancer, speak a protocol that it forwards, and the template says that they are there first.',
    source: `${ALB}/load-balancer-target-groups.html, ${NLB}/load-balancer-target-groups.html`,
  },
  RULES: {
    id: 'load-balancing/rules',
    statement: 'A rule has a priority from 1 to 50,000 of its own in its listener, and one to five values to compare with.',
    source: `${ALB}/listener-rules.html, ${ALB}/load-balancer-limits.html`,
  },
  TARGET_GROUP: {
    id: 'load-balancing/target-group',
    statement: 'A target group of instances, addresses or a load balancer has a VPC that exists, a port and a protocol; one of a function has none of them. The health check lies in its ranges.',
    source: `${API}/API_CreateTargetGroup.html`,
  },
  EXISTS: {
    id: 'load-balancing/parts-exist',
    statement: 'The load balancer of a listener and the listener of a rule exist, and the template says that they are there first.',
    source: `${API}/API_CreateListener.html (LoadBalancerNotFound), ${API}/API_CreateRule.html (ListenerNotFound)`,
  },
} as const satisfies Record<string, Rule>;
