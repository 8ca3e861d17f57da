import type { Request, RequestHandler, Response, Router } from "express";
import type { Static, TObject, TSchema } from "typebox";
import { type Check, compileSchema, parseOrThrow } from "./schema.js";
import { noteBooking } from "./work-context.js";

/** Who may call a route; the service decides what each word means through its guards. */
export type Access = "public" | "user" | "operator" | "inspector" | "service";

export interface Answer {
  status: number;
  /** Sent as JSON; left out for 204. A Buffer is sent as it is, with the `content-type` header given. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  req: Request;
  res: Response;
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;

export interface RouteSchemas<
  P extends TObject | undefined,
  Q extends TObject | undefined,
  B extends TSchema | undefined,
> {
  params?: P;
  query?: Q;
  body?: B;
}

/** One HTTP route: what it takes and gives as schemas (validation, types and OpenAPI from one source), and what it does. */
export interface Route {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Express path below the mount point, such as `/bookings/:reference`. */
  path: string;
  summary: string;
  tag: string;
  access: Access;
  schemas: RouteSchemas<TObject | undefined, TObject | undefined, TSchema | undefined>;
  /** Response bodies by status; errors are problem documents everywhere and need no mention. */
  responses: Record<number, TSchema | null>;
  run: (input: RouteInput<never, never, never>) => Promise<Answer>;
}

/** Ties the handler's parameter types to the schemas, so that neither can drift. */
export function route<
  P extends TObject | undefined = undefined,
  Q extends TObject | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(
  definition: Omit<Route, "schemas" | "run"> & RouteSchemas<P, Q, B>,
  run: (input: RouteInput<StaticOf<P>, StaticOf<Q>, StaticOf<B>>) => Promise<Answer>,
): Route {
  const { params, query, body, ...rest } = definition;
  return {
    ...rest,
    schemas: {
      params: params ?? undefined,
      query: query ?? undefined,
      body: body ?? undefined,
    } as Route["schemas"],
    run: run as Route["run"],
  };
}

/** A guard per kind of access: it lets the request through or throws. "public" needs none. */
export type Guards = Partial<Record<Access, RequestHandler>>;

/** @throws Error at start, when a route asks for an access the service has no guard for. */
export function mountRoutes(router: Router, routes: readonly Route[], guards: Guards): void {
  for (const definition of routes) {
    const guard = guards[definition.access];
    if (definition.access !== "public" && guard === undefined) {
      throw new Error(`${definition.method} ${definition.path} needs a guard for "${definition.access}"`);
    }
    const handler = toHandler(definition);
    const named = nameRoute(definition.path);
    router[definition.method](
      definition.path,
      ...(guard === undefined ? [named, handler] : [named, guard, handler]),
    );
  }
}

/** Express forgets the mount point once a handler has thrown, so the pattern is noted on arrival. */
const nameRoute =
  (path: string): RequestHandler =>
  (req, res, next) => {
    res.locals["route"] = req.baseUrl + path;
    next();
  };

/** The pattern of the route that answered, such as `/api/bookings/:reference`; never a path, which would hold ids. */
export function routeOf(req: Request, res: Response): string {
  const named: unknown = res.locals["route"];
  if (typeof named === "string") return named;
  return req.route === undefined ? "unmatched" : `${req.baseUrl}${String(req.route.path)}`;
}

function toHandler(definition: Route): RequestHandler {
  const { params, query, body } = definition.schemas;
  const checkParams = compileOptional(params, "text");
  const checkQuery = compileOptional(query, "text");
  const checkBody = compileOptional(body, "body");
  return async (req, res) => {
    const input = {
      params: checkParams === undefined ? undefined : parseOrThrow(checkParams, req.params, "path"),
      query: checkQuery === undefined ? undefined : parseOrThrow(checkQuery, req.query, "query"),
      body: checkBody === undefined ? undefined : parseOrThrow(checkBody, req.body ?? {}, "body"),
      req,
      res,
    } as RouteInput<never, never, never>;
    const { reference } = (input.params ?? {}) as { reference?: unknown };
    if (typeof reference === "string") noteBooking(reference);
    sendAnswer(res, await definition.run(input));
  };
}

function compileOptional(schema: TSchema | undefined, source: "body" | "text"): Check<unknown> | undefined {
  return schema === undefined ? undefined : compileSchema(schema, source);
}

function sendAnswer(res: Response, answer: Answer): void {
  res.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
  if (answer.body === undefined) res.end();
  else if (Buffer.isBuffer(answer.body)) res.send(answer.body);
  else res.json(answer.body);
}
