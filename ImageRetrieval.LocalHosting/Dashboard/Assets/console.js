// The console output: bounded, filtered, following the newest line unless the reader scrolls up.
import { plain, render } from "/ansi.js";
import { element } from "/resources.js";

const maximum = 5000;

export class ConsoleView {
  #box; #filter; #count; #follow; #hues = new Map(); #showNames = true; #text = "";

  constructor(box, filter, count, follow, clear) {
    this.#box = box; this.#filter = filter; this.#count = count; this.#follow = follow;
    filter.addEventListener("input", () => this.#applyFilter());
    clear.addEventListener("click", () => this.clear());
    follow.addEventListener("click", () => this.#setFollow(!this.#following));
    box.addEventListener("scroll", () => {
      if (this.#following !== this.#atEnd) this.#setFollow(this.#atEnd);
    });
  }

  get #following() { return this.#follow.getAttribute("aria-pressed") === "true"; }

  get #atEnd() { return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < 24; }

  show(showNames) {
    this.#showNames = showNames;
    this.clear();
    this.#setFollow(true);
  }

  clear() {
    this.#box.replaceChildren();
    this.#report();
  }

  add(lines) {
    const stay = this.#following;
    this.#box.append(...lines.map(line => this.#line(line)));
    while (this.#box.childElementCount > maximum) this.#box.firstElementChild.remove();
    this.#report();
    if (stay) this.#toEnd();
  }

  #line(line) {
    const made = element("div", line.isError ? "line error" : "line");
    made.append(element("time", "", new Date(line.time).toLocaleTimeString("en-GB")));
    if (this.#showNames) made.append(element("span", `who hue${this.#hue(line.resource)}`, line.resource));
    const text = element("span", "text");
    render(line.text, text);
    made.append(text);
    made.dataset.plain = `${line.resource} ${plain(line.text)}`.toLowerCase();
    made.hidden = !made.dataset.plain.includes(this.#text);
    return made;
  }

  #hue(name) {
    if (!this.#hues.has(name)) this.#hues.set(name, this.#hues.size % 6);
    return this.#hues.get(name);
  }

  #applyFilter() {
    this.#text = this.#filter.value.trim().toLowerCase();
    for (const line of this.#box.children) line.hidden = !line.dataset.plain.includes(this.#text);
    this.#report();
    if (this.#following) this.#toEnd();
  }

  #report() {
    const all = this.#box.childElementCount;
    const shown = this.#text ? [...this.#box.children].filter(line => !line.hidden).length : all;
    this.#count.textContent = this.#text ? `${shown} of ${all}` : `${all} lines`;
    this.#box.dataset.empty = all === 0 ? "No output yet." : shown === 0 ? "No line contains the filter's text." : "";
  }

  #setFollow(follow) {
    this.#follow.setAttribute("aria-pressed", follow);
    if (follow) this.#toEnd();
  }

  #toEnd() { this.#box.scrollTop = this.#box.scrollHeight; }
}
