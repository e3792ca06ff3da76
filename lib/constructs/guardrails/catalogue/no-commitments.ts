import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * What is bought for a year cannot be given back, and what is subscribed to has terms. Products that are subscribed to already can be used.
 *
 * @see https://docs.aws.amazon.com/marketplace/latest/buyerguide/buyer-iam-users-groups-policies.html
 */
export const NO_COMMITMENTS = new Guardrail({
  id: 'G56',
  title: 'Nobody buys for a year',
  intent: 'Nobody but the platform subscribes to products of the marketplace, or commits money for months: reservations, plans, subscriptions, domains.',
  threat: 'A click on the way through a tutorial costs thousands a month for a year, or binds the company to terms that nobody read.',
  adoption: 'Ask who buys reservations, savings plans and marketplace products today, and let procurement do it from the management account.',
  breaks: 'People who subscribe to images or models of the marketplace, or buy reservations, in the account itself.',
  belongsTo: [GuardrailScope.SANDBOX],
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'aws-marketplace:AcceptAgreementApprovalRequest', 'aws-marketplace:AcceptAgreementRequest', 'aws-marketplace:CreateAgreementRequest',
      'aws-marketplace:Subscribe', 'bedrock:CreateProvisionedModelThroughput', 'dynamodb:PurchaseReservedCapacityOfferings',
      'ec2:PurchaseCapacityBlock', 'ec2:PurchaseHostReservation', 'ec2:PurchaseReservedInstancesOffering',
      'elasticache:PurchaseReservedCacheNodesOffering', 'es:PurchaseReservedInstanceOffering', 'memorydb:PurchaseReservedNodesOffering',
      'outposts:CreateOrder', 'rds:PurchaseReservedDBInstancesOffering', 'redshift:PurchaseReservedNodeOffering', 'route53domains:RegisterDomain',
      'route53domains:TransferDomain', 'sagemaker:CreateReservedCapacity', 'sagemaker:CreateTrainingPlan', 'savingsplans:CreateSavingsPlan',
      'shield:CreateSubscription',
    ],
  }],
});
