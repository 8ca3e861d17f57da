import Type from "typebox";

/**
 * A name of somebody: one line with something in it. Each character is looked at once: a pattern with the same class before and after
 * the letter that must be there would try a long text from every place in it.
 */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: "^[\\p{Z}\\ufeff]*[^\\s\\p{Cc}][^\\p{Cc}]*$",
});
