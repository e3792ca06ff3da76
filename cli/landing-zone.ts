#!/usr/bin/env node
import { run } from './run';

const terminal = { print: (line: string) => console.log(line), complain: (line: string) => console.error(line), colors: true };

void run(process.argv.slice(2), terminal).then(code => {
  process.exitCode = code;
});
