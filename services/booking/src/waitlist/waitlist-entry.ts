import type { LegOnSale } from "../seating/hold.js";

export interface WaitlistEntry extends LegOnSale {
  id: string;
  userId: string;
  email: string;
  passengers: number;
  joinedAt: Date;
}

/**
 * waiting ▶ promoted (seats are held until `expiresAt`) ▶ booked, or expired where they were not paid;
 * left by the traveller; ended when the train has left or does not run.
 */
export type WaitlistStatus = "waiting" | "promoted" | "booked" | "expired" | "left" | "ended";

export interface WaitlistView
  extends Omit<WaitlistEntry, "userId" | "email" | "fromPosition" | "toPosition"> {
  status: WaitlistStatus;
  /** 1 for who is next on this stretch and class; while waiting. */
  position?: number;
  holdId?: string;
  expiresAt?: Date;
}
