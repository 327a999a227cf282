// What stands in the map's frame: title, date, credit, caution, scale bar, tray of what has no point, counts.

const CAUTION = "Machine-coded, not verified";

function fillMasthead(meta) {
  byId("title").textContent = meta.title || "Situation map";
  const asOf = meta.as_of ? "As of " + (dayOf(meta.as_of) !== null && /^\d{4}-\d\d-\d\d/.test(meta.as_of) ? shortDate(dayOf(meta.as_of)) : meta.as_of) : "Date of the reports not given";
  byId("subtitle").append(element("span", { class: "as-of" }, asOf), element("strong", { class: "caution" }, CAUTION));
  if (meta.note) {
    byId("note").textContent = meta.note;
    byId("note").hidden = false;
  }
  byId("credit").append(...[meta.credit, "Base map: Natural Earth", meta.places_credit ?? "Places: GeoNames", "sitmap " + (meta.version || "")].filter(Boolean).map((part) => element("span", { dir: "auto" }, part)));
}

function drawScale(view) {
  const bar = byId("scale"), { camera, size } = view;
  const kmPerPixel = (2 * Math.PI * EARTH_RADIUS_KM * Math.cos(radians(latOf(camera.y)))) / camera.scale();
  const most = kmPerPixel * Math.min(120, size.width / 4);
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= most) || power;
  bar.style.width = Math.round(km / kmPerPixel) + "px";
  const label = km >= 1 ? km.toLocaleString("en") + " km" : Math.round(km * 1000) + " m";
  if (bar.firstElementChild.textContent !== label) bar.firstElementChild.textContent = label;
}

/** The tray: a chip for each area and country, and one for what has no place. */
function fillTray(tray, groups, actions) {
  tray.replaceChildren();
  const room = narrow() ? 2 : 5;
  tray.hidden = groups.length === 0;
  if (tray.hidden) return;
  tray.append(element("span", { class: "tray-title" }, "No point on the map:"));
  const chip = (group) => {
    const types = [...new Set(group.events.map((event) => event.type))].slice(0, 3).map((type) => markIcon(type, "area"));
    return element("button", {
      type: "button", class: "chip " + group.precision, title: PRECISIONS[group.precision],
      on: {
        click: () => actions.openArea(group),
        mouseenter: () => actions.lightArea(group), mouseleave: () => actions.lightArea(null),
        focus: () => actions.lightArea(group), blur: () => actions.lightArea(null),
      },
    }, element("span", { class: "icons" }, types), element("span", { class: "chip-name", dir: "auto" }, group.name), element("b", {}, group.events.length.toLocaleString("en")));
  };
  groups.slice(0, room).forEach((group) => tray.append(chip(group)));
  const rest = groups.slice(room);
  if (rest.length) {
    const events = rest.flatMap((group) => group.events);
    tray.append(element("button", { type: "button", class: "chip", on: { click: () => actions.showGroup(events, "Other areas") } }, `${rest.length} more`, element("b", {}, events.length.toLocaleString("en"))));
  }
}

function fillCounts(state) {
  const placeless = state.passing("only").filter((event) => event.placeless).length;
  const dateless = state.passing("only", "date").filter((event) => event.day === null).length;
  byId("count-shown").textContent = `${state.shown.length.toLocaleString("en")} of ${state.events.length.toLocaleString("en")} shown`;
  byId("count-placeless").textContent = `${placeless.toLocaleString("en")} without place`;
  byId("count-dateless").textContent = `${dateless.toLocaleString("en")} without date`;
  byId("count-placeless").setAttribute("aria-pressed", String(state.only === "placeless"));
  byId("count-dateless").setAttribute("aria-pressed", String(state.only === "dateless"));
  byId("reset").hidden = !state.isFiltered();
}

function attachCounts(state) {
  byId("count-shown").addEventListener("click", () => state.showAll());
  byId("count-placeless").addEventListener("click", () => state.change({ only: state.only === "placeless" ? null : "placeless" }));
  byId("count-dateless").addEventListener("click", () => state.change({ only: state.only === "dateless" ? null : "dateless" }));
  byId("reset").addEventListener("click", () => state.reset());
}
