// The address keeps what is seen: filters, view and selected event, after the # of the link.

function addressOf(state, camera) {
  const parts = new URLSearchParams();
  if (camera) parts.set("v", `${latOf(camera.y).toFixed(4)},${lonOf(camera.x).toFixed(4)},${camera.zoom.toFixed(2)}`);
  if (state.selected) parts.set("e", state.selected.id);
  if (state.types !== null) parts.set("t", [...state.types].map((index) => EVENT_TYPES[index].key).join("|"));
  if (!state.usualStatuses()) parts.set("s", state.statuses === null ? "all" : [...state.statuses].join("|"));
  if (state.actors !== null) parts.set("a", [...state.actors].join("|"));
  if (state.from !== null) parts.set("d", `${isoOf(state.from)}..${isoOf(state.to)}`);
  if (state.search) parts.set("q", state.search);
  if (state.only) parts.set("o", state.only);
  return "#" + parts.toString();
}

/** Reads an address back into changes of the state and a view; what it does not understand it leaves out. */
function readAddress(hash, state, actors) {
  const parts = new URLSearchParams(hash.replace(/^#/, "")), changes = {};
  const list = (name) => (parts.get(name) || "").split("|");
  if (parts.has("t")) changes.types = new Set(list("t").map((key) => TYPE_INDEX.get(key)).filter((index) => index !== undefined));
  if (parts.has("s")) changes.statuses = parts.get("s") === "all" ? null : new Set(list("s").filter((key) => STATUS_INDEX.has(key)));
  if (parts.has("a")) {
    const known = list("a").filter((key) => actors.has(key));
    if (known.length) changes.actors = new Set(known);
  }
  if (parts.has("d")) {
    const [from, to] = parts.get("d").split("..").map(dayOf);
    if (from !== null && to !== null && to !== undefined && from <= to) Object.assign(changes, { from, to });
  }
  if (parts.has("q")) changes.search = parts.get("q");
  if (["placeless", "dateless"].includes(parts.get("o"))) changes.only = parts.get("o");
  if (parts.has("e") && state.byId.has(parts.get("e"))) changes.selected = state.byId.get(parts.get("e"));
  const view = (parts.get("v") || "").split(",").map(Number);
  return { changes, view: view.length === 3 && view.every(Number.isFinite) && Math.abs(view[0]) <= 86 ? view : null };
}
