// The card beside the texts: what is known about one passage.

/** Copy a text; whether the browser let it. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that come over a network without encryption have no clipboard of their own.
    const area = make("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

class Card {
  constructor(data, close, send) {
    this.data = data;
    this.place = null;
    this.notes = new Notes(data, send, () => this.show(this.place));
    this.close = make("button", "chip close", "Close");
    this.close.type = "button";
    this.close.addEventListener("click", close);
    this.element = make("aside", "card");
    this.element.setAttribute("aria-live", "polite");
    this.element.setAttribute("aria-label", this.data.words.details);
  }

  /** Show a passage; null shows how. */
  show(place) {
    const key = place && this.notes.key(place.side, place.index);
    // Who writes a note goes on writing it, whatever the pointer crosses meanwhile.
    if (this.notes.writing && (this.notes.writing !== key || this.form === key)) return;
    this.form = this.notes.writing;
    this.place = place;
    this.element.classList.toggle("empty", !place);
    if (!place) {
      this.element.replaceChildren(make("p", "hint", this.data.words.hint));
      return;
    }
    const { side, index } = place;
    const sides = this.data.sides, about = sides[side].segments[index];
    const status = this.data.statuses.find((one) => one.id === about.status);
    const mark = make("span", "mark", status.mark);
    mark.setAttribute("aria-hidden", "true");
    const head = make("p", `head ${css(about.status)}`,
      make("span", "badge", mark, ` ${status.word}`), make("span", "sure", about.sure ? `${this.data.words.chances}: ${about.sure}` : ""));
    const parts = [head];
    if (about.reason) parts.push(make("p", "reason", about.reason));
    if (about.speaker) parts.push(make("p", "quiet", about.speaker));
    if (about.linked) parts.push(make("p", "quiet", about.linked));
    else if (about.nearest !== null && about.status !== "procedural") {
      parts.push(make("p", "quiet", about.near), this.quote(other(side), about.nearest));
    }
    if (about.topics.length) {
      const names = about.topics.map((id) => make("span", "tag", this.label(id)));
      parts.push(make("p", "tags", ...names));
    }
    for (const shift of this.data.shifts.filter((one) => about.links.includes(one.link))) {
      parts.push(this.shift(shift));
    }
    parts.push(this.copier(side, index), ...this.notes.elements(side, index));
    this.element.replaceChildren(this.close, ...parts);
    this.element.scrollTop = 0;
  }

  /** A button that copies the passage with where it stands and, where it can be had, a link. */
  copier(side, index) {
    const button = make("button", "chip plain copy", this.data.words.copy);
    button.type = "button";
    button.addEventListener("click", async () => {
      const done = await copy(this.citation(side, index));
      button.textContent = done ? this.data.words.copied : this.data.words.refused;
      button.focus({ preventScroll: true });
    });
    return button;
  }

  citation(side, index) {
    const about = this.data.sides[side].segments[index];
    const words = about.runs.map((run) => run.text).join("");
    const here = new URL(location.href);
    here.searchParams.set("at", `${side}-${index}`);
    const link = here.searchParams.get("event") === "own" ? "" : `\n${here}`;
    return `${this.data.words.quoted[0]}${words}${this.data.words.quoted[1]} (${about.source})${link}`;
  }

  quote(side, index) {
    const words = this.data.sides[side].segments[index].runs.map((run) => run.text).join("");
    const quote = make("p", "quote", words);
    quote.lang = this.data.sides[side].lang;
    return quote;
  }

  shift(shift) {
    const words = SIDES.map((side) => {
      const term = make("span", shift[side] ? "word" : "word none", shift[side] || this.data.words.nothing);
      if (shift[side]) term.lang = this.data.sides[side].lang;
      return term;
    });
    const box = make("div", "wording", make("p", "quiet", shift.what),
      make("p", "", words[0], " | ", words[1]));
    if (shift.reason) box.append(make("p", "quiet", shift.reason));
    return box;
  }

  label(id) {
    return this.data.topics.find((topic) => topic.id === id)?.label ?? id;
  }
}
