import type { Tone } from "./finding.js";

/** Pitch in hertz and length in seconds, one after the other; told apart with the eyes on the passenger. */
const tunes: Record<Tone, [number, number][]> = {
  good: [
    [880, 0.09],
    [1320, 0.14],
  ],
  look: [
    [520, 0.12],
    [520, 0.12],
    [520, 0.12],
  ],
  bad: [[170, 0.55]],
};
const shakes: Record<Tone, number[]> = { good: [60], look: [60, 60, 60], bad: [350] };

let context: AudioContext | undefined;

/** A browser that plays nothing before the first press stays silent: the sound is never the only sign. */
export function play(tone: Tone): void {
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  let at = context.currentTime;
  for (const [pitch, length] of tunes[tone]) {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.type = tone === "bad" ? "square" : "sine";
    oscillator.frequency.value = pitch;
    volume.gain.setValueAtTime(tone === "bad" ? 0.15 : 0.3, at);
    volume.gain.setTargetAtTime(0, at + length, 0.02);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + length + 0.1);
    at += length + 0.06;
  }
  // Refused before the first press, with a line in the console that nobody needs.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shakes[tone]);
}
