import { compose, type EmailService } from "../compose.js";
import { readConfig } from "../config.js";

export const token = "test-email-service-token";

export interface TestService {
  service: EmailService;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of many shapes
  body: any;
}

/** The service as production composes it, on free ports. */
export async function startTestService(env: Record<string, string>): Promise<TestService> {
  const service = compose(
    readConfig({
      PORT: "0",
      // A test waits for no load balancer.
      DRAIN_GRACE_SECONDS: "0",
      OPS_PORT: "0",
      LOG_LEVEL: "silent",
      EMAIL_SERVICE_TOKEN: token,
      EMAIL_SERVICE_TOKEN_PREVIOUS: `${token}-previous`,
      PUBLIC_URL: "https://rail.example",
      MAIL_FROM: "RailBooker <tickets@rail.example>",
      ...env,
    }),
  );
  await service.start();
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${service.port()}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const authorization = `Bearer ${token}`;
  return {
    service,
    post: (path, body, headers = {}) =>
      call(path, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    get: (path, headers = {}) => call(path, { headers: { authorization, ...headers } }),
  };
}

export const exampleTrain = {
  name: "ICE 587",
  number: "587",
  from: { name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
  to: { name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
};

export const shortConfirmation = {
  booking: { reference: "K7M2QX", price: { amount: 7980, currency: "EUR" } },
  train: exampleTrain,
  qrCode: "RB1.EXAMPLE",
};

export const confirmationTo = (to: unknown) => ({
  to,
  template: "bookingConfirmation",
  data: shortConfirmation,
});
