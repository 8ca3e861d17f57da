import { LitElement } from "lit";

/** Renders into the page itself: labels, the one stylesheet and the error summary reach inside. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
