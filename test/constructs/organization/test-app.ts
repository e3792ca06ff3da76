import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { context } from '../../../cdk.json';

export const MANAGEMENT_ACCOUNT = '111111111111';
export const HOME_REGION = 'eu-central-1';

/** An app with the feature flags of this repository: a plain `new App()` does not read cdk.json. */
export const testApp = (): App => new App({ context });

export const testStack = (scope: Construct = testApp(), id = 'Stack'): Stack =>
  new Stack(scope, id, { stackName: `lz-${id.toLowerCase()}`, env: { account: MANAGEMENT_ACCOUNT, region: HOME_REGION } });
