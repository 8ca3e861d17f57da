import type { Logger } from "@railbooker/runtime/logger";
import { routeOf } from "@railbooker/runtime/routes";
import { contextFields, currentContext } from "@railbooker/runtime/work-context";
import type { RequestHandler } from "express";

/** One line for each request, by its route pattern: paths and queries may say who someone is. */
export function accessLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const context = currentContext();
    res.on("close", () => {
      const line = {
        method: req.method,
        route: routeOf(req, res),
        status: res.statusCode,
        ms: Math.round(performance.now() - startedAt),
        ...contextFields(context),
        ...(res.writableFinished ? {} : { aborted: true }),
      };
      if (res.statusCode >= 500) log.warn(line, "request");
      else log.info(line, "request");
    });
    next();
  };
}
