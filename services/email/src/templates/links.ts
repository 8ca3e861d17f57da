/** The page that shows a booking to its owner. */
export function bookingLink(publicUrl: string, reference: string): string {
  return `${siteOf(publicUrl)}/bookings/${encodeURIComponent(reference)}`;
}

/** The site's address, ready for a path. */
export const siteOf = (publicUrl: string): string => publicUrl.replace(/\/+$/, "");
