import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stackName } from '../../core/naming';
import { LandingZoneProps } from '../landing-zone-props';

/** What every stack of the landing zone is told. */
export interface LandingZoneStackProps {
  readonly configuration: LandingZoneProps;
}

/**
 * A stack of the landing zone: in the management account's home region, named by the naming contract, protected from a casual `cdk
 * destroy`.
 */
export abstract class LandingZoneStack extends Stack {
  protected constructor(scope: Construct, id: string, name: string, description: string, props: LandingZoneStackProps) {
    super(scope, id, {
      env: { account: props.configuration.managementAccountId, region: props.configuration.homeRegion },
      stackName: stackName(name),
      description,
      terminationProtection: true,
      analyticsReporting: false,
    });
  }
}
