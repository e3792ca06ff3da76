#!/usr/bin/env node
import { run } from './run';

void run(process.argv.slice(2), { print: line => console.log(line), complain: line => console.error(line), colors: process.stdout.isTTY === true })
  .then(code => {
    process.exitCode = code;
  });
