// The list of the events shown: the same events as the map, for eyes, keys and screen readers. Only the rows in sight
// are in the page, so ten thousand events scroll as ten do.

const ROW_HEIGHT = 66;

const whereText = (row) => {
  if (!row.location_name) return "No place";
  const parts = [row.location_name];
  if (row.location_admin1 && row.location_admin1 !== row.location_name && row.location_level !== "province") parts.push(row.location_admin1);
  return parts.join(", ");
};
const PLACE_PREFIX = { near: "near ", distance: "", direction: "", road: "road by ", border: "border of " };
const BASIS_SHORT = { near: "near", distance: "at a distance from", direction: "in a direction from", road: "on the road", between: "between", border: "on the border", area: "area of", inherited: "from context" };

function dateText(event) {
  const { row } = event;
  if (event.day === null) return row.date_text ? `Date unclear (“${row.date_text}”)` : "No date";
  if (event.firstDay !== null && event.lastDay !== null && event.firstDay !== event.lastDay) return `${shortDate(event.firstDay)} – ${shortDate(event.lastDay)}`;
  return shortDate(event.day);
}

function makeList(state, actions) {
  const box = byId("list"), space = element("div", { class: "list-space", role: "presentation" });
  box.append(space);
  const rows = new Map();
  let order = [], active = -1;

  const rowOf = (event, index) => {
    const { row } = event, names = [row.actor1_name || row.actor1_text, row.actor2_name || row.actor2_text].filter(Boolean);
    const item = element("div", {
      class: "row", role: "option", id: "row-" + index, "aria-posinset": String(index + 1), "data-id": event.id,
    },
    element("span", { class: "icon" }, markIcon(event.type, event.precision, event.status)),
    element("span", { class: "row-head" }, element("b", {}, event.headline), element("span", { class: "row-date" }, dateText(event))),
    element("span", { class: "row-place", dir: "auto" }, whereText(row), event.precision === "near" && BASIS_SHORT[row.location_basis] ? element("i", {}, ` (${BASIS_SHORT[row.location_basis]})`) : event.precision === "area" ? element("i", {}, " (area only)") : event.precision === "wide" ? element("i", {}, " (country only)") : null),
    element("span", { class: "row-actors", dir: "auto" }, event.status !== "reported" ? element("em", { class: "status " + event.status }, STATUSES[STATUS_INDEX.get(event.status)].label) : null, names.join(" – ") || row.title || ""));
    item.style.top = index * ROW_HEIGHT + "px";
    return item;
  };

  const paint = () => {
    if (box.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - 4), last = Math.min(order.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW_HEIGHT) + 4);
    // A row keeps its element while it stays in sight: a click is lost when what was pressed is gone at release.
    for (const [index, { event, item }] of rows) {
      if (index >= first && index < last && order[index] === event) continue;
      item.remove();
      rows.delete(index);
    }
    for (let index = first; index < last; index++) {
      const event = order[index];
      if (!rows.has(index)) {
        const item = rowOf(event, index);
        rows.set(index, { event, item });
        space.append(item);
      }
      const { item } = rows.get(index);
      item.classList.toggle("selected", event === state.selected);
      item.classList.toggle("active", index === active);
      item.setAttribute("aria-selected", String(event === state.selected));
      item.setAttribute("aria-setsize", String(order.length));
    }
    if (active >= first && active < last) box.setAttribute("aria-activedescendant", "row-" + active);
    else box.removeAttribute("aria-activedescendant");
  };

  const reveal = (index) => {
    if (index < 0) return;
    const top = index * ROW_HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_HEIGHT - box.clientHeight;
  };

  const refresh = () => {
    // Newest first, as a reader of news expects; events without a date last, in the order of the reports.
    order = [...state.shown].sort((a, b) => (b.day ?? -Infinity) - (a.day ?? -Infinity) || a.index - b.index);
    active = order.indexOf(state.selected);
    space.style.height = order.length * ROW_HEIGHT + "px";
    byId("list-title").textContent = plural(order.length, "event");
    box.classList.toggle("nothing", order.length === 0);
    paint();
  };
  const select = () => {
    active = order.indexOf(state.selected);
    reveal(active);
    paint();
  };
  const step = (by) => {
    if (order.length === 0) return;
    const at = order.indexOf(state.selected);
    actions.choose(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : clamp(at + by, 0, order.length - 1)]);
  };

  box.addEventListener("scroll", () => requestAnimationFrame(paint), { passive: true });
  box.addEventListener("click", (event) => {
    const row = event.target.closest(".row"), found = [...rows.values()].find(({ item }) => item === row);
    if (found) actions.choose(found.event);
  });
  box.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / ROW_HEIGHT) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -order.length, End: order.length }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      active = clamp(active + by, 0, order.length - 1);
      reveal(active);
      paint();
    } else if ((event.key === "Enter" || event.key === " ") && order[active]) {
      event.preventDefault();
      actions.choose(order[active], true);
    }
  });
  box.addEventListener("focus", () => {
    if (active < 0 && order.length) {
      active = 0;
      paint();
    }
  });
  return { refresh, select, step, paint };
}
