import { RehearsalFailure } from '../aws/contract';

/** The resource that shall fail; the stack by its name, or by the name of the StackSet whose instances it is in. */
export interface FaultPlace {
  readonly stackName: string;
  readonly logicalId: string;
}

/** Lets one create or update fail, once, as an outage of AWS would. */
export class FaultInjector {
  private fired = false;

  public constructor(private readonly place?: FaultPlace) {}

  /** Throws at the chosen resource, the first time. */
  public check(stack: { readonly name: string; readonly stackSet?: { readonly name: string } }, logicalId: string): void {
    const names = [stack.name, stack.stackSet?.name];
    if (this.fired || !this.place || this.place.logicalId !== logicalId || !names.includes(this.place.stackName)) return;
    this.fired = true;
    throw new RehearsalFailure({ kind: 'aws-error', message: `InternalFailure: a fault was injected at "${logicalId}"`, remedy: 'deploy again' });
  }
}
