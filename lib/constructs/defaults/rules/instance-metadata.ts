import { demand, isGiven, isUnknown } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const PATHS: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'MetadataOptions.HttpTokens',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.MetadataOptions.HttpTokens',
  'AWS::AutoScaling::LaunchConfiguration': 'MetadataOptions.HttpTokens',
};

/** An instance with a launch template has the options of that. */
const hasTemplate = ({ LaunchTemplate: template }: Readonly<Record<string, unknown>>): boolean => isGiven(template);

export const INSTANCE_METADATA: RuleDefinition = {
  id: 'instance-metadata',
  theme: SecurityTheme.CREDENTIALS,
  title: 'The metadata of instances asks for a token',
  remedy: 'leave HttpTokens out: IMDSv2 is required then',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  cfnTypes: ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  problems: ({ properties, cfnType }) => hasTemplate(properties) ? []
    : demand(properties, PATHS[cfnType], 'be required', tokens => tokens === 'required' || isUnknown(tokens)),
  fillings: ({ properties, cfnType }): Fillings => hasTemplate(properties) ? {} : { [PATHS[cfnType]]: 'required' },
};
