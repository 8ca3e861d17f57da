import { AppError } from "@railbooker/runtime/errors";

/** The passwords that are tried first everywhere and are long enough to be accepted here otherwise. */
const common = new Set(
  `12345678 123456789 1234567890 12345678910 0123456789 87654321 987654321 0987654321 11223344 112233445566 1q2w3e4r
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234
qwerty12345 asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 abcd1234 abc12345 abcdefgh abcdefg1 a1b2c3d4 a1234567
aa123456 aa12345678 password password1 password12 password123 password1234 password12345 password! passw0rd p@ssw0rd
p@ssword pa55word passwort passwort1 passwort123 motdepasse contrasena wachtwoord letmein1 letmein123 welcome1
welcome123 welcome2026 iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball
baseball1 superman superman1 spiderman starwars trustno1 whatever whatever1 computer computer1 internet changeme
changeme1 changeme123 default1 default123 admin123 admin1234 administrator secret123 test1234 testtest testing123
master123 michael1 jennifer jordan23 liverpool liverpool1 chelsea1 arsenal1 barcelona november december september
summer2025 summer2026 winter2025 winter2026 monkey123 dragon123 shadow123 charlie1 samsung1 pokemon1 asdasdasd
qweqweqwe qweasdzxc 1234qwer 123qweasd q12345678 123123123 12341234 11111111 00000000 letmeinnow correcthorse
corvette maverick mercedes midnight mountain ferrari1 garfield hello123 helloworld freedom1 lovely123 mustang1
nintendo pa$$w0rd passw0rd1 security security1 qazwsxedc qazwsx123 zaq12wsx zaq1zaq1 xsw21qaz train123 trainstation
traveller traveler railway1 railway123`.split(/\s+/),
);

/**
 * No rule about digits and signs; only what would be guessed first is refused.
 * @throws AppError `password-too-common` (422)
 */
export function refuseCommonPassword(password: string, about: { email?: string; name?: string }): void {
  const plain = password.normalize("NFKC").toLowerCase();
  const [localPart] = (about.email ?? "").toLowerCase().split("@");
  const own = [about.email?.toLowerCase(), localPart, about.name?.toLowerCase()];
  const guessable =
    common.has(plain) ||
    /^(.{1,3})\1+$/u.test(plain) ||
    plain.startsWith("railbooker") ||
    own.includes(plain);
  if (guessable) {
    throw new AppError({
      kind: "refused",
      code: "password-too-common",
      message:
        "This password is among the first that would be guessed; choose another one, such as three unrelated words.",
      errors: [{ pointer: "/password", detail: "is too easily guessed" }],
    });
  }
}
