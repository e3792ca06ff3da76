import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isNamedByWaiver } from './applications';

/** Injectors for the classes of CDK that have secured props. */
const INJECTORS: readonly (() => IPropertyInjector)[] = [];

/** Gives each new construct below a scope its secured props, but for classes for which the scope has an injector of its own. */
export function inject(scope: IConstruct): void {
  const own = PropertyInjectors.of(scope);
  own.add(...INJECTORS.map(make => make()).filter(({ constructUniqueId }) => own.for(constructUniqueId) === undefined).map(unlessWaived));
}

/** A construct that a waiver names keeps its props: aspects correct what is not waived of it. */
function unlessWaived(injector: IPropertyInjector): IPropertyInjector {
  return {
    constructUniqueId: injector.constructUniqueId,
    inject: (props: object, context: InjectionContext): object => {
      const path = [context.scope.node.path, context.id].filter(part => part !== '').join('/');
      return isNamedByWaiver(context.scope, path) ? props : injector.inject(props, context) as object;
    },
  };
}
