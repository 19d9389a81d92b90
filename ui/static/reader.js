// The reader itself: both texts, the filters, what is pointed at and what is kept.

class Reader {
  constructor(root, data, report, mark) {
    this.root = root;
    this.data = data;
    this.report = report;
    this.mark = mark;
    this.spans = { left: [], right: [] };
    this.columns = {};
    this.view = { statuses: [], topic: "", passage: null, aligned: false };
    // Views chosen here that the dashboard has yet to answer, and its last answer, as JSON.
    this.sent = [];
    this.answered = JSON.stringify(data.view);
    this.pointed = null;
    this.hits = [];
    this.build();
    this.showMarks(data.marks, data.taken);
    this.apply(data.view, true);
    // The gutter and the height of the columns follow the width.
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
  }

  // --- building --------------------------------------------------------------------------

  build() {
    this.card = new Card(this.data, () => this.change({ passage: null }), (asked) => this.mark(asked));
    this.paragraphs = [];
    this.body = make("div", "body", this.column("left"), make("div", "gutter"), this.column("right"));
    this.rows = this.rowsBox();
    this.lines = new Lines(this.data, this.body, this.columns, this.spans);
    this.root.style.setProperty("--height", this.data.height);
    this.root.replaceChildren(this.toolbar(), this.topics(), make("div", "stage", this.body, this.card.element));
    // A property, so that the reader of another comparison takes its place.
    this.root.onkeydown = (event) => this.key(event);
    this.root.onpointermove = (event) => { this.pointer = `${event.screenX} ${event.screenY}`; };
    this.card.show(null);
  }

  toolbar() {
    const legend = make("div", "legend");
    legend.setAttribute("role", "group");
    legend.setAttribute("aria-label", "Show passages that are");
    this.chips = {};
    for (const status of this.data.statuses) {
      const mark = make("span", "mark", status.mark);
      mark.setAttribute("aria-hidden", "true");
      const count = make("span", "count", String(status.count));
      const chip = make("button", `chip swatch ${css(status.id)}`, mark, ` ${status.word} `, count);
      chip.type = "button";
      chip.title = status.meaning;
      chip.disabled = status.count === 0;
      chip.addEventListener("click", () => {
        const chosen = new Set(this.view.statuses);
        if (!chosen.delete(status.id)) chosen.add(status.id);
        this.change({ statuses: this.data.statuses.map((s) => s.id).filter((id) => chosen.has(id)) }, true);
      });
      this.chips[status.id] = chip;
      legend.append(chip);
    }
    this.clear = make("button", "chip plain", "Show all");
    this.clear.type = "button";
    this.clear.addEventListener("click", () => {
      this.find.value = "";
      this.search();
      this.change({ statuses: [], topic: "", passage: null });
    });
    return make("div", "toolbar", legend, this.nextLeftOut(), this.clear, this.order(), this.finder());
  }

  /** Both texts as published, or in rows by meaning. */
  order() {
    const box = make("div", "chips order");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Order of the passages");
    this.orders = [[false, this.data.words.published], [true, this.data.words.meaning]];
    this.orders = this.orders.map(([aligned, word]) => {
      const button = make("button", "chip", word);
      button.type = "button";
      button.addEventListener("click", () => this.change({ aligned }));
      box.append(button);
      return { aligned, button };
    });
    return box;
  }

  /** The frame of the rows; passages move into it, and back into their paragraphs. */
  rowsBox() {
    const heads = SIDES.map((side) => make("h3", "side", this.data.sides[side].name));
    this.grid = make("div", "rows");
    const scroll = make("div", "scroll", this.grid);
    const box = make("section", "aligned", make("div", "heads", ...heads), scroll);
    box.setAttribute("aria-label", this.data.words.meaning);
    box.hidden = true;
    this.body.append(box);
    return { box, scroll };
  }

  /** Put the passages where the view wants them. */
  arrange() {
    const { aligned } = this.view;
    for (const { aligned: which, button } of this.orders) {
      button.setAttribute("aria-pressed", String(which === aligned));
    }
    if (aligned === !this.rows.box.hidden) return;
    this.rows.box.hidden = !aligned;
    this.body.classList.toggle("in-rows", aligned);
    if (!aligned) {
      this.grid.replaceChildren();
      for (const fill of this.paragraphs) fill();
      return;
    }
    this.grid.replaceChildren(...this.data.rows.flatMap((row) => SIDES.map((side, k) => {
      const cell = make("div", row[k].length ? "cell text" : "cell text gap",
        ...row[k].flatMap((index) => [this.spans[side][index], " "]));
      cell.lang = this.data.sides[side].lang;
      cell.dataset.side = this.data.sides[side].name;
      return cell;
    })));
  }

  /** What scrolls a side's passages. */
  frameOf(side) {
    return this.view.aligned ? this.rows.scroll : this.columns[side];
  }

  /** A button, and the key N, lead through the passages that either side leaves out. */
  nextLeftOut() {
    this.missing = SIDES.flatMap((side) => this.data.sides[side].segments
      .map((about, index) => ({ side, index, status: about.status }))
      .filter((one) => one.status === "left_out"));
    const button = make("button", "chip plain next", "Next left out ", make("kbd", "", "N"));
    button.type = "button";
    button.title = "Key N; with Shift the one before";
    button.disabled = !this.missing.length;
    button.addEventListener("click", () => this.step(1));
    return button;
  }

  step(by) {
    const count = this.missing.length;
    if (!count) return;
    const [side, index] = this.view.passage ?? [];
    const at = this.missing.findIndex((one) => one.side === side && one.index === index);
    const goal = this.missing[at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count];
    this.change({ passage: [goal.side, goal.index] });
    this.center(goal.side, goal.index);
    const span = this.spans[goal.side][goal.index];
    const { top, bottom } = span.getBoundingClientRect();
    // Above the sheet, where there is one.
    if (top < 64 || bottom > innerHeight * .55) span.scrollIntoView({ block: "start" });
    span.focus({ preventScroll: true });
    this.point(goal);
  }

  finder() {
    this.find = make("input", "find");
    this.find.type = "search";
    this.find.placeholder = "Find in both texts";
    this.find.setAttribute("aria-label", "Find in both texts");
    this.found = make("span", "found");
    this.found.setAttribute("role", "status");
    this.find.addEventListener("input", () => this.search());
    this.find.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.hits.length) {
        this.hit = (this.hit + (event.shiftKey ? this.hits.length - 1 : 1)) % this.hits.length;
        this.reveal();
      }
    });
    return make("div", "finding", this.find, this.found);
  }

  topics() {
    const box = make("div", "topics");
    const widths = [];
    this.labels = {};
    for (const { heading, topics, tone } of this.data.groups) {
      const found = topics.map((id) => this.data.topics.find((topic) => topic.id === id));
      const list = make("div", "chips");
      for (const topic of found) {
        const chip = make("button", "chip topic", topic.label);
        chip.type = "button";
        chip.title = `${topic.zh ? `${topic.zh}; ` : ""}${topic.about}`;
        chip.addEventListener("click", () =>
          this.change({ topic: this.view.topic === topic.id ? "" : topic.id }, true));
        this.labels[topic.id] = { chip, label: topic.label };
        list.append(chip);
      }
      if (!found.length) list.append(make("span", "none", this.data.words.no_topic));
      const group = make("div", `group ${tone}`,
        make("h3", "", heading), list);
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", heading);
      widths.push(`minmax(9rem, ${Math.max(3, found.length)}fr)`);
      box.append(group);
    }
    // As much room for each group as it has topics, so that they take few lines together.
    box.style.gridTemplateColumns = widths.join(" ");
    return box;
  }

  column(side) {
    const about = this.data.sides[side];
    const text = make("div", "text");
    text.lang = about.lang;
    if (about.title) text.append(make("p", "title", about.title));
    for (const content of about.paragraphs) {
      const parts = content.map((one) =>
        typeof one === "string" ? document.createTextNode(one) : this.segment(side, one));
      const paragraph = make("p", "", ...parts);
      this.paragraphs.push(() => paragraph.replaceChildren(...parts));
      text.append(paragraph);
    }
    if (this.spans[side].length) this.spans[side][0].tabIndex = 0;
    const scroll = make("div", "scroll", text);
    scroll.addEventListener("scroll", () => this.draw(), { passive: true });
    this.columns[side] = scroll;
    const column = make("section", `column ${side}`, make("h3", "side", about.name), scroll);
    column.setAttribute("aria-label", `Text of ${about.name}`);
    return column;
  }

  segment(side, index) {
    const about = this.data.sides[side].segments[index];
    const span = make("span", `segment ${css(about.status)}`);
    span.setAttribute("role", "button");
    span.setAttribute("aria-pressed", "false");
    span.tabIndex = -1;
    const status = this.data.statuses.find((one) => one.id === about.status);
    const cue = make("span", "cue");
    cue.dataset.mark = status.mark;
    cue.setAttribute("aria-hidden", "true");
    span.append(cue);
    for (const run of about.runs) {
      const looks = [run.shifts.length ? "shift" : "", run.topics.length ? "name" : ""];
      const part = make("span", looks.join(" ").trim(), run.text);
      part.dataset.topics = run.topics.join(" ");
      span.append(part);
    }
    const said = make("span", "hidden", this.about(side, index));
    said.lang = "en";
    span.append(said);
    span.addEventListener("pointermove", (event) => {
      // A passage that the page brings under a pointer at rest is not pointed at.
      const rests = this.pointer === `${event.screenX} ${event.screenY}`;
      if (event.pointerType === "touch" || rests || this.over === span) return;
      this.over = span;
      // A pointer that only crosses a passage on its way moves nothing.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.point({ side, index }), 90);
    });
    span.addEventListener("pointerleave", () => {
      this.over = null;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.point(null), 250);
    });
    span.addEventListener("focus", () => {
      for (const one of this.spans[side]) one.tabIndex = -1;
      span.tabIndex = 0;
      if (span.matches(":focus-visible")) this.point({ side, index });
    });
    span.addEventListener("click", () => this.pin(side, index));
    this.spans[side][index] = span;
    return span;
  }

  /** What ears are told of a passage. */
  about(side, index) {
    const { status, sure } = this.data.sides[side].segments[index];
    const { word } = this.data.statuses.find((one) => one.id === status);
    return ` (${word}${sure ? `, ${sure}` : ""})`;
  }

  // --- what is shown ---------------------------------------------------------------------

  /**
   * Take over a view that the dashboard draws, unless it is the answer to a choice made here:
   * who picks a second passage before the page has answered the first keeps the second.
   */
  receive(view) {
    const text = JSON.stringify(view);
    if (text === this.answered) return;
    const place = this.sent.indexOf(text);
    if (place < 0) {
      this.card.notes.close();
      this.apply(view);
    }
    this.sent.splice(0, place < 0 ? this.sent.length : place + 1);
    this.answered = text;
  }

  /** Show what is highlighted by now. */
  showMarks(marks, taken) {
    const notes = this.card.notes;
    notes.receive(marks, taken);
    for (const side of SIDES) {
      this.spans[side].forEach((span, index) => {
        const found = notes.of(side, index);
        span.classList.toggle("marked", found.length > 0);
        span.classList.toggle("noted", found.some((one) => one.note));
        span.lastChild.textContent = this.about(side, index) + (found.length ? `, ${this.data.words.highlighted}` : "");
      });
    }
    this.card.show(this.card.place);
  }

  /** Show a view that came from the address. */
  apply(view, first = false) {
    const moved = JSON.stringify(view.passage) !== JSON.stringify(this.view.passage);
    this.view = { ...view };
    this.arrange();
    this.filter();
    if (first || moved) this.point(null);
    if (view.passage && (first || moved)) this.center(view.passage[0], view.passage[1]);
    else if (first) this.towards();
  }

  /** Change the view by hand, and tell the dashboard, which writes it into the address. */
  change(parts, scroll = false) {
    if ("passage" in parts) this.card.notes.close();
    this.view = { ...this.view, ...parts };
    this.arrange();
    this.filter();
    this.point(null);
    if ("aligned" in parts && this.view.passage) this.center(...this.view.passage);
    if (scroll) this.towards();
    this.sent.push(JSON.stringify(this.view));
    this.report({ ...this.view });
  }

  filter() {
    const { statuses, topic } = this.view;
    for (const [id, chip] of Object.entries(this.chips)) {
      chip.setAttribute("aria-pressed", String(statuses.includes(id)));
    }
    for (const [id, { chip }] of Object.entries(this.labels)) {
      chip.setAttribute("aria-pressed", String(id === topic));
    }
    this.clear.disabled = !statuses.length && !topic && !this.view.passage;
    for (const side of SIDES) {
      this.spans[side].forEach((span, index) => {
        const about = this.data.sides[side].segments[index];
        const shown = (!statuses.length || statuses.includes(about.status))
          && (!topic || this.raising(topic, side).includes(index));
        span.classList.toggle("faded", !shown);
        for (const part of span.querySelectorAll(".name")) {
          part.classList.toggle("lit", part.dataset.topics.split(" ").includes(topic));
        }
      });
    }
    this.draw();
  }

  raising(topic, side) {
    const found = this.data.topics.find((one) => one.id === topic);
    return found ? found[side] : [];
  }

  /** Bring the first passages that the filters show into sight, if there are filters. */
  towards() {
    if (!this.view.topic && !this.view.statuses.length) return;
    for (const side of SIDES) {
      const first = this.spans[side].find((span) => !span.classList.contains("faded"));
      if (first) this.scrollTo(side, first);
    }
  }

  pin(side, index) {
    const [s, i] = this.view.passage ?? [];
    this.change({ passage: s === side && i === index ? null : [side, index] });
    this.point({ side, index });
  }

  /** Light up a passage and its counterparts; null goes back to the one picked out, if any. */
  point(place) {
    const [side, index] = place ? [place.side, place.index] : this.view.passage ?? [];
    const known = side && this.spans[side][index];
    this.pointed = known ? { side, index } : null;
    for (const s of SIDES) {
      this.spans[s].forEach((span, i) => {
        span.classList.remove("here", "linked", "near");
        const pinned = this.view.passage && s === this.view.passage[0] && i === this.view.passage[1];
        span.setAttribute("aria-pressed", String(Boolean(pinned)));
      });
    }
    this.body.classList.toggle("pointing", Boolean(known));
    if (known) {
      known.classList.add("here");
      const there = this.counterparts(side, index);
      const about = this.data.sides[side].segments[index];
      for (const i of there) this.spans[other(side)][i].classList.add("linked");
      // A greeting has no counterpart to speak of; the other text stays where it is.
      const goal = there.length ? there[0] : about.status === "procedural" ? null : about.nearest;
      if (!there.length && goal !== null) this.spans[other(side)][goal]?.classList.add("near");
      // In rows it stands beside, and what is pointed at must not move away.
      if (goal !== null && goal !== undefined && !this.view.aligned) this.scrollTo(other(side), this.spans[other(side)][goal]);
    }
    this.card.show(this.pointed);
    this.draw();
  }

  counterparts(side, index) {
    const found = this.data.sides[side].segments[index].links
      .flatMap((k) => this.data.links[k][other(side)]);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  center(side, index) {
    const span = this.spans[side][index];
    if (span) this.scrollTo(side, span);
  }

  scrollTo(side, span) {
    const box = this.frameOf(side), frame = box.getBoundingClientRect();
    const place = span.getBoundingClientRect();
    if (place.top >= frame.top + 8 && place.bottom <= frame.bottom - 8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const aim = Math.max(0, (frame.height - Math.min(place.height, frame.height)) / 3);
    box.scrollTo({ top: box.scrollTop + place.top - frame.top - aim, behavior: calm ? "auto" : "smooth" });
  }

  /** Draw the lines anew, once per frame. */
  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.lines.draw(this.pointed));
  }

  // --- finding ---------------------------------------------------------------------------

  search() {
    const wanted = this.find.value.trim().toLocaleLowerCase();
    this.hits = [];
    for (const side of SIDES) {
      this.spans[side].forEach((span, index) => {
        const words = this.data.sides[side].segments[index].runs.map((run) => run.text).join("");
        const hit = wanted && words.toLocaleLowerCase().includes(wanted);
        span.classList.toggle("hit", Boolean(hit));
        if (hit) this.hits.push({ side, index });
      });
    }
    this.hit = 0;
    const count = (side) => this.hits.filter((one) => one.side === side).length;
    this.found.textContent = wanted
      ? `${this.data.sides.left.name} ${count("left")}, ${this.data.sides.right.name} ${count("right")}`
      : "";
    if (this.hits.length) for (const side of SIDES) this.revealFirst(side);
  }

  revealFirst(side) {
    const first = this.hits.find((one) => one.side === side);
    if (first) this.center(side, first.index);
  }

  reveal() {
    const { side, index } = this.hits[this.hit];
    this.center(side, index);
    this.point({ side, index });
  }

  // --- keyboard --------------------------------------------------------------------------

  key(event) {
    if (event.key.toLowerCase() === "n" && event.target !== this.find
        && !(event.ctrlKey || event.metaKey || event.altKey)) {
      this.step(event.shiftKey ? -1 : 1);
      event.preventDefault();
      return;
    }
    if (event.key.toLowerCase() === "h" && this.view.passage && event.target !== this.find
        && !(event.ctrlKey || event.metaKey || event.altKey)) {
      this.card.notes.toggle(...this.view.passage);
      event.preventDefault();
      return;
    }
    if (event.key === "Escape" && this.view.passage) {
      this.change({ passage: null });
      return;
    }
    const span = event.target.closest?.(".segment");
    if (!span) return;
    const side = this.spans.left.includes(span) ? "left" : "right";
    const index = this.spans[side].indexOf(span);
    const last = this.spans[side].length - 1;
    const steps = { ArrowDown: Math.min(index + 1, last), ArrowUp: Math.max(index - 1, 0), Home: 0, End: last };
    let goal = event.key in steps ? [side, steps[event.key]] : null;
    if ((event.key === "ArrowRight" && side === "left") || (event.key === "ArrowLeft" && side === "right")) {
      const there = this.counterparts(side, index);
      const to = there.length ? there[0] : this.data.sides[side].segments[index].nearest;
      goal = to === null ? null : [other(side), to];
    }
    if (event.key === "Enter" || event.key === " ") this.pin(side, index);
    else if (!goal) return;
    event.preventDefault();
    if (goal) {
      this.scrollTo(goal[0], this.spans[goal[0]][goal[1]]);
      this.spans[goal[0]][goal[1]].focus({ preventScroll: true });
    }
  }

  close() {
    this.observer.disconnect();
    clearTimeout(this.timer);
    clearTimeout(this.card.notes.timer);
    cancelAnimationFrame(this.frame);
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  if (root.reader && root.reader.data.id === data.id) {
    root.reader.receive(data.view);
    root.reader.showMarks(data.marks, data.taken);
  } else {
    root.reader?.close();
    root.reader = new Reader(root, data, (view) => setStateValue("view", view), (asked) => setTriggerValue("mark", asked));
  }
  return () => root.reader?.close();
}
