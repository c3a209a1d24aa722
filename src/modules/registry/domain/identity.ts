/** How the person who collects a result showed who they are. */
export const IDENTITY_CHECKS = ['ine', 'passport', 'licence', 'power-of-attorney'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];
