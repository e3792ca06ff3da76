import { SsmLookup } from '../template';
import { EngineContext } from './context';
import { StackPlace } from './stack-state';

/** Values of SSM parameters for a stack: those that were given, else those that stacks put into its account and region. */
export const ssmOf = ({ ssm, world }: Pick<EngineContext, 'ssm' | 'world'>, { accountId, region }: Pick<StackPlace, 'accountId' | 'region'>): SsmLookup =>
  name => ssm(name) ?? world.state.ssm.parameters.get(`${accountId}/${region}/${name}`)?.value;
