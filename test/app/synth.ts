import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { LandingZone, LandingZoneProps } from 'cdk-secure-landing-zone';
import { context } from '../../cdk.json';
import { configuration } from '../../config/landing-zone';

/** The example app as bin/landing-zone.ts makes it, in this process and without its judges; props given here replace the example's. */
export function exampleApp(props: Partial<LandingZoneProps> = {}): App {
  const app = new App({ context, outdir: mkdtempSync(join(tmpdir(), 'cdk.out')) });
  new LandingZone(app, 'LandingZone', { ...configuration, ...props });
  return app;
}

/** Beside the strict guardrails nobody but the management account manages policies, unless a role of the delegate is exempt. */
export const WITHOUT_DELEGATION: Pick<LandingZoneProps, 'security'> = { security: { account: configuration.security.account } };

/** The folder of the synthesised example app. */
export function synthesise(props: Partial<LandingZoneProps> = {}): string {
  return exampleApp(props).synth().directory;
}
