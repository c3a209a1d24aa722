export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];
