export { NetworkPlace, PlacedConstruct, PlaceInTier } from './places';
export { NetworkDecision, NetworkFilter, Reachability, RehearsedNetwork, TrafficOptions } from './rehearsed-network';
export { Station } from './traffic';
