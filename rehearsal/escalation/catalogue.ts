import { Technique } from './technique';
import { EXISTING_WORK } from './techniques/existing-work';
import { IDENTITY_CHANGES } from './techniques/identity-changes';
import { OF_ORGANIZATION } from './techniques/organization';
import { PASSED_ROLES } from './techniques/passed-roles';
import { PASSED_TO_FURTHER_SERVICES } from './techniques/passed-to-further-services';
import { SIGN_IN } from './techniques/sign-in';

/** Every way to more permissions that the search tries, by kind. */
export const TECHNIQUES: readonly Technique[] = [
  ...IDENTITY_CHANGES, ...SIGN_IN, ...PASSED_ROLES, ...PASSED_TO_FURTHER_SERVICES, ...EXISTING_WORK, ...OF_ORGANIZATION,
];

/** The techniques that are tried in one of the ways. */
export const techniquesOf = (...ways: readonly Technique['way'][]): readonly Technique[] => TECHNIQUES.filter(({ way }) => ways.includes(way));
