import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { TokenAnswer, TokenBody } from "./account-schemas.js";
import { deviceOf } from "./device.js";
import { type GrantTokensDeps, grantByPassword, grantByRefreshToken } from "./grant-tokens.js";

/** Access and refresh tokens, for clients that are no browser. */
export const tokenRoutes = (deps: GrantTokensDeps): Route[] => [
  route(
    {
      method: "post",
      path: "/users/token",
      summary: "Get an access token by e-mail and password, or by a refresh token, which is used up",
      tag: "accounts",
      access: "public",
      body: TokenBody,
      responses: { 200: TokenAnswer },
    },
    async ({ req, body: { grantType, email, password, refreshToken } }) => {
      if (grantType === "refresh_token") {
        refuseFields(grantType, { email, password });
        return { status: 200, body: await grantByRefreshToken(deps, needed(refreshToken, "refreshToken")) };
      }
      refuseFields(grantType, { refreshToken });
      const tokens = await grantByPassword(
        deps,
        needed(email, "email"),
        needed(password, "password"),
        deviceOf(req.get("user-agent")),
      );
      return { status: 200, body: tokens };
    },
  ),
];

function needed(value: string | undefined, field: string): string {
  if (value !== undefined) return value;
  throw invalid(field, `"${field}" is missing for this grantType.`);
}

function refuseFields(grantType: string, fields: Record<string, string | undefined>): void {
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined)
      throw invalid(field, `"${field}" does not go with the grantType "${grantType}".`);
  }
}

const invalid = (field: string, detail: string) =>
  new AppError({
    kind: "bad-request",
    code: "invalid-request",
    message: `The body is not as documented: ${detail}`,
    errors: [{ pointer: `/${field}`, detail }],
  });
