import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems } from '../../core/validation';

/**
 * What AWS Network Firewall lets out: names that a TLS or HTTP connection asks for. Everything else is dropped, and told.
 *
 * A name is what the client says (SNI, Host), so this keeps software from unwanted places and makes theft of data harder; whoever forges
 * the name and knows an address that answers to it is not held up.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
 */
export class NetworkFirewallPolicy {
  /**
   * Lets out to these names by HTTPS and HTTP.
   *
   * @param names such as "packages.example.com", or ".amazonaws.com" for all below it
   */
  public static domains(names: string[]): NetworkFirewallPolicy {
    throwProblems(undefined, problems(names));
    return new NetworkFirewallPolicy([...names].sort());
  }

  private constructor(
    /** Names that are let out, in order. */
    public readonly domainNames: string[],
  ) {}
}

const NAME = /^\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

function problems(names: string[]): Problems {
  const strange = names.filter(name => !NAME.test(name));
  return [
    ...names.length === 0 ? ["'names' must name a domain, got none: choose 'HubEgress.none()' where nothing may go out"] : [],
    ...duplicateProblems('names', names, 'name each once'),
    ...strange.map(name => `'names' must be domain names in lower case such as "example.com" or ".example.com", got ${JSON.stringify(name)}: correct it`),
  ];
}
