import { ControlledOrganization } from './controlled-organization';
import { OrganizationSize } from './organization-size';

/** What a landing zone writes into the metadata of its first template: what its price and its controls depend on. */
export interface DescribedOrganization extends OrganizationSize, ControlledOrganization {
  /** The preset that was chosen, such as "standard". */
  readonly presetName: string;
}

/** Where the description of an organization stands in the template of the stack `lz-organization`. */
export class OrganizationDescription {
  /** Its key in the section `Metadata`. */
  public static readonly METADATA_KEY = 'cdk-secure-landing-zone:Organization';

  private constructor() {}
}
