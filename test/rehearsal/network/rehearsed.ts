import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { Rehearsal, rehearse, RehearsalOptions, RehearsedNetwork } from '../../../rehearsal';

export const ACCOUNT = '111111111111';
export const REGION = 'eu-central-1';
export const ZONES = ['a', 'b', 'c'].map(zone => `${REGION}${zone}`);

/** Rehearses the first deployment of a stack. */
export async function rehearsed(build: (stack: Stack) => void, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk.out'));
  try {
    const app = new App({ context, outdir });
    build(new Stack(app, 'App', { env: { account: ACCOUNT, region: REGION } }));
    return await rehearse(app, { phases: [], faults: 'none', ...options });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The network of a stack that AWS accepts. */
export async function networkOf(build: (stack: Stack) => void, options: RehearsalOptions = {}): Promise<RehearsedNetwork> {
  const rehearsal = await rehearsed(build, options);
  if (rehearsal.failure) {
    throw rehearsal.failure;
  }
  return rehearsal.network(ACCOUNT);
}
