import { html, nothing, type TemplateResult } from "lit";
import { LightElement } from "../shell/light-element.js";
import { staff } from "../texts/staff.js";
import { type Camera, startCamera } from "./camera.js";
import { cameraProblem } from "./camera-problem.js";

/** `<rb-scan>`: the camera and the field beside it; says `code` with each code that is read or entered. */
export class ScanPanel extends LightElement {
  static override properties = {
    camera: { state: true },
    starting: { state: true },
    problem: { state: true },
    missing: { state: true },
  };
  declare camera: Camera | undefined;
  declare starting: boolean;
  declare problem: string;
  declare missing: boolean;

  constructor() {
    super();
    this.starting = false;
    this.problem = "";
    this.missing = false;
    // A camera that films a pocket empties the battery.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.stop();
    });
  }

  private tell(code: string): void {
    this.dispatchEvent(new CustomEvent("code", { detail: code.trim() }));
  }

  private async start(): Promise<void> {
    const video = this.querySelector("video");
    if (video === null || this.starting) return;
    this.problem = "";
    if (!isSecureContext || navigator.mediaDevices === undefined) {
      this.problem = staff.inspect.cameraInsecure;
      return;
    }
    this.starting = true;
    try {
      const onLost = (): void => {
        this.stop();
        this.problem = staff.inspect.cameraLost;
      };
      this.camera = await startCamera(video, { onCode: (code) => this.tell(code), onLost });
    } catch (error) {
      this.problem = cameraProblem(error);
    } finally {
      this.starting = false;
    }
  }

  private stop(): void {
    this.camera?.stop();
    this.camera = undefined;
  }

  private enter(event: Event): void {
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>("#code");
    if (field === null) return;
    this.missing = field.value.trim() === "";
    if (!this.missing) this.tell(field.value);
    field.value = "";
    // A scanner that types must find the field ready for the next ticket.
    field.focus();
  }

  override render(): TemplateResult {
    const filming = this.camera !== undefined;
    return html`<section class="card inspect-scan">
      <div class="viewfinder" ?hidden=${!filming && !this.starting}>
        <video muted playsinline aria-label=${staff.inspect.cameraView}></video>
        <p>${staff.inspect.aim}</p>
      </div>
      <button class="button ${filming ? "secondary" : ""}" type="button" @click=${filming ? this.stop : this.start}>
        ${filming ? staff.inspect.cameraStop : staff.inspect.camera}
      </button>
      <p class="scan-error" role="alert" ?hidden=${this.problem === ""}>${this.problem}</p>
      <form novalidate @submit=${this.enter}>
        <div class="field">
          <label for="code">${staff.inspect.code}</label>
          <p id="code-missing" class="scan-error" role="alert" ?hidden=${!this.missing}>${this.missing ? staff.inspect.codeMissing : ""}</p>
          <input id="code" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2000"
            aria-describedby="code-hint code-missing" aria-invalid=${this.missing ? "true" : nothing} />
          <p id="code-hint" class="hint">${staff.inspect.codeHint}</p>
        </div>
        <button class="button secondary" type="submit">${staff.inspect.check}</button>
      </form>
    </section>`;
  }
}

customElements.define("rb-scan", ScanPanel);
