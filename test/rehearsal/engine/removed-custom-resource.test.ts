import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { PasswordPolicy } from '../../../lib/constructs/identity';
import { deploy, worldWith } from '../../constructs/deployed';

test('a custom resource leaves a template together with its function: the template before declared what it needs', async () => {
  const world = worldWith();
  const analyzer = (stack: ConstructorParameters<typeof CfnAnalyzer>[0]) => new CfnAnalyzer(stack, 'Analyzer', { type: 'ACCOUNT', analyzerName: 'a' });
  await deploy(world, { build: stack => {
    analyzer(stack);
    new PasswordPolicy(stack, 'PasswordPolicy');
  } });
  expect(world.state.lambda.functions.size).toBe(1);

  await deploy(world, { build: analyzer });
  expect(world.state.lambda.functions.size).toBe(0);
  expect(world.state.passwordPolicies.policies.size).toBe(1);
});
