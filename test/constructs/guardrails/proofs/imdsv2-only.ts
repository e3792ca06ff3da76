import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const INSTANCE = 'arn:aws:ec2:eu-central-1:222222222222:instance/i-1';
const SMALL = { 'ec2:InstanceType': 't4g.small' };
const launch = (tokens: string[]) => on('ec2:RunInstances', INSTANCE, { ...SMALL, 'ec2:MetadataHttpTokens': tokens });
const options = (tokens: string[]) => on('ec2:ModifyInstanceMetadataOptions', INSTANCE, { 'ec2:Attribute/HttpTokens': tokens });
const defaults = (tokens: string[]) => on('ec2:ModifyInstanceMetadataDefaults', '*', { 'ec2:Attribute/HttpTokens': tokens });
const delivered = (version: string) => on('s3:GetObject', 'arn:aws:s3:::team-bucket/key', { 'ec2:RoleDelivery': version });

export const IMDSV2_ONLY_PROOF: Proof = {
  guardrail: Guardrails.IMDSV2_ONLY,
  set: GuardrailSet.STRICT,
  denied: [
    { title: 'to launch with IMDSv1', by: 'developer', ...launch(['optional']) },
    { title: 'to launch where nothing says which', by: 'developer', ...launch([]) },
    { title: 'to give an instance IMDSv1 back', by: 'developer', ...options(['optional']) },
    { title: 'to make IMDSv1 the default', by: 'administrator', ...defaults(['optional']) },
    { title: 'to withdraw the default', by: 'administrator', ...defaults(['no-preference']) },
    { title: 'with credentials that came by IMDSv1', by: 'developer', ...delivered('1.0') },
    ...ofThePowerful(launch(['optional'])),
    ...ofThePowerful(options(['optional'])),
  ],
  allowed: [
    { title: 'to launch with IMDSv2', by: 'developer', ...launch(['required']) },
    { title: 'to launch into a subnet', by: 'developer', ...on('ec2:RunInstances', 'arn:aws:ec2:eu-central-1:222222222222:subnet/subnet-1') },
    { title: 'to give an instance IMDSv2', by: 'developer', ...options(['required']) },
    { title: 'to change the hop limit alone', by: 'developer', ...options([]) },
    { title: 'to make IMDSv2 the default', by: 'administrator', ...defaults(['required']) },
    { title: 'with credentials that came by IMDSv2', by: 'developer', ...delivered('2.0') },
    { title: 'with credentials that came by no instance', by: 'developer', ...on('s3:GetObject', 'arn:aws:s3:::team-bucket/key') },
    ...ofTheUnbound(launch(['optional'])),
  ],
  exempt: ofThePlatform(launch(['optional']), options(['optional']), delivered('1.0')),
};
