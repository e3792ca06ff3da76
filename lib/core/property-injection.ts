import { InjectionContext, IPropertyInjector } from 'aws-cdk-lib';

/** What a construct's props become; pure, and the same when it is asked twice. */
export type SecuredProps<Props> = (props: Props, context: InjectionContext) => Props;

/**
 * The injector that gives each new construct of a class its secured props.
 *
 * CDK hands no props over where a construct was made without any.
 *
 * @param constructUniqueId of the class, such as `Bucket.PROPERTY_INJECTION_ID`
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 */
export function injectorOf<Props extends object>(constructUniqueId: string, secured: SecuredProps<Props>): IPropertyInjector {
  return {
    constructUniqueId,
    inject: (props: Props | undefined, context: InjectionContext): Props => secured(props ?? {} as Props, context),
  };
}
