import type { MemberStacks } from '../aws/contract';
import type { World } from '../aws/world';
import type { Assembly } from '../assembly';
import type { SsmLookup, TieBreak } from '../template';
import type { FaultInjector } from './fault';
import type { DeploymentListener } from './listener';
import type { TypeRegistry } from './type-registry';
import type { TemplateStore } from './template-store';

/** What all parts of one deployment share. */
export interface EngineContext {
  readonly world: World;
  readonly assembly: Assembly;
  readonly types: TypeRegistry;
  readonly templates: TemplateStore;
  readonly listener: DeploymentListener;
  readonly order: TieBreak;
  readonly fault: FaultInjector;
  readonly ssm: SsmLookup;
  readonly memberStacks: MemberStacks;
}
