/** Finds a QR code in what the camera sees. */
export type Decode = (video: HTMLVideoElement) => Promise<string | undefined>;

interface BarcodeDetectorLike {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetectorLike;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own where it has one, else a library that only then is loaded. */
export async function createDecoder(): Promise<Decode> {
  const Detector = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  if (Detector !== undefined && (await Detector.getSupportedFormats()).includes("qr_code")) {
    const detector = new Detector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  // The package is CommonJS and its types say it is not.
  const { default: decode } = (await import("jsqr")) as unknown as {
    default: typeof import("jsqr").default;
  };
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => Promise.resolve(context === null ? undefined : scan(video, canvas, context));

  function scan(
    from: HTMLVideoElement,
    onto: HTMLCanvasElement,
    drawing: CanvasRenderingContext2D,
  ): string | undefined {
    // More points than these take longer and find no more.
    const scale = Math.min(1, 720 / Math.max(from.videoWidth, from.videoHeight));
    const [width, height] = [Math.round(from.videoWidth * scale), Math.round(from.videoHeight * scale)];
    if (width === 0 || height === 0) return undefined;
    onto.width = width;
    onto.height = height;
    drawing.drawImage(from, 0, 0, width, height);
    const { data } = drawing.getImageData(0, 0, width, height);
    return decode(data, width, height, { inversionAttempts: "dontInvert" })?.data;
  }
}
