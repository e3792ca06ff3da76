import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { PipelinePlatform } from './private/pipeline-platform';
import { subjectPatternProblems } from './private/trust-problems';

/**
 * Which pipelines deploy: the subject ("sub") of the tokens that they get, exactly. Where it is a pattern, the name says so.
 *
 *     environment   the best: its protection rules ask people, and say which branches come through
 *     branch, tag   whoever may push it, or merge into it, deploys: protect it
 *     any…          whoever may push anything to the repository deploys
 *
 * Pull requests have no factory: who opens one would deploy.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export class DeploymentSubject {
  /**
   * Jobs of GitHub that name an environment.
   *
   * @param repository "owner/name"; "owner@123456/name@456789" with the ids of both where the repository has immutable subjects, which
   * those have that were made or renamed since 15 July 2026
   * @param environment the environment, as the job names it
   * @see https://docs.github.com/en/actions/concepts/security/openid-connect
   */
  public static gitHubEnvironment(repository: string, environment: string): DeploymentSubject {
    // GitHub writes a colon within the name as %3A, or a name could look like another part of the subject.
    return ofGitHub(repository, `environment:${environment.replaceAll(':', '%3A')}`, exactProblems('environment', environment));
  }

  /**
   * Jobs of GitHub on a branch, those of `push`, `schedule` and `workflow_dispatch`, that name no environment.
   *
   * @param repository "owner/name", or with ids
   * @param branch the branch
   */
  public static gitHubBranch(repository: string, branch: string): DeploymentSubject {
    return ofGitHub(repository, `ref:refs/heads/${branch}`, exactProblems('branch', branch));
  }

  /**
   * Jobs of GitHub on a tag, that name no environment.
   *
   * @param repository "owner/name", or with ids
   * @param tag the tag
   */
  public static gitHubTag(repository: string, tag: string): DeploymentSubject {
    return ofGitHub(repository, `ref:refs/tags/${tag}`, exactProblems('tag', tag));
  }

  /**
   * Jobs of GitHub on any branch of a repository: whoever may push to it deploys.
   *
   * @param repository "owner/name", or with ids
   */
  public static gitHubAnyBranchOf(repository: string): DeploymentSubject {
    return ofGitHub(repository, 'ref:refs/heads/*', [], true);
  }

  /**
   * Jobs of GitHub on any tag of a repository: whoever may push one deploys, unless a ruleset protects them.
   *
   * @param repository "owner/name", or with ids
   */
  public static gitHubAnyTagOf(repository: string): DeploymentSubject {
    return ofGitHub(repository, 'ref:refs/tags/*', [], true);
  }

  /**
   * Jobs of GitLab on a branch.
   *
   * @param project path of the project with its groups, such as "group/subgroup/project"
   * @param branch the branch
   * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
   */
  public static gitLabBranch(project: string, branch: string): DeploymentSubject {
    return ofGitLab(project, 'branch', branch, exactProblems('branch', branch));
  }

  /**
   * Jobs of GitLab on a tag.
   *
   * @param project path of the project with its groups
   * @param tag the tag
   */
  public static gitLabTag(project: string, tag: string): DeploymentSubject {
    return ofGitLab(project, 'tag', tag, exactProblems('tag', tag));
  }

  /**
   * Jobs of GitLab on any branch of a project: whoever may push to it deploys.
   *
   * @param project path of the project with its groups
   */
  public static gitLabAnyBranchOf(project: string): DeploymentSubject {
    return ofGitLab(project, 'branch', '*', [], true);
  }

  /**
   * Steps of Bitbucket that deploy to an environment. A pattern, since Bitbucket puts the id of each step last; repository and environment
   * are exact.
   *
   * @param repositoryUuid id of the repository, without braces
   * @param environmentUuid id of the deployment environment, without braces
   * @see https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
   */
  public static bitbucketEnvironment(repositoryUuid: string, environmentUuid: string): DeploymentSubject {
    throwProblems(undefined, [...uuidProblems('repositoryUuid', repositoryUuid), ...uuidProblems('environmentUuid', environmentUuid)]);
    return new DeploymentSubject(`{${repositoryUuid}}:{${environmentUuid}}:*`, true, PipelinePlatform.BITBUCKET);
  }

  /**
   * Any other subject, exactly as the token has it: for other issuers, and for templates of subjects of one's own.
   *
   * @param subject the claim `sub`
   */
  public static exactly(subject: string): DeploymentSubject {
    throwProblems(undefined, exactProblems('subject', subject));
    return new DeploymentSubject(subject, false);
  }

  /**
   * Subjects of a shape. Weaker than naming them: whoever can have a token of that shape made deploys.
   *
   * @param pattern the claim `sub` with "*" or "?", which names whose it is before them: "repo:acme/*", not "repo:acme*"
   */
  public static matching(pattern: string): DeploymentSubject {
    throwProblems(undefined, subjectPatternProblems('pattern', pattern));
    return new DeploymentSubject(pattern, true);
  }

  /** @internal */
  public static _of(subject: string, isPattern: boolean, platform: PipelinePlatform): DeploymentSubject {
    return new DeploymentSubject(subject, isPattern, platform);
  }

  private constructor(
    /** The claim `sub`, or its pattern. */
    public readonly subject: string,
    /** Whether "*" and "?" in it are wildcards. */
    public readonly isPattern: boolean,
    /** @internal Whose subject it is. */
    public readonly _platform?: PipelinePlatform,
  ) {}
}

/** With or without the ids that GitHub puts behind both names. */
const REPOSITORY = /^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/;

function ofGitHub(repository: string, rest: string, problems: Problems, isPattern = false): DeploymentSubject {
  throwProblems(undefined, [
    ...shapeProblems('repository', repository, REPOSITORY, 'be "owner/name" or "owner@123/name@456"', 'take it from the address of the repository'),
    ...problems,
  ]);
  return DeploymentSubject._of(`repo:${repository}:${rest}`, isPattern, PipelinePlatform.GITHUB);
}

function ofGitLab(project: string, kind: string, name: string, problems: Problems, isPattern = false): DeploymentSubject {
  throwProblems(undefined, [
    ...shapeProblems('project', project, /^[\w.-]+(\/[\w.-]+)+$/, 'be the path of a project with its groups', 'write "group/project"'),
    ...problems,
  ]);
  return DeploymentSubject._of(`project_path:${project}:ref_type:${kind}:ref:${name}`, isPattern, PipelinePlatform.GITLAB);
}

const exactProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^[^*?]+$/, 'have no wildcard', 'name one, or use a factory whose name says "any" or "matching"');

const uuidProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^[0-9a-fA-F-]{36}$/, 'be a UUID without braces', 'take it from the settings of the repository');
