import { OrganizationSize } from './organization-size';
import { ServiceSelection } from './service-selection';

/** What a landing zone writes into the metadata of its first template: enough to estimate its price without reading the rest. */
export interface DescribedOrganization extends OrganizationSize {
  /** The preset that was chosen, such as "standard". */
  readonly presetName: string;

  /** What is switched on. */
  readonly services: ServiceSelection;
}

/** Where the description of an organization stands in the template of the stack `lz-organization`. */
export class OrganizationDescription {
  /** Its key in the section `Metadata`. */
  public static readonly METADATA_KEY = 'cdk-secure-landing-zone:Organization';

  private constructor() {}
}
