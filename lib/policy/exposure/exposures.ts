import { asList } from '../document';
import { isRecord } from '../grammar';
import { ConditionEntry, conditionEntries, holdsWithoutKey, isNegated } from '../lint/condition-entries';
import { Exposure, ExposureKind } from './exposure';
import { limitsEverybody, limitsService } from './fixed-values';
import { limitsIdentities } from './shared-providers';

/** A statement as it is found: what its elements are is not known yet. */
type Statement = Readonly<Record<string, unknown>>;

/**
 * The statements of a resource policy or a trust policy that let strangers in: those that allow everybody, a service for whomever it acts,
 * or every identity of a provider, with no condition that names who it is.
 *
 * It judges as AWS does when it says whether a policy is public: a policy is until a condition demands a fixed value of a key that says who
 * asks. Which are those keys is in `fixed-values.ts`; aws:SecureTransport, tags, an external id or the encryption of an object are none of
 * them. A deny for everybody but somebody limits what the same document allows.
 *
 * Values that are no text are taken for fixed, since an intrinsic of a template becomes one value, and so are conditions that are no
 * object, such as those that CfnJson fills in. Documents of identity policies have no principals, and so no exposures.
 *
 * @param document content of a policy; what is malformed in it is left to `lintPolicy`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html
 */
export function exposuresOf(document: unknown): readonly Exposure[] {
  const statements = isRecord(document) ? asList(document.Statement) : [];
  const records = statements.filter(isRecord);
  return statements.flatMap((statement, index) => isRecord(statement) && statement.Effect === 'Allow'
    ? kindsOf(statement, records).map(kind => describe(kind, statement, index))
    : []);
}

function kindsOf(statement: Statement, all: readonly Statement[]): ExposureKind[] {
  const { Principal, NotPrincipal } = statement;
  if (isFilledIn(statement.Condition)) {
    return [];
  }
  const conditions = conditionEntries({ statement }).filter(entry => !isNegated(entry) && !holdsWithoutKey(entry));
  const everybody = NotPrincipal !== undefined || names(Principal, 'AWS').includes('*') || names(Principal, 'Federated').includes('*');
  if (everybody) {
    return isLimited(conditions, limitsEverybody) || isDeniedToStrangers(statement, all) ? [] : ['anybody'];
  }
  const services = names(Principal, 'Service').length > 0 && !isLimited(conditions, limitsService);
  const identities = actionsOf(statement).some(action => covers([action], ['sts:AssumeRoleWithWebIdentity']))
    && names(Principal, 'Federated').length > 0 && !isSaml(statement) && !limitsIdentities(conditions);
  return [...services ? ['any-customer-of-a-service' as const] : [], ...identities ? ['any-identity-of-a-provider' as const] : []];
}

/** Whether conditions are known on deployment only. */
const isFilledIn = (condition: unknown): boolean =>
  condition !== undefined && (!isRecord(condition) || Object.values(condition).some(keys => !isRecord(keys)));

const isLimited = (conditions: readonly ConditionEntry[], limits: (key: string, values: readonly unknown[]) => boolean): boolean =>
  conditions.some(({ key, values, name }) => name !== undefined && name.base !== 'Null' && limits(key, values));

/**
 * Whether a deny leaves to everybody what somebody named may do. Its conditions must all fail for whom it spares: each asks that somebody
 * is not the one, or not a service.
 */
function isDeniedToStrangers(allow: Statement, all: readonly Statement[]): boolean {
  return all.filter(({ Effect, Principal }) => Effect === 'Deny' && names(Principal, 'AWS').includes('*')).some(deny => {
    const conditions = conditionEntries({ statement: deny });
    return covers(asList(deny.Action), actionsOf(allow)) && covers(asList(deny.Resource), asList(allow.Resource))
      && conditions.some(entry => isNegated(entry) && limitsEverybody(entry.key, entry.values))
      && conditions.every(entry => isNegated(entry) ? limitsEverybody(entry.key, entry.values) : sparesServices(entry));
  });
}

const sparesServices = ({ key, values }: ConditionEntry): boolean =>
  /^aws:(PrincipalIsAWSService|ViaAWSService)$/i.test(key) && values.every(value => String(value) === 'false');

/** Whether patterns cover all names; what is no text must be there itself. */
function covers(patterns: readonly unknown[], wanted: readonly unknown[]): boolean {
  const texts = patterns.map(pattern => typeof pattern === 'string' ? pattern : JSON.stringify(pattern));
  return wanted.every(one => {
    const name = typeof one === 'string' ? one : JSON.stringify(one);
    return texts.some(pattern => pattern.toLowerCase() === name.toLowerCase() || (pattern.endsWith('*') && name.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase())));
  });
}

/** Names of a type in a principal; a bare "*" is one of every type but services. */
function names(principal: unknown, type: string): readonly unknown[] {
  return principal === '*' && type === 'AWS' ? ['*'] : isRecord(principal) ? asList(principal[type]) : [];
}

const actionsOf = ({ Action, NotAction }: Statement): readonly string[] =>
  NotAction === undefined ? asList(Action).filter(action => typeof action === 'string') : ['*'];

function isSaml(statement: Statement): boolean {
  return names(statement.Principal, 'Federated').every(name => /:saml-provider\//.test(JSON.stringify(name)))
    || conditionEntries({ statement }).some(({ key }) => /^saml:/i.test(key));
}

const REMEDIES: Readonly<Record<ExposureKind, string>> = {
  'anybody': 'name who it is, or demand aws:PrincipalOrgID',
  'any-customer-of-a-service': 'demand aws:SourceArn, aws:SourceAccount or aws:SourceOrgID',
  'any-identity-of-a-provider': 'demand the subject (":sub") of what is yours there',
};

function describe(kind: ExposureKind, statement: Statement, index: number): Exposure {
  const { Sid, Principal, NotPrincipal } = statement;
  return {
    kind,
    statement: `statement ${index}${Sid === undefined ? '' : ` ("${String(Sid)}")`}`,
    principal: NotPrincipal === undefined ? JSON.stringify(Principal) : `not ${JSON.stringify(NotPrincipal)}`,
    actions: actionsOf(statement),
    remedy: REMEDIES[kind],
  };
}
