import { run } from '../../cli/run';

/** Runs the command line and keeps what it wrote. */
export async function landingZone(...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await run(args, { print: line => out.push(line), complain: line => errors.push(line), colors: false });
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}
