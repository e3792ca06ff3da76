/**
 * `npm run bench`: what a landing zone costs at synth, as ratios against an app of one bucket, and how long a rehearsal takes.
 *
 * Each app runs in a process of its own, all in turn, several rounds; the medians are printed. Ratios hold when the machine's speed drifts;
 * seconds do not.
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import Table from 'cli-table3';
import { rehearse } from '../rehearsal';

const ROUNDS = Number(process.argv[2] ?? 5);
const SMALL = 7;
const LARGE = 300;

interface App { readonly name: string; readonly script: string; readonly args: readonly string[] }
interface Run { readonly seconds: number; readonly megabytes: number }

const APPS: readonly App[] = [
  { name: 'one bucket', script: 'one-bucket.ts', args: [] },
  { name: `${SMALL} accounts`, script: 'landing-zone.ts', args: [`${SMALL}`] },
  { name: `${LARGE} accounts`, script: 'landing-zone.ts', args: [`${LARGE}`] },
];

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    printSynth(measure(directory));
    printMemberTemplates(directory);
    await printRehearsal(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function measure(directory: string): Map<App, Run> {
  const runs = new Map(APPS.map(app => [app, [] as Run[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const app of APPS) {
      const run = runOnce(app, directory);
      // Round 0 warms the caches of the file system and is not counted.
      if (round > 0) { runs.get(app)!.push(run); }
    }
  }
  return new Map([...runs].map(([app, all]) =>
    [app, { seconds: median(all.map(run => run.seconds)), megabytes: median(all.map(run => run.megabytes)) }]));
}

function runOnce(app: App, directory: string): Run {
  const begin = performance.now();
  const script = join(__dirname, 'apps', app.script);
  const report = 'process.on("exit", () => require("fs").writeSync(3, String(process.resourceUsage().maxRSS)))';
  const launch = `${report}; process.argv.splice(1, 0, ${JSON.stringify(script)}); require(${JSON.stringify(script)})`;
  const child = spawnSync(process.execPath, ['-r', 'ts-node/register', '-e', launch, directory, ...app.args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'], encoding: 'utf8',
  });
  if (child.status !== 0) { throw new Error(`${app.name}: the synth failed with exit code ${child.status}`); }
  return { seconds: (performance.now() - begin) / 1000, megabytes: Number(child.output[3]) / 1024 };
}

function printSynth(results: Map<App, Run>): void {
  const [base, small] = [...results.values()];
  const table = new Table({ head: ['synth', 'seconds', 'x one bucket', `x ${SMALL} accounts`, 'MB', 'x one bucket'], style: { head: [] } });
  for (const [app, run] of results) {
    table.push([
      app.name, run.seconds.toFixed(2), ratio(run.seconds, base.seconds), ratio(run.seconds, small.seconds),
      run.megabytes.toFixed(0), ratio(run.megabytes, base.megabytes),
    ]);
  }
  console.log(table.toString());
}

function printMemberTemplates(directory: string): void {
  const templates = (members: number) => {
    const folder = join(directory, `landing-zone-${members}`);
    return readdirSync(folder).filter(file => file.endsWith('.stackset.template.json')).sort().map(file => file + readFileSync(join(folder, file), 'utf8'));
  };
  const [small, large] = [templates(SMALL), templates(LARGE)];
  const same = small.length > 0 && small.join() === large.join();
  console.log(`member templates for ${SMALL} and ${LARGE} accounts: ${same ? `identical (${small.length})` : 'DIFFERENT'}`);
}

async function printRehearsal(directory: string): Promise<void> {
  const table = new Table({ head: ['rehearsal', 'first deployment, s', 'without faults, s', 'all phases, s'], style: { head: [] } });
  for (const members of [SMALL, LARGE]) {
    const { phases } = await rehearse(join(directory, `landing-zone-${members}`));
    const seconds = (chosen: typeof phases) => (chosen.reduce((sum, phase) => sum + phase.milliseconds, 0) / 1000).toFixed(2);
    table.push([`${members} accounts`, seconds(phases.slice(0, 1)), seconds(phases.filter(({ id }) => id !== 'faults')), seconds(phases)]);
  }
  console.log(table.toString());
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const ratio = (value: number, base: number) => `${(value / base).toFixed(2)}x`;

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
