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

  /** Patterns of the subjects that name your part of it, such as `repo:acme/*`. */
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
   * Workflows of GitHub Actions.
   *
   * @param owners organizations or users that own the repositories
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  public static gitHub(owners: string[]): OidcProviderTrust {
    return tenants('token.actions.githubusercontent.com', 'owners', owners, owner => `repo:${owner}/*`);
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
