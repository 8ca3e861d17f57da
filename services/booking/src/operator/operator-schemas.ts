import Type, { type Static } from "typebox";
import { roles } from "../accounts/current-user.js";
import { MailOutcomes } from "../notifications/mail-outcomes.js";
import { rideEnd } from "../timetable/live/live-routes.js";

const RoleName = Type.Enum([...roles]);
export type RoleName = Static<typeof RoleName>;
const closed = { additionalProperties: false };
const count = Type.Integer({ minimum: 0 });
const moment = Type.String({ format: "date-time" });
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 }));

export const Live = Type.Object({
  at: moment,
  bookings: Type.Array(Type.Object({ minute: moment, count }), { description: "oldest first" }),
  outbox: Type.Object({ waiting: count, oldestSeconds: Type.Number() }),
  bus: Type.Optional(
    Type.Object(
      {
        deadLetters: count,
        streams: Type.Array(
          Type.Object({
            stream: Type.String(),
            length: count,
            groups: Type.Array(
              Type.Object({
                name: Type.String(),
                lag: Type.Optional(count),
                pending: count,
                oldestPendingMs: Type.Number(),
                consumers: count,
              }),
            ),
          }),
        ),
      },
      { description: "left out where Redis does not answer" },
    ),
  ),
  mails: Type.Optional(MailOutcomes),
});
export type Live = Static<typeof Live>;

export const TrainsQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100, description: "part of a name, number or destination" })),
    disturbed: Type.Optional(Type.Boolean({ description: "late or cancelled ones only" })),
    limit,
    cursor: Type.Optional(Type.String({ pattern: "^[0-9]{1,6}$" })),
  },
  closed,
);
const End = Type.Object({ name: Type.String(), time: moment });
export const DayTrain = Type.Object({
  runId: Type.String(),
  train: Type.Object({ number: Type.String(), name: Type.String() }),
  from: End,
  to: End,
  status: Type.Enum(["scheduled", "cancelled"]),
  delayMinutes: Type.Integer(),
  reason: Type.String(),
  seats: count,
  inUse: Type.Integer({ minimum: 0, description: "sold or held somewhere on the way" }),
});
export type DayTrain = Static<typeof DayTrain>;
export const Trains = Type.Object({
  items: Type.Array(DayTrain),
  nextCursor: Type.Optional(Type.String()),
});

export const RunParams = Type.Object({ runId: Type.String({ maxLength: 100 }) });
export const AffectedQuery = Type.Partial(Type.Object(rideEnd), closed);
export const Affected = Type.Object({
  travellers: count,
  bookings: Type.Integer({ minimum: 0, description: "that would be told now" }),
});
export type Affected = Static<typeof Affected>;

export const LetterParams = Type.Object({ id: Type.String({ pattern: "^[0-9]{1,20}-[0-9]{1,20}$" }) });
export const Letter = Type.Object({
  id: Type.String(),
  at: moment,
  type: Type.String(),
  subject: Type.String(),
  reason: Type.String(),
  attempts: count,
  group: Type.String(),
  replayable: Type.Boolean(),
});
export type Letter = Static<typeof Letter>;
export const Letters = Type.Object({
  items: Type.Array(Letter),
});

export const UsersQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 254, description: "part of a name or an address" })),
    role: Type.Optional(RoleName),
    limit,
    cursor: Type.Optional(Type.String({ format: "uuid" })),
  },
  closed,
);
export const UserParams = Type.Object({ id: Type.String({ format: "uuid" }) });
export const RolesBody = Type.Object({ roles: Type.Array(RoleName, { uniqueItems: true }) }, closed);
export const ListedUser = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  emailVerified: Type.Boolean(),
  roles: Type.Array(RoleName),
  createdAt: moment,
});
export type ListedUser = Static<typeof ListedUser>;
export const Users = Type.Object({
  items: Type.Array(ListedUser, { description: "by address" }),
  nextCursor: Type.Optional(Type.String()),
});

const ActionName = Type.Enum([
  "delay-reported",
  "train-cancelled",
  "platform-changed",
  "dead-letter-replayed",
  "roles-changed",
  "timetable-imported",
]);
export const ActionsQuery = Type.Object(
  {
    limit,
    cursor: Type.Optional(Type.String({ pattern: "^[0-9]{1,18}$" })),
    action: Type.Optional(ActionName),
    q: Type.Optional(
      Type.String({ maxLength: 100, description: "part of the operator's name or of what was done" }),
    ),
  },
  closed,
);
export const Action = Type.Object({
  id: Type.String(),
  operator: Type.String(),
  about: Type.String({ description: "name of the user it was done to; empty for anything else" }),
  action: ActionName,
  subject: Type.String(),
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  at: moment,
});
export type Action = Static<typeof Action>;
export const Actions = Type.Object({
  items: Type.Array(Action),
  nextCursor: Type.Optional(Type.String()),
});
