import { Booking } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";

const closed = { additionalProperties: false };

export interface RetrieveRoutesDeps {
  requestLink: (reference: string, email: string) => Promise<void>;
  openLink: (token: string) => Promise<Booking>;
}

/** For those without an account at hand; http/rate-limits.ts names these paths. */
export function retrieveRoutes({ requestLink, openLink }: RetrieveRoutesDeps): Route[] {
  const shared = { method: "post", tag: "bookings", access: "public" } as const;
  return [
    route(
      {
        ...shared,
        path: "/bookings/retrieve",
        summary: "Mail a link that shows a booking once; the answer is the same whether there is one or not",
        body: Type.Object(
          {
            reference: Type.String({ minLength: 1, maxLength: 20 }),
            email: Type.String({ format: "email", maxLength: 254 }),
          },
          closed,
        ),
        responses: { 202: null },
      },
      async ({ body }) => {
        await requestLink(body.reference, body.email);
        return { status: 202 };
      },
    ),
    route(
      {
        ...shared,
        path: "/bookings/retrieve/confirm",
        summary: "The booking of such a link; it works once",
        body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
        responses: { 200: Booking },
      },
      async ({ body }) => ({
        status: 200,
        body: await openLink(body.token),
        headers: { "Cache-Control": "no-store" },
      }),
    ),
  ];
}
