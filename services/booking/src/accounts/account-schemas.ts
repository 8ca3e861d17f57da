import Type, { type Static } from "typebox";
import { type CurrentUser, locales } from "./current-user.js";
import { PersonName } from "./person-name.js";

const closed = { additionalProperties: false };

/** One plain address: no display name, no quoting, nothing that a mail header could be made of. */
const Email = Type.String({
  format: "email",
  maxLength: 254,
  pattern: '^[^\\s\\p{Cc}"(),:;<>\\[\\]\\\\@]+@[^\\s\\p{Cc}"(),:;<>\\[\\]\\\\@]+$',
});
const NewPassword = Type.String({ minLength: 8, maxLength: 128 });
/** What is compared need not obey the rule for new ones. */
const Password = Type.String({ minLength: 1, maxLength: 128 });
const Locale = Type.Enum([...locales]);
const Secret = Type.String({ minLength: 1, maxLength: 200 });

export const RegisterBody = Type.Object(
  {
    email: Email,
    password: NewPassword,
    name: PersonName,
    locale: Type.Optional(Type.Enum([...locales], { description: "without it, as Accept-Language has it" })),
  },
  closed,
);
export const LoginBody = Type.Object({ email: Email, password: Password }, closed);
export const TokenBody = Type.Object(
  {
    grantType: Type.Enum(["password", "refresh_token"]),
    email: Type.Optional(Email),
    password: Type.Optional(Password),
    refreshToken: Type.Optional(Secret),
  },
  closed,
);
export const VerifyEmailBody = Type.Object({ token: Secret }, closed);
export const ForgotPasswordBody = Type.Object({ email: Email }, closed);
export const ResetPasswordBody = Type.Object({ token: Secret, password: NewPassword }, closed);
export const PasswordChangeBody = Type.Object({ currentPassword: Password, password: NewPassword }, closed);
export const EmailChangeBody = Type.Object({ email: Email, password: Password }, closed);
export const DeletionBody = Type.Object({ password: Password }, closed);
export const ProfileBody = Type.Object(
  { name: Type.Optional(PersonName), locale: Type.Optional(Locale) },
  closed,
);

export const User = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  emailVerified: Type.Boolean(),
  locale: Locale,
  roles: Type.Array(Type.String(), { description: "operator, inspector; most users have none" }),
});
export const TokenAnswer = Type.Object({
  accessToken: Type.String(),
  tokenType: Type.Literal("Bearer"),
  expiresIn: Type.Integer({ description: "seconds" }),
  refreshToken: Type.String(),
});

export const SessionParams = Type.Object({ id: Type.String({ format: "uuid" }) });
const Moment = Type.String({ format: "date-time" });
export const Sessions = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Enum(["browser", "app"], { description: "app: a client with access tokens" }),
      device: Type.Object({
        browser: Type.Optional(
          Type.String({ description: "such as Firefox; left out where it is not known" }),
        ),
        system: Type.Optional(Type.String({ description: "such as Windows or iPhone" })),
      }),
      createdAt: Moment,
      lastSeenAt: Moment,
      current: Type.Boolean({ description: "the one that asks" }),
    }),
  ),
});

/** What a user is shown of themselves; everything else about them stays inside. */
export const userView = ({
  id,
  email,
  name,
  emailVerified,
  locale,
  roles,
}: CurrentUser): Static<typeof User> => ({
  id,
  email,
  name,
  emailVerified,
  locale,
  roles: [...roles],
});
