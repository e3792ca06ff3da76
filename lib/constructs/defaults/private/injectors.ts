import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { isLandingZone } from '../../../core/own-constructs';
import * as data from '../../data';
import * as edge from '../../edge';
import { isWaivedAt } from './applications';
import { COMPUTE_INJECTORS } from './compute-props';
import { userPoolDefaults } from './user-pool-props';
import { securedButFor } from './waived-props';

/** Injectors for the classes of CDK that have secured props. */
const INJECTORS: readonly (() => IPropertyInjector)[] = [
  ...COMPUTE_INJECTORS,
  userPoolDefaults,
  ...[data, edge].flatMap(room => Object.values(room as Readonly<Record<string, unknown>>).flatMap(defaultsOf)),
];

/** What a class of ours gives to the class of CDK that it extends, and to those beside it: its statics `defaults` and `…Defaults`. */
function defaultsOf(secure: unknown): (() => IPropertyInjector)[] {
  const statics = secure as Readonly<Record<string, () => IPropertyInjector>>;
  return typeof secure !== 'function' ? []
    : Object.getOwnPropertyNames(secure).filter(name => /^(defaults|\w+Defaults)$/.test(name)).map(name => () => statics[name]());
}

/** Gives each new construct below a scope its secured props, but for classes for which the scope has an injector of its own. */
export function inject(scope: IConstruct): void {
  const own = PropertyInjectors.of(scope);
  own.add(...INJECTORS.map(make => make()).filter(({ constructUniqueId }) => own.for(constructUniqueId) === undefined).map(unlessWaived));
}

/** What a waived rule is about stays as it is written, and nothing else. What a landing zone makes is left alone. */
function unlessWaived(injector: IPropertyInjector): IPropertyInjector {
  const { constructUniqueId } = injector;
  return {
    constructUniqueId,
    inject: (props: object | undefined, context: InjectionContext): object => {
      const { scope, id } = context;
      if (scope.node.scopes.some(isLandingZone)) {
        return props!;
      }
      const path = [scope.node.path, id].filter(part => part !== '').join('/');
      const secure = (given: object) => injector.inject(given, context) as Readonly<Record<string, unknown>>;
      const secured = securedButFor(constructUniqueId, ruleId => isWaivedAt(scope, path, ruleId), { ...props }, secure);
      return { ...secured, ...left(injector, props) };
    },
  };
}

/**
 * TLS of topics is left to the aspect: the policy that CDK would make lets out what AWS allows the account of a topic without one, and
 * alarms that published until today would be silent.
 */
const left = ({ constructUniqueId }: IPropertyInjector, props?: TopicProps): TopicProps =>
  constructUniqueId === Topic.PROPERTY_INJECTION_ID ? { enforceSSL: props?.enforceSSL } : {};
