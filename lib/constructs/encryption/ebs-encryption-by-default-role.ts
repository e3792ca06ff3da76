import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/** The role of the functions behind `EbsEncryptionByDefault`, in the template that goes once into each account. */
export class EbsEncryptionByDefaultRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const keys = `arn:${Aws.PARTITION}:kms:*:*:key/*`;
    InlineHandlerRole.forEveryRegion(this, 'Default', {
      functionName: functionName('ebs-encryption'),
      statements: [
        new PolicyStatement({
          sid: 'EncryptByDefault',
          actions: [
            'ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsDefaultKmsKeyId', 'ec2:GetEbsEncryptionByDefault', 'ec2:ModifyEbsDefaultKmsKeyId',
            'ec2:ResetEbsDefaultKmsKeyId',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({ sid: 'LookAtKey', actions: ['kms:DescribeKey'], resources: [keys] }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'These are settings of the account in a region, for which IAM knows no ARN.' },
        { resource: keys, reason: 'The key may be any that the configuration names, in another account too, whose policy then decides; it is looked at, never used.' },
      ],
    });
  }
}
