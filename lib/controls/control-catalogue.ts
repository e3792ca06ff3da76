import { IDENTITY_CONTROLS } from './cis-7-0/identity';
import { LOGGING_CONTROLS } from './cis-7-0/logging';
import { MONITORING_CONTROLS } from './cis-7-0/monitoring';
import { NETWORKING_CONTROLS } from './cis-7-0/networking';
import { ORGANIZATION_CONTROLS } from './cis-7-0/organization';
import { STORAGE_CONTROLS } from './cis-7-0/storage';
import { Control } from './control';
import { ControlEvidence, ControlState, ControlStatus } from './control-status';
import { ControlledOrganization } from './controlled-organization';
import { ControlledResource } from './controlled-resource';
import { placesOf } from './private/deployment';
import { evidenceOf } from './private/evidence';

/** Requirements that a landing zone is measured against. */
export class ControlCatalogue {
  /**
   * The 70 recommendations of the CIS Amazon Web Services Foundations Benchmark 7.0, in its order.
   *
   * @see https://www.cisecurity.org/benchmark/amazon_web_services
   */
  public static cisFoundations(): Control[] {
    return [
      ...ORGANIZATION_CONTROLS, ...IDENTITY_CONTROLS, ...STORAGE_CONTROLS, ...LOGGING_CONTROLS, ...MONITORING_CONTROLS,
      ...NETWORKING_CONTROLS,
    ];
  }

  /**
   * How requirements are met by resources.
   *
   * @param controls the requirements
   * @param resources everything that is deployed, in every account
   * @param organization what it chose: what it did not is no gap
   */
  public static evaluate(controls: Control[], resources: ControlledResource[], organization: ControlledOrganization): ControlStatus[] {
    const { homeRegion, governedRegions } = organization;
    const deployment = { resources, places: placesOf(resources, organization), homeRegion, governedRegions };
    return controls.map(control => {
      const evidence = control.answers.filter(answer => answer.isSelected(organization.services))
        .map(answer => evidenceOf(answer, deployment))
        .filter(({ answer, missing }) => answer.isRequired || missing.length === 0);
      return { control, state: stateOf(control, evidence), evidence };
    });
  }

  private constructor() {}
}

/** What is missing is told even of a requirement that is manual: somebody relies on it. */
function stateOf(control: Control, evidence: readonly ControlEvidence[]): ControlState {
  if (evidence.some(({ missing }) => missing.length > 0)) {
    return ControlState.MISSING;
  }
  return control.manual !== undefined ? ControlState.MANUAL
    : evidence.length > 0 ? ControlState.ANSWERED : ControlState.NOT_CHOSEN;
}
