import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'aws-marketplace:AcceptAgreementApprovalRequest', 'aws-marketplace:AcceptAgreementRequest', 'aws-marketplace:CreateAgreementRequest',
  'aws-marketplace:Subscribe', 'bedrock:CreateProvisionedModelThroughput', 'dynamodb:PurchaseReservedCapacityOfferings',
  'ec2:PurchaseCapacityBlock', 'ec2:PurchaseHostReservation', 'ec2:PurchaseReservedInstancesOffering',
  'elasticache:PurchaseReservedCacheNodesOffering', 'es:PurchaseReservedInstanceOffering', 'memorydb:PurchaseReservedNodesOffering',
  'outposts:CreateOrder', 'rds:PurchaseReservedDBInstancesOffering', 'redshift:PurchaseReservedNodeOffering',
  'route53domains:RegisterDomain', 'route53domains:TransferDomain', 'sagemaker:CreateReservedCapacity', 'sagemaker:CreateTrainingPlan',
  'savingsplans:CreateSavingsPlan', 'shield:CreateSubscription',
];

export const NO_COMMITMENTS_PROOF: Proof = {
  guardrail: Guardrails.NO_COMMITMENTS,
  set: GuardrailSet.SANDBOX,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('aws-marketplace:Subscribe')),
  ],
  allowed: [
    { title: 'to look at subscriptions', by: 'developer', ...on('aws-marketplace:ViewSubscriptions') },
    { title: 'to end one', by: 'developer', ...on('aws-marketplace:Unsubscribe') },
    { title: 'to run instances by the hour', by: 'developer', ...on('ec2:RunInstances') },
    { title: 'to call a model', by: 'developer', ...on('bedrock:InvokeModel') },
    ...ofTheUnbound(on('aws-marketplace:Subscribe')),
  ],
  exempt: ofThePlatform(on('aws-marketplace:Subscribe')),
};
