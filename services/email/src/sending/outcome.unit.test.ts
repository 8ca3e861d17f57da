import { expect, test } from "@jest/globals";
import { classifyFailure, enhancedCode, failureProblem, type SmtpError } from "./outcome.js";

const cases: [string, SmtpError, boolean, string][] = [
  ["unknown mailbox", { code: "EENVELOPE", responseCode: 550, permanent: true }, false, "rejected"],
  ["greylisted", { code: "EENVELOPE", responseCode: 450, permanent: false }, false, "deferred"],
  ["content refused for good", { code: "EMESSAGE", responseCode: 554, permanent: true }, true, "rejected"],
  ["content put off", { code: "EMESSAGE", responseCode: 451, permanent: false }, true, "deferred"],
  [
    "login refused, although 535 is permanent",
    { code: "EAUTH", responseCode: 535, permanent: true },
    false,
    "authentication",
  ],
  ["login put off", { code: "EAUTH", responseCode: 454, permanent: false }, false, "deferred"],
  ["no token to be had", { code: "EAUTH" }, false, "authentication"],
  ["greeting 554", { code: "EPROTOCOL", responseCode: 554, permanent: true }, false, "unreachable"],
  ["no STARTTLS", { code: "ETLS", responseCode: 502, permanent: true }, false, "unreachable"],
  [
    "our sender refused",
    { code: "EENVELOPE", responseCode: 550, permanent: true, command: "MAIL FROM" },
    false,
    "deferred",
  ],
  [
    "too large, said before the content",
    { code: "EENVELOPE", responseCode: 552, permanent: true, command: "MAIL FROM" },
    false,
    "rejected",
  ],
  ["greeting 421", { code: "EPROTOCOL", responseCode: 421, permanent: false }, false, "deferred"],
  ["refused connection", { code: "ESOCKET" }, false, "unreachable"],
  ["no such host", { code: "EDNS" }, false, "unreachable"],
  ["certificate", { code: "ETLS" }, false, "unreachable"],
  ["lost before the content", { code: "ECONNECTION" }, false, "unreachable"],
  ["lost after the content began", { code: "ECONNECTION" }, true, "unknown"],
  ["silent after the content", { code: "ETIMEDOUT" }, true, "unknown"],
  ["deadline while in the queue", { code: "EABORT" }, false, "unreachable"],
  ["deadline after the content", { code: "EABORT" }, true, "unknown"],
  ["two recipients", { code: "EMAXRECIPIENTS" }, false, "rejected"],
];

test.each(cases)("%s", (_name, error, dataBegan, expected) => {
  expect(classifyFailure(error, dataBegan)).toBe(expected);
});

test("the problem carries codes but not the server's text", () => {
  const error = { responseCode: 550, response: "550 5.1.1 <ada@example.org> unknown", permanent: true };
  const problem = failureProblem("rejected", error);
  expect(problem.extra).toEqual({
    retryable: false,
    outcome: "not_sent",
    smtpCode: 550,
    smtpEnhancedCode: "5.1.1",
  });
  expect(JSON.stringify([problem.message, problem.extra])).not.toContain("ada@");
  expect(enhancedCode("550 no such user")).toBeUndefined();
});
