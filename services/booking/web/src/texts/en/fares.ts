export const classes = { first: "1st class", second: "2nd class" } as Record<string, string>;

export const fares = { flex: "Flex", "semi-flex": "Semi-flex", advance: "Advance" } as Record<string, string>;

export const fareRules = {
  flex: "Any change of mind: refundable until departure.",
  "semi-flex": "Refundable until departure, less a fee that is shown first.",
  advance: "The lowest price. Only for the trains you book, no refund.",
} as Record<string, string>;
