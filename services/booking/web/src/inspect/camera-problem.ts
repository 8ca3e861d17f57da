import { staff } from "../texts/staff.js";

/** The library that reads codes did not come: it was never loaded on this device, and there is no connection. */
export class NoDecoder extends Error {}

/** What an inspector can do about a camera that does not start; the code can always be entered instead. */
export function cameraProblem(error: unknown): string {
  if (error instanceof NoDecoder) return staff.inspect.cameraNoReader;
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return staff.inspect.cameraDenied;
    case "NotFoundError":
    case "OverconstrainedError":
      return staff.inspect.cameraNone;
    case "NotReadableError":
    case "AbortError":
      return staff.inspect.cameraBusy;
    default:
      return staff.inspect.cameraFault;
  }
}
