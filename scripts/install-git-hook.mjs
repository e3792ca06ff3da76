// Runs after `npm ci` in a clone (npm's "prepare"): points git at the hooks of this repository.
// Outside a clone (a tarball, a container without git) there is nothing to install, and that is no error.
import { execFileSync } from 'node:child_process';

try {
  execFileSync('git', ['config', 'core.hooksPath', '.githooks'], { stdio: 'ignore' });
} catch {
  console.warn('no git clone here: the pre-commit hook is not installed');
}
