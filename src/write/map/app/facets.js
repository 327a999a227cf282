// Filters that are the legend too: each row shows the mark, a name and how many events it would give.

const ACTORS_SHOWN = 8;

function makeFacets(state, actors, holders) {
  const root = byId("facets");
  const rows = new Map();
  let actorQuery = "", allActors = false;

  /** Turns one value of a set filter on or off; a set that holds everything is no filter. */
  const toggle = (name, all, value) => {
    const now = new Set(state[name] ?? all);
    if (now.has(value)) now.delete(value);
    else now.add(value);
    state.change({ [name]: all.every((each) => now.has(each)) ? null : now });
  };
  const row = (key, icon, label, title, act) => {
    const count = element("span", { class: "count" });
    const button = element("button", { type: "button", class: "facet", "aria-pressed": "true", title, on: { click: act } }, element("span", { class: "icon" }, icon), element("span", { class: "label", dir: "auto" }, label), count);
    rows.set(key, { button, count });
    return button;
  };
  const group = (title, ...children) => element("section", { class: "facet-group" }, element("h2", {}, title), ...children);

  const typesPresent = EVENT_TYPES.map((_, index) => index).filter((index) => state.events.some((event) => event.type === index));
  const statusesPresent = STATUSES.map((status) => status.key).filter((key) => state.events.some((event) => event.status === key));
  const allStatuses = STATUSES.map((status) => status.key);
  root.append(
    group("Type", typesPresent.map((index) => row("type" + index, markIcon(index), EVENT_TYPES[index].label, "Show or hide: " + EVENT_TYPES[index].label, () => toggle("types", typesPresent, index)))),
    group("Status", statusesPresent.map((key) => {
      const status = STATUSES[STATUS_INDEX.get(key)];
      return row("status" + key, markIcon(TYPE_INDEX.get("Protests"), "exact", key), status.label, `${status.label}: ${status.says}`, () => toggle("statuses", allStatuses, key));
    })),
  );
  root.querySelectorAll(".facet-group:nth-of-type(2) .mark").forEach((icon) => icon.classList.add("neutral"));

  const precise = state.events.some((event) => event.onMap) ? 0 : -1;
  root.append(group("Place",
    element("div", { class: "key" }, element("span", { class: "icon" }, markIcon(5, "exact")), element("span", {}, "Solid: exact place")),
    element("div", { class: "key" }, element("span", { class: "icon" }, markIcon(5, "near")), element("span", {}, "Hollow: near here")),
    element("div", { class: "key" }, element("span", { class: "icon dotted" }), element("span", {}, "Dotted outline: only the area is known")),
    precise === 0 ? element("div", { class: "key" }, element("span", { class: "icon ring" }, "3"), element("span", {}, "Ring: several events, by type")) : null,
    element("div", { class: "key" }, element("span", { class: "icon disputed" }), element("span", {}, "Dashed: disputed line")),
  ));
  if (holders.size) root.append(group("Control areas", [...holders].map(([name, colour]) => {
    const swatch = element("span", { class: "icon swatch" });
    swatch.style.background = colour;
    return element("div", { class: "key" }, swatch, element("span", { dir: "auto" }, name));
  })));

  const actorList = element("div", { class: "actors" });
  const actorSearch = element("input", { type: "search", placeholder: "Find an actor", "aria-label": "Find an actor", dir: "auto", autocomplete: "off", on: { input: () => { actorQuery = actorSearch.value.toLowerCase(); fillActors(); } } });
  if (actors.size) root.append(group("Actors", actors.size > ACTORS_SHOWN ? actorSearch : null, actorList));

  function fillActors() {
    const counts = new Map();
    for (const event of state.passing("actor")) for (const actor of event.actors) counts.set(actor, (counts.get(actor) || 0) + 1);
    const chosen = state.actors ?? new Set();
    const sorted = [...actors.keys()].filter((key) => (counts.has(key) || chosen.has(key)) && actors.get(key).toLowerCase().includes(actorQuery))
      .sort((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)) || (counts.get(b) || 0) - (counts.get(a) || 0) || actors.get(a).localeCompare(actors.get(b)));
    const focused = actorList.contains(document.activeElement) ? document.activeElement.dataset.actor : null;
    actorList.replaceChildren(...sorted.slice(0, allActors ? 200 : ACTORS_SHOWN).map((key) => element("button", {
      type: "button", class: "facet actor", "data-actor": key, "aria-pressed": String(chosen.has(key)), title: actors.get(key),
      on: { click: () => {
        const next = new Set(chosen);
        if (next.has(key)) next.delete(key);
        else next.add(key);
        state.change({ actors: next.size ? next : null });
      } },
    }, element("span", { class: "label", dir: "auto" }, actors.get(key)), element("span", { class: "count" }, String(counts.get(key) || 0)))));
    if (sorted.length > ACTORS_SHOWN) actorList.append(element("button", { type: "button", class: "more", on: { click: () => { allActors = !allActors; fillActors(); } } }, allActors ? "Fewer" : `${sorted.length - ACTORS_SHOWN} more`));
    if (focused !== null) [...actorList.children].find((child) => child.dataset.actor === focused)?.focus();
  }

  const refresh = () => {
    const byType = new Map(), byStatus = new Map();
    for (const event of state.passing("type")) byType.set(event.type, (byType.get(event.type) || 0) + 1);
    for (const event of state.passing("status")) byStatus.set(event.status, (byStatus.get(event.status) || 0) + 1);
    const set = (key, count, on) => {
      const { button, count: label } = rows.get(key);
      label.textContent = (count || 0).toLocaleString("en");
      button.setAttribute("aria-pressed", String(on));
    };
    for (const index of typesPresent) set("type" + index, byType.get(index), state.types === null || state.types.has(index));
    for (const key of statusesPresent) set("status" + key, byStatus.get(key), state.statuses === null || state.statuses.has(key));
    fillActors();
  };
  refresh();
  return { refresh };
}
