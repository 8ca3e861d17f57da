import { plural } from "./plural.js";

export const exchange = {
  start: "Exchange for another train",
  bound: "Advance tickets can be exchanged only where their train is cancelled or an hour late.",
  stepChoose: "Exchange, step 1 of 2: the new seats",
  stepConfirm: "Exchange, step 2 of 2: price",
  hold: "Hold the new seats",
  question: "Exchange your tickets for these seats?",
  price: "The new seats cost",
  credit: "Your tickets are worth",
  toPay: "To be paid",
  back: "You get back",
  payAndChange: (price: string) => `Pay ${price} and exchange`,
  confirm: "Exchange the tickets",
  changing: "Exchanging…",
  change: "Choose other seats",
};

export const compensation = {
  title: "Compensation for delay",
  item: (train: string, passenger: string, minutes: number) =>
    `${train}, ${passenger}: ${minutes} minutes late`,
  percent: (n: number) => `${n} % of the price`,
  claim: (amount: string) => `Claim ${amount}`,
  claimed: "Paid out",
  claimedToast: "Compensation claimed",
  done: (amount: string) => `${amount} is on its way back to your card.`,
};

export const waitlist = {
  title: "Sold out here",
  lead: "Wait for seats, which costs nothing: when enough come free they are held for you for half an hour, and you hear at once. Or try whether seats are to be had with a change on the way.",
  leadSplit: "Try whether seats are to be had with a change of seats on the way.",
  join: "Join the waiting list",
  split: "Try with a change of seats",
  joined: (position: number) => `You are number ${position} on the waiting list`,
  joinedDetail:
    "We hold the seats for you and tell you as soon as they come free. Your place is under My bookings.",
  refused: {
    "already-waiting": "You are on this waiting list already; your place is under My bookings.",
    "not-sold-out": "There are seats again: load this page anew and choose them.",
  } as Record<string, string>,
  heading: "Waiting lists",
  place: (position: number) => `Number ${position} in line`,
  held: (time: string) => `Seats are held for you until ${time}`,
  pay: "Pay for them now",
  leave: "Leave the waiting list",
  left: "You have left the waiting list.",
  party: (n: number) => plural(n, "passenger", "passengers"),
};
