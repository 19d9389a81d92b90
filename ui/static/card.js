// The card beside the texts: what is known about one passage.

class Card {
  constructor(data) {
    this.data = data;
    this.element = make("aside", "card");
    this.element.setAttribute("aria-live", "polite");
    this.element.setAttribute("aria-label", "About the passage");
  }

  /** Show a passage, with the indices of its counterparts in the other text; null shows how. */
  show(place, counterparts = []) {
    if (!place) {
      this.element.replaceChildren(make("p", "hint",
        "Point at a passage to see what answers it in the other text; click to keep it. " +
        "With the keyboard: Tab to a text, arrows from passage to passage, Enter to keep, " +
        "Left and Right to cross over."));
      return;
    }
    const { side, index } = place;
    const sides = this.data.sides, about = sides[side].segments[index];
    const status = this.data.statuses.find((one) => one.id === about.status);
    const mark = make("span", "mark", status.mark);
    mark.setAttribute("aria-hidden", "true");
    const head = make("p", `head ${css(about.status)}`,
      make("span", "badge", mark, ` ${status.word}`), make("span", "sure", about.sure));
    const parts = [head];
    if (about.reason) parts.push(make("p", "reason", about.reason));
    if (about.speaker) parts.push(make("p", "quiet", `Words of: ${about.speaker}`));
    const links = about.links.map((k) => this.data.links[k]);
    if (links.length) {
      const sure = Math.max(...links.map((link) => link.probability));
      const count = counterparts.length;
      parts.push(make("p", "quiet",
        `Linked to ${count} ${count === 1 ? "passage" : "passages"} of ${sides[side].other}, ${Math.round(100 * sure)}% sure`));
    } else if (about.nearest !== null && about.status !== "procedural") {
      const enough = ["left_out", "unclear"].includes(about.status) ? ", not enough" : "";
      parts.push(make("p", "quiet", `Nearest passage of ${sides[side].other}${enough}:`),
        this.quote(other(side), about.nearest));
    }
    if (about.topics.length) {
      const names = about.topics.map((id) => make("span", "tag", this.label(id)));
      parts.push(make("p", "tags", ...names));
    }
    for (const shift of this.data.shifts.filter((one) => about.links.includes(one.link))) {
      parts.push(this.shift(shift));
    }
    this.element.replaceChildren(...parts);
    this.element.scrollTop = 0;
  }

  quote(side, index) {
    const words = this.data.sides[side].segments[index].runs.map((run) => run.text).join("");
    const quote = make("p", "quote", words);
    quote.lang = this.data.sides[side].lang;
    return quote;
  }

  shift(shift) {
    const words = SIDES.map((side) => {
      const term = make("span", shift[side] ? "word" : "word none", shift[side] || "nothing");
      if (shift[side]) term.lang = this.data.sides[side].lang;
      return term;
    });
    const box = make("div", "wording", make("p", "quiet", `Wording: ${shift.what}`),
      make("p", "", words[0], " | ", words[1]));
    if (shift.reason) box.append(make("p", "quiet", shift.reason));
    return box;
  }

  label(id) {
    return this.data.topics.find((topic) => topic.id === id)?.label ?? id;
  }
}
