/** The time as a parameter, so that rules about it can be tested. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
