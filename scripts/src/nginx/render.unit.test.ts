import { expect, test } from "@jest/globals";
import { fixedServers, renderBalancer, renderTemplate, valuesFor } from "./render.js";

test.each(["compose", "kubernetes"] as const)("%s: replicas by DNS, and nothing left to put in", (place) => {
  const text = renderTemplate("email", valuesFor(place));
  expect(text).not.toContain("${");
  expect(text).toMatch(/^resolver \S+ valid=2s ipv6=off;$/m);
  expect(text).toMatch(/^ {4}server \S+:3001 resolve max_fails=1 fail_timeout=2s;$/m);
  expect(text).toContain("listen 3001;");
});

test("booking: replicas by DNS, sockets for as long as their page, and nothing left to put in", () => {
  const text = renderTemplate("booking", valuesFor("compose"));
  expect(text).not.toContain("${");
  expect(text).toMatch(/^resolver \S+ valid=2s ipv6=off;$/m);
  expect(text).toMatch(/^ {2}server booking:3000 resolve max_fails=1 fail_timeout=5s;$/m);
  expect(text).toMatch(/location \/socket\.io\/ \{[^}]*proxy_read_timeout 1h;/);
  expect(() => renderTemplate("booking", valuesFor("kubernetes"))).toThrow(/BOOKING_RESOLVER/);
});

test("a POST is never repeated by the balancer, and the deadlines stand in their order", () => {
  const text = renderBalancer(fixedServers(["127.0.0.1:1", "127.0.0.1:2"], "127.0.0.1:8080"));
  expect(text.match(/^ {4}server 127/gm)).toHaveLength(2);
  expect(text).toMatch(/proxy_next_upstream error timeout;/);
  expect(text.replaceAll(/#.*/g, "")).not.toContain("non_idempotent");
  // The send 20 s, the handler 25 s, the balancer 30 s, the caller 35 s.
  expect(text).toMatch(/proxy_read_timeout 30s;/);
});
