/** The day on which every rehearsal begins: code sees a clock, but never today's. */
export const EPOCH = Date.UTC(2026, 0, 1);
