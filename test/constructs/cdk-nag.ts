import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Synthesises a stack as a user of cdk-nag does, acknowledgements included; throws the report when there is a finding.
 *
 * @param build puts into the stack what is checked
 */
export function synthesizeUnderCdkNag(build: (stack: Stack) => void): void {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  build(new Stack(app, 'Checked', { env: { account: '111122223333', region: 'eu-central-1' } }));
  app.synth();
}
