import type { KeyObject } from "node:crypto";
import { createBullBoard } from "@bull-board/api";
import { BullAdapter } from "@bull-board/api/bullAdapter";
import { ExpressAdapter } from "@bull-board/express";
import { signAccessToken, verifyAccessToken } from "@railbooker/runtime/access-token";
import { AppError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Queue } from "bull";
import { type CookieOptions, type Request, type RequestHandler, Router } from "express";

export const queueBoardPath = "/operator/queues";

export interface QueueBoardOptions {
  /** Asked for when somebody first looks, so that no process holds connections for a board that nobody opens. */
  queues: () => readonly Queue[];
  accessTokenKey: KeyObject;
  userIdOf: (req: Request) => string;
  publicUrl: string;
  log: Logger;
}

const leaveSeconds = 15 * 60;
const cookieName = "rb_queues";
const confirmPath = "/changes";

/**
 * Bull Board for operators (the guard stands before it). It shows, and changes nothing until its operator has confirmed that
 * changes are meant; that leave holds for a quarter of an hour, for them alone. Each change is logged with who made it.
 */
export function createQueueBoard(options: QueueBoardOptions): RequestHandler {
  const { userIdOf, log } = options;
  const boards = new Map<boolean, RequestHandler>();
  const boardFor = (mayChange: boolean): RequestHandler => {
    const board = boards.get(mayChange) ?? createBoard(options.queues(), mayChange);
    boards.set(mayChange, board);
    return board;
  };
  const router = Router();
  router.use((_req, res, next) => {
    // Its page finds its files by a base address, which no page of our own may set.
    const policy = String(res.getHeader("content-security-policy") ?? "");
    res.setHeader("content-security-policy", policy.replace("base-uri 'none'", "base-uri 'self'"));
    next();
  });
  router.get(confirmPath, (_req, res) => {
    res.type("html").send(confirmPage);
  });
  router.post(confirmPath, (req, res) => {
    const claims = { userId: userIdOf(req) };
    log.warn({ operator: claims.userId }, "an operator may change the queues for a quarter of an hour");
    const leave = signAccessToken(options.accessTokenKey, claims, "railbooker-queues", leaveSeconds);
    res.cookie(cookieName, leave, cookieOptions(options.publicUrl));
    res.redirect(303, queueBoardPath);
  });
  router.use((req, res, next) => {
    const mayChange = hasLeave(options, req);
    if (req.method !== "GET" && req.method !== "HEAD") {
      if (!mayChange) throw readOnly();
      log.warn(
        { operator: userIdOf(req), method: req.method, path: req.path },
        "an operator changes a queue",
      );
    }
    boardFor(mayChange)(req, res, next);
  });
  return router;
}

function createBoard(queues: readonly Queue[], mayChange: boolean): RequestHandler {
  const serverAdapter = new ExpressAdapter().setBasePath(queueBoardPath);
  createBullBoard({
    queues: queues.map((queue) => new BullAdapter(queue, { readOnlyMode: !mayChange })),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: "RailBooker queues",
        miscLinks: mayChange
          ? []
          : [{ text: "Allow changes for 15 minutes", url: queueBoardPath + confirmPath }],
      },
    },
  });
  return serverAdapter.getRouter() as RequestHandler;
}

function hasLeave({ accessTokenKey, userIdOf }: QueueBoardOptions, req: Request): boolean {
  const leave = new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(req.get("cookie") ?? "")?.[1];
  if (leave === undefined) return false;
  try {
    return verifyAccessToken([accessTokenKey], leave, "railbooker-queues").userId === userIdOf(req);
  } catch {
    return false;
  }
}

const cookieOptions = (publicUrl: string): CookieOptions => ({
  path: queueBoardPath,
  httpOnly: true,
  sameSite: "strict",
  secure: publicUrl.startsWith("https:"),
  maxAge: leaveSeconds * 1000,
});

function readOnly(): AppError {
  return new AppError({
    kind: "forbidden",
    code: "queues-read-only",
    message: `The queues are only shown. Confirm at ${queueBoardPath}${confirmPath} that you mean to change them.`,
  });
}

const confirmPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Change the queues</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Change the queues?</h1>
<p>Jobs are work that waits: a job that is removed is queued again from the database, unless what it stands for is done.
Pausing a queue holds back e-mails, reminders or the end of holds for every traveller.</p>
<form method="post"><button>Allow changes for 15 minutes</button></form>
<p><a href="${queueBoardPath}">Only look</a></p></main></body></html>
`;
