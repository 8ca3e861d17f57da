import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import { currentUser } from "../accounts/current-user.js";
import type { Inspected, InspectTicket } from "./inspect-ticket.js";

const closed = { additionalProperties: false };
const Code = Type.String({ minLength: 1, maxLength: 2000 });
const RunId = Type.String({ minLength: 1, maxLength: 200 });

const Reason = Type.Union([
  Type.Literal("forged"),
  Type.Literal("other-operator"),
  Type.Literal("revoked"),
  Type.Literal("wrong-run"),
  Type.Literal("wrong-date"),
  Type.Literal("already-used"),
]);
const Finding = Type.Object({
  valid: Type.Boolean(),
  reason: Type.Optional(Reason),
  ticket: Type.Optional(
    Type.Object({
      id: Type.String(),
      reference: Type.String(),
      passenger: Type.String(),
      train: Type.String(),
      from: Type.Object({ name: Type.String(), departure: Type.String({ format: "date-time" }) }),
      to: Type.Object({ name: Type.String(), arrival: Type.String({ format: "date-time" }) }),
      seat: Type.Object({ coach: Type.String(), number: Type.String() }),
      serviceClass: Type.String(),
    }),
  ),
  used: Type.Optional(
    Type.Object(
      { at: Type.String({ format: "date-time" }), by: Type.String() },
      { description: "the reading that used the ticket, where it was not this one" },
    ),
  ),
});
const MergedFinding = Type.Object({
  ...Finding.properties,
  status: Type.Union([Type.Literal("recorded"), Type.Literal("repeated"), Type.Literal("unknown")], {
    description: "repeated: it was sent before; unknown: no ticket of ours, so nothing is recorded",
  }),
});

/** Largest batch of readings; a train has hardly more seats. */
const MOST_READINGS = 500;

export interface InspectionDeps {
  inspect: (command: InspectTicket) => Promise<Inspected>;
}

export function inspectionRoutes({ inspect }: InspectionDeps): Route[] {
  const shared = { method: "post", tag: "tickets", access: "inspector" } as const;
  return [
    route(
      {
        ...shared,
        path: "/tickets/inspect",
        summary: "Read a ticket; the first valid reading uses it",
        body: Type.Object({ code: Code, runId: Type.Optional(RunId) }, closed),
        responses: { 200: Finding },
      },
      async ({ body, req }) => ({
        status: 200,
        body: present(await inspect({ ...body, inspector: currentUser(req) })),
      }),
    ),
    route(
      {
        ...shared,
        path: "/tickets/inspections",
        summary: "Hand in what was read without a connection; the same readings may be handed in again",
        body: Type.Object(
          {
            items: Type.Array(
              Type.Object(
                {
                  code: Code,
                  runId: Type.Optional(RunId),
                  inspectedAt: Type.String({ format: "date-time" }),
                  device: Type.String({ minLength: 1, maxLength: 100 }),
                },
                closed,
              ),
              { minItems: 1, maxItems: MOST_READINGS },
            ),
          },
          closed,
        ),
        responses: { 200: Type.Object({ items: Type.Array(MergedFinding) }) },
      },
      async ({ body, req }) => {
        const items: Static<typeof MergedFinding>[] = [];
        // One after the other and in the order they were made: of two readings of one ticket the earlier uses it.
        for (const { index, item } of inOrder(body.items)) {
          const { code, runId, device } = item;
          const at = new Date(item.inspectedAt);
          const found = await inspect({ code, runId, inspector: currentUser(req), offline: { at, device } });
          items[index] = { ...present(found), status: statusOf(found) };
        }
        return { status: 200, body: { items } };
      },
    ),
  ];
}

function inOrder<T extends { inspectedAt: string }>(items: readonly T[]): { index: number; item: T }[] {
  return items
    .map((item, index) => ({ index, item }))
    .sort((a, b) => Date.parse(a.item.inspectedAt) - Date.parse(b.item.inspectedAt));
}

function statusOf({ ticket, repeated }: Inspected): "recorded" | "repeated" | "unknown" {
  if (ticket === undefined) return "unknown";
  return repeated === true ? "repeated" : "recorded";
}

function present({ reason, ticket, use }: Inspected): Static<typeof Finding> {
  return {
    valid: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(ticket === undefined
      ? {}
      : {
          ticket: {
            id: ticket.id,
            reference: ticket.reference,
            passenger: ticket.passenger,
            train: ticket.train,
            from: { name: ticket.from, departure: ticket.departure },
            to: { name: ticket.to, arrival: ticket.arrival },
            seat: { coach: ticket.coach, number: ticket.seat },
            serviceClass: ticket.serviceClass,
          },
        }),
    ...(use === undefined ? {} : { used: { at: use.at.toISOString(), by: use.by } }),
  };
}
