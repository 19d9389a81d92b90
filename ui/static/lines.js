// Lines across the gutter between linked passages that are both in sight.

class Lines {
  /** `body` is the frame of both texts, `columns` and `spans` are by side. */
  constructor(data, body, columns, spans) {
    Object.assign(this, { data, body, columns, spans });
    this.element = document.createElementNS(SVG, "svg");
    this.element.setAttribute("class", "lines");
    this.element.setAttribute("aria-hidden", "true");
    body.append(this.element);
  }

  /** Draw all links; those of the passage that is pointed at stand out. */
  draw(active) {
    const body = this.body.getBoundingClientRect();
    const frames = SIDES.map((side) => this.columns[side].getBoundingClientRect());
    this.element.setAttribute("viewBox", `0 0 ${body.width} ${body.height}`);
    this.element.replaceChildren();
    const x1 = frames[0].right - body.left, x2 = frames[1].left - body.left;
    if (x2 - x1 < 16) return;
    this.data.links.forEach((link) => {
      for (const i of link.left) {
        for (const j of link.right) {
          const on = active && ((active.side === "left" && active.index === i)
            || (active.side === "right" && active.index === j));
          this.line(i, j, x1, x2, frames, body, on);
        }
      }
    });
  }

  line(i, j, x1, x2, frames, body, on) {
    const spans = [this.spans.left[i], this.spans.right[j]];
    const boxes = spans.map((span) => span.getBoundingClientRect());
    const visible = boxes.every((box, k) => box.bottom > frames[k].top && box.top < frames[k].bottom);
    if (!visible) return;
    const [y1, y2] = boxes.map((box, k) => {
      const top = Math.max(box.top, frames[k].top), bottom = Math.min(box.bottom, frames[k].bottom);
      return (top + bottom) / 2 - body.top;
    });
    const path = document.createElementNS(SVG, "path");
    const bend = (x2 - x1) / 2;
    path.setAttribute("d", `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
    const faded = spans.some((span) => span.classList.contains("faded"));
    path.setAttribute("class", on ? "on" : faded ? "faded" : "");
    this.element.append(path);
  }
}
