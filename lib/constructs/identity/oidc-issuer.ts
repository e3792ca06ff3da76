import { Aws } from 'aws-cdk-lib';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { PipelinePlatform } from './private/pipeline-platform';

const AWS_AUDIENCE = 'sts.amazonaws.com';
const GITHUB = 'https://token.actions.githubusercontent.com';

/**
 * Who signs the tokens of pipelines, and for whom: an OpenID Connect issuer and the audiences that its tokens are taken for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcIssuer {
  /**
   * GitHub Actions of github.com. The issuer is the same for everybody on GitHub; what is yours is told by the subject.
   *
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
   */
  public static gitHub(): OidcIssuer {
    return new OidcIssuer(GITHUB, [AWS_AUDIENCE], PipelinePlatform.GITHUB);
  }

  /**
   * GitHub Actions of an enterprise that has an issuer of its own, which its owners switch on: a token of anybody else does not even come
   * to the subject.
   *
   * @param enterprise the slug of the enterprise, as its address has it
   * @see https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc
   */
  public static gitHubEnterprise(enterprise: string): OidcIssuer {
    throwProblems(undefined, nameProblems('enterprise', enterprise));
    return new OidcIssuer(`${GITHUB}/${enterprise}`, [AWS_AUDIENCE], PipelinePlatform.GITHUB);
  }

  /**
   * GitHub Actions of an Enterprise Server, which AWS must reach from the internet.
   *
   * @param host the server, such as "github.example.com"
   * @see https://docs.github.com/en/enterprise-server@latest/actions/reference/security/oidc
   */
  public static gitHubEnterpriseServer(host: string): OidcIssuer {
    throwProblems(undefined, hostProblems(host));
    return new OidcIssuer(`https://${host}/_services/token`, [AWS_AUDIENCE], PipelinePlatform.GITHUB);
  }

  /**
   * Pipelines of GitLab, which must be reachable from the internet. A job asks for the token: `id_tokens: { AWS: { aud: https://gitlab.com } }`.
   *
   * @param host the server @default 'gitlab.com'
   * @see https://docs.gitlab.com/ci/cloud_services/aws/
   */
  public static gitLab(host: string = 'gitlab.com'): OidcIssuer {
    throwProblems(undefined, hostProblems(host));
    return new OidcIssuer(`https://${host}`, [`https://${host}`], PipelinePlatform.GITLAB);
  }

  /**
   * Pipelines of a workspace of Bitbucket Cloud. Each workspace is an issuer of its own.
   *
   * @param workspace the slug of the workspace, as its address has it
   * @param workspaceUuid its id, without braces, as the page "OpenID Connect" of a repository's settings shows it within the audience
   * @see https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
   */
  public static bitbucket(workspace: string, workspaceUuid: string): OidcIssuer {
    throwProblems(undefined, [
      ...nameProblems('workspace', workspace),
      ...shapeProblems('workspaceUuid', workspaceUuid, /^[0-9a-fA-F-]{36}$/, 'be a UUID without braces', 'take it from the audience that Bitbucket shows'),
    ]);
    const url = `https://api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;
    return new OidcIssuer(url, [`ari:cloud:bitbucket::workspace/${workspaceUuid}`], PipelinePlatform.BITBUCKET);
  }

  /**
   * Any other issuer. Choose an audience that nobody else has tokens made for.
   *
   * @param url its address with "https://", as the claim `iss` has it
   * @param audiences for whom the tokens are made, as the claim `aud` has it; 1 to 100
   */
  public static of(url: string, audiences: string[]): OidcIssuer {
    throwProblems(undefined, [
      ...shapeProblems('url', url, /^https:\/\/[\w.-]+(:\d+)?(\/[^*?#\s]*)?$/, 'be an address with "https://", without query', 'take it from the claim "iss"'),
      ...audiences.length < 1 || audiences.length > MAX_AUDIENCES
        ? [`'audiences' must be 1 to ${MAX_AUDIENCES}, got ${audiences.length}: name whom the tokens are made for`] : [],
      ...audiences.flatMap(audience => shapeProblems('audiences', audience, /^[^*?]{1,255}$/, 'have 1 to 255 characters and no wildcard', 'name each')),
    ]);
    return new OidcIssuer(url.replace(/\/$/, ''), audiences);
  }

  /** @param _platform what subjects must be of */
  private constructor(
    /** Its address, with "https://". */
    public readonly url: string,
    /** For whom its tokens are made. */
    public readonly audiences: string[],
    /** @internal Whose subjects it signs. */
    public readonly _platform?: PipelinePlatform,
  ) {}

  /** Its address as IAM names it in ARNs and conditions: without "https://". */
  public get host(): string {
    return this.url.replace(/^https:\/\//, '');
  }

  /** The ARN of its provider in the account that a template ends up in, where the landing zone or somebody else made one. */
  public get providerArn(): string {
    return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${this.host}`;
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
const MAX_AUDIENCES = 100;

const nameProblems = (prop: string, name: string): Problems =>
  shapeProblems(prop, name, /^[\w.-]+$/, 'be a name as the address has it', 'take it from the address');

const hostProblems = (host: string): Problems =>
  shapeProblems('host', host, /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i, 'be the name of a host', 'leave "https://" and the path out');
