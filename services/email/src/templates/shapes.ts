import Type, { type Static } from "typebox";

export const closed = { additionalProperties: false };

/** A time at a station, ISO 8601 with the offset of that station's zone. */
export const StationTime = Type.String({ format: "date-time", maxLength: 40 });

export const Reference = Type.String({ pattern: "^[A-Za-z0-9-]{1,40}$" });

export const ShortText = Type.String({ minLength: 1, maxLength: 200 });

/**
 * The train and the part of it that is ridden, as the API names them. In the short form `from` and `to` may stay
 * away; they are then taken from the booking's leg on this train.
 */
export const Train = Type.Object(
  {
    name: ShortText,
    number: Type.Optional(Type.String({ maxLength: 40 })),
    from: Type.Optional(Type.Object({ name: ShortText, departure: StationTime })),
    to: Type.Optional(Type.Object({ name: ShortText, arrival: StationTime })),
    platform: Type.Optional(Type.String({ maxLength: 20 })),
  },
  closed,
);
export type TrainData = Static<typeof Train>;
