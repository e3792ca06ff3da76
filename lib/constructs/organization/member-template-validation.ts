import { join } from 'node:path';
import { CloudFormationValidatePlugin, IPolicyValidationContext, PolicyValidationPluginReport, Stack, Stage } from 'aws-cdk-lib';
import { MEMBER_TEMPLATE_SUFFIX } from './private/member-template';

/**
 * CDK's CloudFormation validation, extended to the templates of StackSets, which by itself it does not see: a wrong property there would
 * pass unnoticed.
 *
 *     Validations.of(app).addPlugins(new MemberTemplateValidation());
 *
 * It replaces the built-in instance, so an app registers it once.
 */
export class MemberTemplateValidation extends CloudFormationValidatePlugin {
  /**
   * Validates the templates of stacks and of StackSets.
   *
   * @param context the app and the templates of its stacks
   */
  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const members = (context.appConstruct?.node.findAll() ?? [])
      .filter(Stack.isStack)
      .filter(stack => stack.templateFile.endsWith(MEMBER_TEMPLATE_SUFFIX))
      .map(stack => ({
        stackConstructPath: stack.node.path,
        templatePath: join(Stage.of(stack)?.outdir ?? '', stack.templateFile),
        accountId: undefined,
        region: undefined,
      }));
    return super.validate({ ...context, stackTemplates: [...context.stackTemplates, ...members] });
  }
}
