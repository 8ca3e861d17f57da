/** How a refusal of the API is said; its own sentences are English, and name the case. */
export const problems = {
  of: (_code: string, detail: string, _document: Record<string, unknown>): string => detail,
  /** What is wrong with one field, where the page has no words of its own for it. */
  field: (detail: string): string => detail,
};
