import { throwProblems } from '../../core/errors';
import { shapeProblems } from '../../core/validation';

/**
 * An OpenID Connect provider, and whose tokens of it are exchanged for a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export interface OidcProviderTrust {
  /** Its issuer without `https://`, such as `token.actions.githubusercontent.com`. */
  readonly issuer: string;

  /** Patterns of the subjects that name your part of it, such as `repo:acme@123456/*`. */
  readonly subjects: string[];

  /**
   * The audiences tokens may be made for.
   *
   * @default - those that the provider in IAM lists
   */
  readonly audiences?: string[];
}

/**
 * Providers that many organizations share, cut to yours: their issuers are the same for everybody, so a trust policy that forgets the
 * subject lets in all of their customers.
 *
 * @see https://github.com/aws-samples/resource-control-policy-examples/tree/main/Limit-access-to-trusted-OIDC-identity-providers
 */
export class OidcProviders {
  /**
   * Workflows of GitHub Actions, by both shapes of their subjects: `repo:acme/shop:…`, and `repo:acme@123456/shop@456789:…` of repositories
   * that were made or renamed since 15 July 2026, or that have opted in. Who gets hold of a name that was given up has another id, so an
   * owner with its id is told apart from him in the second shape; in the first, nobody is.
   *
   * @param owners organizations or users that own the repositories: "acme@123456" with the id, or "acme" with whatever id
   * @see https://docs.github.com/en/actions/reference/security/oidc
   * @see https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
   */
  public static gitHub(owners: string[]): OidcProviderTrust {
    throwProblems(undefined, owners.flatMap(owner => shapeProblems('owners', owner, /^[^*?/:@\s]+(@\d+)?$/,
      'be names without wildcards, such as "acme" or "acme@123456"', 'name yours')));
    const subjects = owners.flatMap(owner => {
      const [name, ownerId = '*'] = owner.split('@');
      return [`repo:${name}/*`, `repo:${name}@${ownerId}/*`];
    });
    return { issuer: 'token.actions.githubusercontent.com', subjects: [...new Set(subjects)] };
  }

  /**
   * Pipelines of GitLab.com.
   *
   * @param groups top-level groups that hold the projects
   * @see https://docs.gitlab.com/ci/cloud_services/aws/
   */
  public static gitLab(groups: string[]): OidcProviderTrust {
    return tenants('gitlab.com', 'groups', groups, group => `project_path:${group}/*`);
  }

  /**
   * Runs of HCP Terraform.
   *
   * @param organizations organizations there
   * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
   */
  public static terraformCloud(organizations: string[]): OidcProviderTrust {
    return tenants('app.terraform.io', 'organizations', organizations, organization => `organization:${organization}:*`);
  }

  /**
   * Pipelines of Buildkite.
   *
   * @param organizations slugs of organizations there
   * @see https://buildkite.com/docs/agent/v3/cli-oidc
   */
  public static buildkite(organizations: string[]): OidcProviderTrust {
    return tenants('agent.buildkite.com', 'organizations', organizations, organization => `organization:${organization}:*`);
  }

  /**
   * Pods of an EKS cluster that uses IAM roles for service accounts; each cluster is a provider of its own. EKS Pod Identity needs none.
   *
   * @param issuer the cluster's issuer without `https://`, such as `oidc.eks.eu-central-1.amazonaws.com/id/…`
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  public static eksCluster(issuer: string): OidcProviderTrust {
    return { issuer, subjects: ['system:serviceaccount:*'] };
  }

  private constructor() {}
}

function tenants(issuer: string, prop: string, names: string[], subjectOf: (name: string) => string): OidcProviderTrust {
  throwProblems(undefined, names.flatMap(name => shapeProblems(prop, name, /^[^*?/:\s]+$/, 'be names without wildcards', 'name yours')));
  return { issuer, subjects: names.map(subjectOf) };
}
