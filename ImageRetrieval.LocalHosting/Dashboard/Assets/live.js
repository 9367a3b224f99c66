// One live stream feeds the page; a hidden tab gives its connection back.
const retryMilliseconds = 2000;

export class Live {
  #on; #stream = null; #source; #last = 0;

  constructor(on) {
    this.#on = on;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#close();
      else if (!this.#stream) this.open();
    });
  }

  /** Whose console lines come: a resource's name, "" for all of them, undefined for none. */
  show(source) {
    if (source === this.#source) return;
    this.#source = source;
    this.#last = 0;
    if (this.#stream) { this.#close(); this.open(); }
  }

  open() {
    const query = new URLSearchParams({ after: this.#last, lines: this.#source !== undefined });
    if (this.#source) query.set("console", this.#source);
    const stream = this.#stream = new EventSource(`/api/stream?${query}`);
    for (const kind of ["application", "resources", "usage", "telemetry"])
      stream.addEventListener(kind, event => this.#on[kind](JSON.parse(event.data)));
    stream.addEventListener("lines", event => {
      const lines = JSON.parse(event.data).filter(line => line.sequence > this.#last);
      if (lines.length === 0) return;
      this.#last = lines.at(-1).sequence;
      this.#on.lines(lines);
    });
    stream.onopen = () => this.#on.link("live", true);
    stream.onerror = () => {
      this.#on.link("the AppHost does not answer", false);
      if (stream.readyState === EventSource.CLOSED && this.#stream === stream) this.#retry();
    };
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
  }

  async #retry() {
    this.#close();
    try {
      const answer = await fetch("/api/resources");
      // A new AppHost does not know us: the page that asks for the code comes instead.
      if (answer.status === 401) return location.reload();
      if (answer.ok) return this.open();
    } catch {
      // It is still away.
    }
    setTimeout(() => this.#retry(), retryMilliseconds);
  }
}
