import { NoDecoder } from "./camera-problem.js";
import { createDecoder } from "./decoder.js";

const pauseMs = 150;
/** A code that is still held before the camera is read once; away for this long, it is shown anew. */
const forgetMs = 4_000;

export interface Camera {
  stop(): void;
}

export interface Seen {
  onCode: (code: string) => void;
  /** The camera was unplugged, or its use taken back. */
  onLost: () => void;
}

/**
 * Shows the rear camera in `video` and tells each code it sees once.
 * @throws DOMException where there is no camera or its use is refused; NoDecoder
 */
export async function startCamera(video: HTMLVideoElement, { onCode, onLost }: Seen): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: false,
  });
  let running = true;
  const stop = (): void => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await video.play();
    for (const track of stream.getTracks())
      track.addEventListener("ended", () => {
        if (running) onLost();
      });
    const decode = await createDecoder().catch((error: unknown) => {
      throw new NoDecoder("no reader of QR codes could be loaded", { cause: error });
    });
    let last = { code: "", seen: 0 };
    const look = async (): Promise<void> => {
      if (!running) return;
      const code = await decode(video).catch(() => undefined);
      const now = performance.now();
      if (running && code !== undefined && code !== "") {
        const fresh = code !== last.code || now - last.seen > forgetMs;
        last = { code, seen: now };
        if (fresh) onCode(code);
      }
      setTimeout(() => void look(), pauseMs);
    };
    void look();
  } catch (error) {
    stop();
    throw error;
  }
  return { stop };
}
