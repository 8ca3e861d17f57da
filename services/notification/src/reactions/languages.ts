import type { Locale } from "@railbooker/events/account-events";
import type { Texts } from "./texts.js";
import { german } from "./texts-de.js";
import { english } from "./texts-en.js";

const texts: Readonly<Record<Locale, Texts>> = { en: english, de: german };

export const textsIn = (locale: Locale): Texts => texts[locale];
