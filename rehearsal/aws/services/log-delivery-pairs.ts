import { PolicyDocument } from '../../../lib/policy';
import { ServicePart } from './service-parts';

/** What sends logs. */
export interface DeliverySource extends ServicePart {
  resourceArn: string;
  logType: string;
}

/** Where logs go. */
export interface DeliveryDestination extends ServicePart {
  readonly resourceArn: string;
  readonly kind: 'S3' | 'CWL' | 'FH';
}

/** A source with a destination. */
export interface LogDelivery extends ServicePart {
  readonly sourceName: string;
  readonly destinationArn: string;
}

/** A policy on log groups of an account and region. */
export interface LogResourcePolicy extends ServicePart {
  document: PolicyDocument;
}

/** Deliveries of vended logs, and policies on log groups. */
export interface LogDeliveryPairsState {
  readonly sources: Map<string, DeliverySource>;
  readonly destinations: Map<string, DeliveryDestination>;
  readonly deliveries: Map<string, LogDelivery>;
  readonly policies: Map<string, LogResourcePolicy>;
}

export const initialLogDeliveryPairs = (): LogDeliveryPairsState =>
  ({ sources: new Map(), destinations: new Map(), deliveries: new Map(), policies: new Map() });
