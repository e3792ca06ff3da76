import { ArnFormat, Aws, Fn, Names, Stack, Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct, IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { oneOfItsKind } from '../../core/one-of-its-kind';
import { duplicateProblems, Problems, wholeRangeProblems } from '../../core/validation';
import { ManagedRuleGroup } from './managed-rule-group';
import { CLOUDFRONT_REGION } from './private/cloudfront-region';
import { encryptedLogGroup } from './private/encrypted-log-group';

/** @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const RATE = { min: 10, max: 2_000_000_000 };
const DEFAULT_RATE = 2_000;
/** What logs must not keep: whoever reads them could be whoever sent them. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

/** What a web ACL protects. */
export enum WebAclScope {
  /** Load balancers, APIs and user pools of its region. */
  REGIONAL = 'REGIONAL',

  /** Distributions of CloudFront; the stack must lie in us-east-1. */
  CLOUDFRONT = 'CLOUDFRONT',
}

/** Properties of a web ACL. */
export interface SecureWebAclProps {
  /**
   * What it protects.
   *
   * @default WebAclScope.REGIONAL
   */
  readonly aclScope?: WebAclScope;

  /**
   * Managed rule groups of AWS, in the order in which they are asked.
   *
   * @default - ManagedRuleGroup.IP_REPUTATION, COMMON, KNOWN_BAD_INPUTS and SQL_INJECTION: 1,125 of the 1,500 units that cost nothing more
   */
  readonly ruleGroups?: ManagedRuleGroup[];

  /**
   * How many requests an address may send in five minutes before the rest is blocked.
   *
   * @default 2000
   */
  readonly requestsPerFiveMinutes?: number;

  /**
   * How long its log is kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
}

/**
 * A web ACL of AWS WAF: managed rules of AWS, a limit for each address, and a log in which headers that carry secrets are redacted.
 *
 * The log group is encrypted by the key of the stack. AWS WAF allows itself to write to it when logging is turned on, by a resource policy
 * of CloudWatch Logs that all web ACLs of an account and region share.
 *
 * Costs USD 5 a month, 1 for each rule, 0.60 per million requests, and the log.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export class SecureWebAcl extends Construct {
  /** @internal One for all of a stack that ask for a scope. */
  public static readonly _ofStack = (construct: IConstruct, aclScope: WebAclScope): SecureWebAcl => {
    const id = aclScope === WebAclScope.CLOUDFRONT ? 'SecureGlobalWebAcl' : 'SecureRegionalWebAcl';
    return oneOfItsKind(Stack.of(construct), id, stack => new SecureWebAcl(stack, id, { aclScope }));
  };

  /** @internal CloudFront takes web ACLs from us-east-1 alone. */
  public static _regionProblems(prop: string, stack: Stack): Problems {
    return Token.isUnresolved(stack.region) || stack.region === CLOUDFRONT_REGION ? []
      : [`'${prop}' must lie in ${CLOUDFRONT_REGION} for CloudFront, got the region "${stack.region}": put it into a stack with env.region "${CLOUDFRONT_REGION}", `
        + 'or name one of there by WebApplicationFirewall.existing'];
  }

  /** The ARN of the web ACL. */
  public readonly webAclArn: string;

  public constructor(scope: Construct, id: string, props: SecureWebAclProps = {}) {
    super(scope, id);
    const { aclScope = WebAclScope.REGIONAL, ruleGroups = ManagedRuleGroup._standard(), requestsPerFiveMinutes = DEFAULT_RATE } = props;
    throwProblems(this, webAclProblems(this, aclScope, ruleGroups, requestsPerFiveMinutes));

    const acl = new CfnWebACL(this, 'Resource', {
      scope: aclScope,
      defaultAction: { allow: {} },
      visibilityConfig: visibility('All'),
      rules: [...ruleGroups.map(ruleOf), rateRule(ruleGroups.length, requestsPerFiveMinutes)],
    });
    this.webAclArn = acl.attrArn;
    this.log(acl, props.logRetention);
  }

  private log(acl: CfnWebACL, retention?: RetentionDays): void {
    // AWS WAF asks for the beginning; the end is of this one stack, since the log outlives it
    const ofStack = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    const logGroupName = `aws-waf-logs-${Names.uniqueResourceName(this, { maxLength: 200, separator: '-' })}-${ofStack}`;
    const group = encryptedLogGroup(this, 'Log', { logGroupName, retention });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // without the ":*" at the end of the attribute
      logDestinationConfigs: [Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName: group.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      redactedFields: SECRET_HEADERS.map(header => ({ singleHeader: { Name: header } })),
    });
  }
}

function webAclProblems(scope: IConstruct, aclScope: WebAclScope, ruleGroups: readonly ManagedRuleGroup[], rate: number): Problems {
  return [
    ...aclScope === WebAclScope.CLOUDFRONT ? SecureWebAcl._regionProblems('aclScope', Stack.of(scope)) : [],
    ...ruleGroups.length === 0 ? ["'ruleGroups' must name a group, got []: leave it out, or say WebApplicationFirewall.none with a reason"] : [],
    ...duplicateProblems('ruleGroups', ruleGroups.map(({ groupName }) => groupName), 'name each once'),
    ...wholeRangeProblems('requestsPerFiveMinutes', 'requests', rate, RATE, 'choose a number in that range'),
  ];
}

function ruleOf({ groupName, countedRules }: ManagedRuleGroup, priority: number): CfnWebACL.RuleProperty {
  return {
    name: groupName,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS', name: groupName, ...countedRules.length === 0 ? {} : { ruleActionOverrides: countedRules.map(name => ({ name, actionToUse: { count: {} } })) },
      },
    },
    visibilityConfig: visibility(groupName),
  };
}

function rateRule(priority: number, limit: number): CfnWebACL.RuleProperty {
  return {
    name: 'RequestRate',
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300 } },
    visibilityConfig: visibility('RequestRate'),
  };
}

/** Samples show requests in the console, with their headers: the log has them redacted, samples do not. */
const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty =>
  ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false });
