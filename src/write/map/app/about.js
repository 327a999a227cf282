// About this map: what it is and is not, how to read it, and the record of the run that made it.

/** Any JSON value as nested definition lists; plain text throughout. */
function recordView(value) {
  if (value === null || value === undefined || value === "") return element("span", { class: "muted" }, "none");
  if (Array.isArray(value)) {
    if (value.length === 0) return element("span", { class: "muted" }, "none");
    return element("ul", {}, value.map((item) => element("li", {}, recordView(item))));
  }
  if (typeof value === "object") return element("dl", {}, Object.entries(value).flatMap(([key, part]) => [element("dt", {}, key.replace(/_/g, " ")), element("dd", {}, recordView(part))]));
  const text = String(value);
  return /^[0-9a-f]{64}$/.test(text) ? element("code", { title: "SHA-256" }, text) : document.createTextNode(text);
}

function makeAbout(meta, run, disputed) {
  const dialog = byId("about"), close = element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => dialog.close() } }, "×");
  const names = (disputed?.features || []).map((feature) => feature.properties?.name).filter(Boolean);
  dialog.append(
    element("div", { class: "about-head" }, element("h2", { id: "about-title" }, "About this map"), close),
    element("p", { class: "warning" }, element("strong", {}, "Machine-coded, not verified. Not for targeting, routing or decisions on movement.")),
    element("p", {}, "A program read the reports and placed their events. Every value points at the words it came from: open an event to see them. Deaths are given per event, on the word of whoever states them, and are not added up: several reports may tell of the same dead."),
    element("h3", {}, "How to read it"),
    element("ul", {},
      element("li", {}, "A solid mark stands on a named place. A hollow mark stands for somewhere around it; select it to see the radius on the ground. A dotted outline, or a name in the bar at the foot of the map, is an event of which only the area is known."),
      element("li", {}, "A ring with a number holds several events; its colours are their types. Events of one place fan out when it is opened."),
      element("li", {}, "The map opens on what was reported to have happened or to go on. Claims, expectations, denials and background are there to switch on under Status."),
      element("li", {}, "The time axis follows reported events; statements about earlier history do not stretch it."),
      element("li", {}, "The address keeps the filters, the view and the selected event, so a link brings back what you see.")),
    element("h3", {}, "Lines and names"),
    element("p", {}, "Disputed lines are dashed and no side is taken. The shapes are coarse and settle nothing." + (names.length ? " Dashed: " + names.join("; ") + "." : "")),
    element("h3", {}, "Keys"),
    element("p", {}, "On the map: arrows move, + and − zoom, 0 shows all, N and P step through the events. In the list: arrows, Enter. On the time axis: arrows move each end. Escape closes."),
    element("h3", {}, "How this file was made"),
    element("div", { class: "record" }, recordView(run || { version: meta.version })),
  );
  byId("about-open").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
