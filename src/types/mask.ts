/** What of a log is shortened before it leaves this machine. */
export const MASKABLE = ['device_ids', 'ips'] as const
export type Maskable = (typeof MASKABLE)[number]
