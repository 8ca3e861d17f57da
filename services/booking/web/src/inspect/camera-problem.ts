import { t } from "../texts/texts.js";

/** The library that reads codes did not come: it was never loaded on this device, and there is no connection. */
export class NoDecoder extends Error {}

/** What an inspector can do about a camera that does not start; the code can always be entered instead. */
export function cameraProblem(error: unknown): string {
  if (error instanceof NoDecoder) return t.inspect.cameraNoReader;
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return t.inspect.cameraDenied;
    case "NotFoundError":
    case "OverconstrainedError":
      return t.inspect.cameraNone;
    case "NotReadableError":
    case "AbortError":
      return t.inspect.cameraBusy;
    default:
      return t.inspect.cameraFault;
  }
}
