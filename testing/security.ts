import { Stage } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { defaults } from 'cdk-secure-landing-zone';
import { isAmong, OpenPorts, openPortsBelow, portsText } from './open-ports';

/** What `toOpenNoPorts` lets pass. */
export interface OpenPortsExpectation {
  /** Ports that may be open to the internet, by TCP and by UDP, such as `[443]`. @default - none */
  readonly except?: readonly number[];
}

/** What is wrong with a resource, as an expectation tells it. */
export type Problem = Pick<defaults.SecurityFinding, 'constructPath' | 'logicalId' | 'cfnType' | 'problem' | 'remedy' | 'ruleId'>;

const { SecurityTheme } = defaults;

/** Expectations that hold when no rule of a theme finds anything. */
export const THEMES = {
  toHaveNoPublicExposure: SecurityTheme.PUBLIC_EXPOSURE,
  toEncryptAtRest: SecurityTheme.ENCRYPTION_AT_REST,
  toEncryptInTransit: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  toGrantLeastPrivilege: SecurityTheme.LEAST_PRIVILEGE,
  toHoldNoCredentials: SecurityTheme.CREDENTIALS,
  toClassifyData: SecurityTheme.CLASSIFICATION,
  toKeepLogs: SecurityTheme.LOGGING,
  toKeepBackups: SecurityTheme.RECOVERY,
} as const;

/** An expectation about a theme. */
export type ThemeExpectation = keyof typeof THEMES;

/**
 * What security is expected of an app, a stage, a stack or any construct: `Security.of(stack).toEncryptAtRest()` throws an error that names
 * each resource with its problem and the remedy. It needs no test framework; in jest, `expect(stack).toEncryptAtRest()` says the same.
 *
 * The rules are those of `SecureDefaults`, whether it was applied or not; what it waives is let pass here too, but for open ports, which
 * the expectation itself names. The app is synthesised first, so that aspects have their say.
 */
export class Security {
  /** @param scope an app, a stage, a stack or any construct in one */
  public static of(scope: IConstruct): Security {
    if (!Construct.isConstruct(scope)) {
      throw new Error('\'scope\' must be a construct, got something else: write Security.of(stack), or expect(stack)');
    }
    return new Security(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Path of the scope. */
  public get path(): string {
    return this.scope.node.path;
  }

  /** What rules find, of a theme or of all, without what is waived. */
  public findings(theme?: defaults.SecurityTheme): readonly defaults.SecurityFinding[] {
    return afterSynthesis(this.scope, () => defaults.SecurityFindings.of(this.scope)
      .filter(finding => finding.waiver === undefined && (theme === undefined || finding.theme === theme)));
  }

  /** What security groups open to the whole internet. */
  public openPorts(): readonly OpenPorts[] {
    return afterSynthesis(this.scope, () => openPortsBelow(this.scope));
  }

  /** What is open to the internet that is not expected, and what rules find about ports. */
  public unexpectedPorts({ except = [] }: OpenPortsExpectation = {}): readonly Problem[] {
    const unexpected = this.openPorts().filter(ports => !isAmong(ports, except));
    const listed = unexpected.map((ports): Problem => ({
      ...ports, ruleId: 'open-ports', problem: `it opens ${portsText(ports)}`,
      remedy: `let a security group or a network of yours in, or expect the port: except: [${[...except, ports.firstPort].join(', ')}]`,
    }));
    return [...listed, ...this.findings(SecurityTheme.REACHABLE_PORTS).filter(finding => !isTold(finding, unexpected, except))];
  }

  /** No bucket, database, function or policy lets everybody in. */
  public toHaveNoPublicExposure(): void {
    this.expectNone('toHaveNoPublicExposure');
  }

  /** What is stored is encrypted. */
  public toEncryptAtRest(): void {
    this.expectNone('toEncryptAtRest');
  }

  /** What travels is encrypted, by a protocol of today. */
  public toEncryptInTransit(): void {
    this.expectNone('toEncryptInTransit');
  }

  /** No policy allows every action, every resource where there are some, or to pass every role. */
  public toGrantLeastPrivilege(): void {
    this.expectNone('toGrantLeastPrivilege');
  }

  /** No secret stands in a template, lasts for ever or can be fetched by a trick. */
  public toHoldNoCredentials(): void {
    this.expectNone('toHoldNoCredentials');
  }

  /** What stores data says how bad it is when the data comes into the wrong hands. */
  public toClassifyData(): void {
    this.expectNone('toClassifyData');
  }

  /** What happens is written down, and kept. */
  public toKeepLogs(): void {
    this.expectNone('toKeepLogs');
  }

  /** What is lost comes back. */
  public toKeepBackups(): void {
    this.expectNone('toKeepBackups');
  }

  /** No security group opens a port to the whole internet, but for those that may be. */
  public toOpenNoPorts(expectation: OpenPortsExpectation = {}): void {
    refuse('toOpenNoPorts', this.path, this.unexpectedPorts(expectation));
  }

  /** No rule of any theme finds anything. */
  public toHaveNoFindings(): void {
    refuse('toHaveNoFindings', this.path, this.findings());
  }

  private expectNone(expectation: ThemeExpectation): void {
    refuse(expectation, this.path, this.findings(THEMES[expectation]));
  }
}

/** What an unmet expectation says: each resource with its problem and the remedy. */
export function problemsText(expectation: string, path: string, problems: readonly Problem[]): string {
  return [
    `expect(${path === '' ? 'app' : path}).${expectation}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    ...problems.flatMap(({ cfnType, constructPath, logicalId, problem, remedy, ruleId }) => [
      `  ✗ ${constructPath} (${logicalId}, ${cfnType}): ${problem}`,
      `    remedy: ${remedy} [${ruleId}]`,
    ]),
  ].join('\n');
}

/** Whether each port that a rule finds is expected, or listed already; one that names none is not. */
function isTold({ constructPath, problem }: Problem, listed: readonly OpenPorts[], except: readonly number[]): boolean {
  const named = [.../ to port ([\d and]+),/.exec(problem)?.[1].matchAll(/\d+/g) ?? []].map(Number);
  const isListed = (port: number) => listed.some(opened =>
    opened.constructPath === constructPath && opened.firstPort <= port && port <= opened.lastPort);
  return named.length > 0 && named.every(port => except.includes(port) || isListed(port));
}

function refuse(expectation: string, path: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(problemsText(expectation, path, problems));
  }
}

/**
 * Asks once aspects have corrected what they correct. Where SecureDefaults refuses the synthesis, by these rules or others, the answer says
 * what is asked for; any other refusal is thrown, unless something was found.
 */
function afterSynthesis<T>(scope: IConstruct, ask: () => readonly T[]): readonly T[] {
  const { root } = scope.node;
  const stage = Stage.isStage(root) ? root : Stage.of(scope);
  try {
    stage?.synth();
  } catch (error) {
    const found = ask();
    if (found.length > 0 || REFUSED_BY_RULES.test(String(error))) {
      return found;
    }
    throw error;
  }
  return ask();
}

/** How the report of SecureDefaults names its rules. */
const REFUSED_BY_RULES = /\bSecureDefaults::/;
