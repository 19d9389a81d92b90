// What readers highlighted and noted: under the facts of a passage in the card.

// What was typed and is not known to be kept yet, by comparison and passage: whoever turns to
// another page and back goes on writing.
const DRAFTS = (globalThis.readoutsDrafts ??= new Map());

class Notes {
  /** `send` tells the dashboard what to keep; `changed` has the card drawn anew. */
  constructor(data, send, changed) {
    Object.assign(this, { data, send, changed });
    this.marks = data.marks;
    this.drafts = DRAFTS.get(data.id) ?? new Map();
    DRAFTS.set(data.id, this.drafts);
    this.writing = null;
    // What was asked of the dashboard and not answered yet, in its order.
    this.asked = [];
    this.number = data.taken;
    this.said = 0;
  }

  /**
   * Ask the dashboard to keep something. All that is not answered yet goes with it, since of two
   * requests that come while the dashboard is busy the later takes the place of the other.
   */
  ask(one) {
    this.number = Math.max(Date.now(), this.number + 1);
    this.asked.push({ ...one, number: this.number, texts: this.data.id });
    this.said = 0;
    this.say();
  }

  /**
   * Send what is not answered, and again while it is not: what comes while the page is drawn may be
   * lost. Each time later, so that the page is not kept from being drawn; each is taken but once.
   */
  say() {
    clearTimeout(this.timer);
    if (!this.asked.length || this.said > 4) return;
    this.send([...this.asked]);
    this.timer = setTimeout(() => this.say(), 3000 * 2 ** this.said);
    this.said += 1;
  }

  /** Take over what the dashboard keeps, and the number of the last request that it took. */
  receive(marks, taken) {
    this.asked = this.asked.filter((one) => one.number > taken);
    this.marks = marks;
    for (const one of marks ?? []) {
      const key = this.key(one.side, one.index);
      if (one.own && !one.gone && this.writing !== key && this.drafts.get(key)?.trim() === one.note) this.drafts.delete(key);
    }
  }

  key(side, index) {
    return `${side}-${index}`;
  }

  of(side, index) {
    return (this.marks ?? []).filter((one) => !one.gone && one.side === side && one.index === index);
  }

  /** The last that the visitor took out of a passage, and can put back. */
  takenOut(side, index) {
    return (this.marks ?? []).findLast((one) => one.gone && one.own && one.side === side && one.index === index);
  }

  own(side, index) {
    return this.of(side, index).find((one) => one.own);
  }

  /** Highlight a passage, or take the highlight out where nothing is noted on it. */
  toggle(side, index) {
    if (!this.marks) return;
    const own = this.own(side, index);
    if (!own) this.ask({ do: "keep", side, index, id: "", before: "", note: "" });
    else if (!own.note) this.ask({ do: "remove", side, index, id: own.id });
  }

  /** Put the form away; what was typed stays for the next time. */
  close() {
    this.writing = null;
  }

  elements(side, index) {
    const words = this.data.words;
    if (!this.marks) return [make("p", "quiet small", words.keep_first)];
    const found = this.of(side, index).map((one) => this.kept(side, index, one));
    const box = make("div", "notes", ...found);
    if (this.writing === this.key(side, index)) box.append(this.form(side, index));
    else if (!this.own(side, index)) {
      const gone = this.takenOut(side, index);
      if (gone) {
        box.append(make("p", "quiet small", words.taken_out, " ",
          this.button(words.undo, () => this.ask({ do: "restore", side, index, id: gone.id }), "undo")));
      }
      box.append(
        this.button(words.highlight, () => this.toggle(side, index), "pen"),
        this.button(words.note, () => this.write(side, index)),
      );
    }
    return [box];
  }

  kept(side, index, one) {
    const words = this.data.words;
    const writing = one.own && this.writing === this.key(side, index);
    const box = make("div", "kept", make("p", "quiet small", words.marked, ...(one.reader ? [words.by, one.reader] : [])));
    if (one.note && !writing) box.append(make("p", "noted", one.note));
    if (one.own && !writing) {
      box.append(
        this.button(words.note, () => this.write(side, index)),
        this.button(words.take_out, () => this.ask({ do: "remove", side, index, id: one.id })),
      );
    }
    return box;
  }

  write(side, index) {
    this.writing = this.key(side, index);
    this.changed();
  }

  form(side, index) {
    const words = this.data.words, key = this.key(side, index), own = this.own(side, index);
    const area = make("textarea", "note");
    area.setAttribute("aria-label", words.write_note);
    area.placeholder = words.write_note;
    area.maxLength = 10000;
    area.rows = 4;
    area.value = this.drafts.get(key) ?? own?.note ?? "";
    area.addEventListener("input", () => this.drafts.set(key, area.value));
    const keep = () => {
      this.drafts.set(key, area.value);
      this.close();
      this.ask({ do: "keep", side, index, id: own?.id ?? "", before: own?.note ?? "", note: area.value });
      this.changed();
    };
    area.addEventListener("keydown", (event) => {
      // Keys of the page and of the texts do nothing while one writes.
      event.stopPropagation();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
      if (event.key === "Escape") { this.close(); this.changed(); }
    });
    const cancel = () => { this.drafts.delete(key); this.close(); this.changed(); };
    requestAnimationFrame(() => area.focus());
    return make("div", "form", area, this.button(words.keep_note, keep, "pen"), this.button(words.cancel, cancel));
  }

  button(word, act, look = "") {
    const button = make("button", `chip plain ${look}`.trim(), word);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }
}
