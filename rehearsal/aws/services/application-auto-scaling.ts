import { ServicePart } from './service-parts';

/** What is scaled. */
export interface ScalableTarget extends ServicePart {
  readonly resourceId: string;
  readonly dimension: string;
  readonly namespace: string;
}

/** How it is scaled. */
export interface ScalingPolicy extends ServicePart {
  readonly targetId: string;
}

/** Targets and policies. */
export interface ApplicationAutoScalingState {
  readonly targets: Map<string, ScalableTarget>;
  readonly policies: Map<string, ScalingPolicy>;
}

export const initialApplicationAutoScaling = (): ApplicationAutoScalingState => ({ targets: new Map(), policies: new Map() });
