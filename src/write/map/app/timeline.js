// The time axis: a histogram by type with a brush, steps and play. Background statements and events dated only to a
// long span lie on it where they fit, but never stretch it.

const LONG_SPAN_DAYS = 31;
const PLAY_MS = 800;
const MOST_BINS = 90;

/** The first and last day of the axis; null where no event has a day. */
function timeDomain(events) {
  const dated = events.filter((event) => event.day !== null);
  const firm = dated.filter((event) => event.status !== "background" && event.lastDay - event.firstDay <= LONG_SPAN_DAYS);
  const usual = firm.filter((event) => DEFAULT_STATUSES.includes(event.status));
  const days = (usual.length ? usual : firm.length ? firm : dated).map((event) => event.day);
  if (days.length === 0) return null;
  return days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [days[0], days[0]]);
}

/** Bins of days, weeks, months or years over the domain: [{from, to}] in days, both inside. */
function timeBins([first, last]) {
  const span = last - first + 1;
  const step = span <= MOST_BINS ? 1 : span <= MOST_BINS * 7 ? 7 : 0;
  const bins = [];
  if (step) {
    // Weeks begin on Monday; day 4 of the epoch was one.
    const start = step === 7 ? first - ((((first - 4) % 7) + 7) % 7) : first;
    for (let from = start; from <= last; from += step) bins.push({ from, to: from + step - 1 });
    return { unit: step === 1 ? "day" : "week", bins };
  }
  const months = span <= MOST_BINS * 31 ? 1 : 12;
  const begin = new Date(first * DAY);
  for (let year = begin.getUTCFullYear(), month = months === 12 ? 0 : begin.getUTCMonth(); ; month += months) {
    const from = Math.round(Date.UTC(year, month, 1) / DAY);
    if (from > last) break;
    bins.push({ from, to: Math.round(Date.UTC(year, month + months, 1) / DAY) - 1 });
  }
  return { unit: months === 1 ? "month" : "year", bins };
}

function makeTimeline(state) {
  const root = byId("histogram"), domain = timeDomain(state.events);
  const label = byId("time-label"), play = byId("play"), clear = byId("time-clear");
  if (!domain) {
    byId("timeline").classList.add("empty");
    root.append(element("p", {}, "No event has a date."));
    for (const id of ["step-back", "play", "step-on"]) byId(id).disabled = true;
    return { refresh() {}, resize() {} };
  }
  const { unit, bins } = timeBins(domain);
  const first = bins[0].from, last = bins[bins.length - 1].to;
  const svg = svgElement("svg", { "aria-hidden": "true" });
  const makeHandle = (name) => element("div", { class: "handle", role: "slider", tabindex: "0", "aria-label": name, "aria-valuemin": "0", "aria-valuemax": String(bins.length - 1) });
  const handles = [makeHandle("First " + unit), makeHandle("Last " + unit)];
  const brush = element("div", { class: "brush", hidden: true });
  root.append(svg, brush, ...handles);
  let width = 0, height = 0, timer = 0;

  const binOf = (day) => {
    let low = 0, high = bins.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bins[middle].to < day) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const range = () => (state.from === null ? [0, bins.length - 1] : [binOf(clamp(state.from, first, last)), binOf(clamp(state.to, first, last))]);
  /** Brushes bins; an edge of the axis is a limit only where the other edge is moved or the brush is explicit. */
  const setRange = (from, to, whole) => {
    if (whole && from === 0 && to === bins.length - 1) state.change({ from: null, to: null, only: null });
    else state.change({ from: bins[from].from, to: bins[to].to, only: state.only === "dateless" ? null : state.only });
  };
  const binName = (index) => {
    const { from, to } = bins[index];
    if (unit === "day") return shortDate(from);
    if (unit === "week") return "week of " + shortDate(from);
    const options = unit === "month" ? { month: "short", year: "numeric", timeZone: "UTC" } : { year: "numeric", timeZone: "UTC" };
    return new Date(((from + to) / 2) * DAY).toLocaleDateString("en-GB", options);
  };

  function refresh() {
    const counts = bins.map(() => new Uint32Array(EVENT_TYPES.length));
    let outside = 0;
    for (const event of state.passing("date")) {
      if (event.day === null) continue;
      if (event.day < first || event.day > last) outside++;
      else counts[binOf(event.day)][event.type]++;
    }
    const totals = counts.map((bin) => bin.reduce((sum, count) => sum + count, 0));
    const most = Math.max(1, ...totals), chart = height - 18, slot = width / bins.length, gap = slot > 6 ? 2 : slot > 3 ? 1 : 0;
    const [from, to] = range(), brushed = state.from !== null;
    const parts = [];
    counts.forEach((bin, index) => {
      let top = chart;
      const inside = !brushed || (index >= from && index <= to);
      bin.forEach((count, type) => {
        if (count === 0) return;
        const tall = Math.max(1.5, (count / most) * (chart - 12));
        top -= tall;
        const wide = Math.min(slot - gap, 46);
        parts.push(svgElement("rect", { x: (index * slot + (slot - wide) / 2).toFixed(2), y: top.toFixed(2), width: Math.max(0.8, wide).toFixed(2), height: tall.toFixed(2), fill: EVENT_TYPES[type].colour, opacity: inside ? 1 : 0.25 }));
      });
      if (totals[index] && slot > 18) {
        const text = svgElement("text", { x: ((index + 0.5) * slot).toFixed(1), y: (top - 3).toFixed(1), "text-anchor": "middle", class: "bin-count" });
        text.textContent = totals[index];
        parts.push(text);
      }
    });
    parts.push(svgElement("line", { x1: 0, x2: width, y1: chart + 0.5, y2: chart + 0.5, class: "axis" }));
    const labelWide = unit === "year" ? 44 : unit === "day" && slot > 52 ? 50 : 84, every = Math.max(1, Math.ceil(labelWide / slot));
    for (let index = 0; index < bins.length; index += every) {
      const x = (index + 0.5) * slot;
      if (x + labelWide / 2 > width + 14) break;
      const text = svgElement("text", { x: Math.max(x, index === 0 ? Math.min(labelWide / 2 - 8, slot / 2 + 40) : x).toFixed(1), y: height - 4, "text-anchor": "middle", class: "tick" });
      const day = bins[index].from;
      text.textContent = unit === "day" && every === 1 && index > 0 ? new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" })
        : unit === "day" || unit === "week" ? new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC", ...(index === 0 ? { year: "2-digit" } : {}) }) : binName(index);
      parts.push(text);
    }
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, width)} ${Math.max(1, height)}`);
    svg.replaceChildren(...parts);
    brush.hidden = !brushed;
    brush.style.left = from * slot + "px";
    brush.style.width = (to - from + 1) * slot + "px";
    handles.forEach((handle, side) => {
      const index = side === 0 ? from : to;
      handle.style.left = (side === 0 ? from : to + 1) * slot + "px";
      handle.setAttribute("aria-valuenow", String(index));
      handle.setAttribute("aria-valuetext", binName(index));
      handle.classList.toggle("idle", !brushed);
    });
    const beyond = outside ? ` · ${outside} off this axis` : "";
    label.textContent = brushed ? (state.from === state.to ? shortDate(state.from) : `${shortDate(state.from)} – ${shortDate(state.to)}`) : `${shortDate(Math.max(first, domain[0]))} – ${shortDate(domain[1])}${beyond}`;
    clear.hidden = !brushed;
  }

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  };
  /** Moves the brush by its own unit; from no brush, it begins at an edge of the axis. */
  const step = (by) => {
    if (state.from === null) return setRange(...(by > 0 ? [0, 0] : [bins.length - 1, bins.length - 1]));
    const [from, to] = range(), wide = to - from;
    const next = clamp(from + by, 0, bins.length - 1 - wide);
    setRange(next, next + wide);
    return next !== from;
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    const [from, to] = range();
    if (state.from === null || to === bins.length - 1) setRange(0, state.from === null ? 0 : to - from);
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      if (step(1) === false) stop();
    }, PLAY_MS);
  });
  byId("step-back").addEventListener("click", () => { stop(); step(-1); });
  byId("step-on").addEventListener("click", () => { stop(); step(1); });
  clear.addEventListener("click", () => { stop(); state.change({ from: null, to: null }); });

  // Dragging on the histogram draws a brush; dragging a handle or the brush moves it; a click takes one bin.
  let drag = null;
  const binAt = (clientX) => {
    const box = root.getBoundingClientRect();
    return clamp(Math.floor(((clientX - box.left) / box.width) * bins.length), 0, bins.length - 1);
  };
  root.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    stop();
    const side = handles.indexOf(event.target), at = binAt(event.clientX), [from, to] = range();
    if (side >= 0) drag = { anchor: side === 0 ? to : from, moved: true };
    else if (event.target === brush && to - from < bins.length - 1) drag = { slide: at, from, to, moved: false };
    else drag = { anchor: at, moved: false };
    drag.at = at;
    root.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (side >= 0) handles[side].focus();
  });
  root.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const at = binAt(event.clientX);
    if (at === drag.at) return;
    drag.at = at;
    drag.moved = true;
    if (drag.slide !== undefined) {
      const from = clamp(drag.from + at - drag.slide, 0, bins.length - 1 - (drag.to - drag.from));
      setRange(from, from + drag.to - drag.from);
    } else setRange(Math.min(drag.anchor, at), Math.max(drag.anchor, at), true);
  });
  root.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { moved } = drag;
    drag = null;
    if (moved) return;
    const at = binAt(event.clientX), [from, to] = range();
    if (state.from !== null && from === to && from === at) state.change({ from: null, to: null });
    else setRange(at, at);
  });
  root.addEventListener("pointercancel", () => { drag = null; });
  handles.forEach((handle, side) => handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -bins.length, End: bins.length }[event.key];
    if (event.key === "Escape") return state.change({ from: null, to: null });
    if (by === undefined) return;
    event.preventDefault();
    stop();
    const [from, to] = range();
    if (side === 0) setRange(clamp(from + by, 0, to), to, true);
    else setRange(from, clamp(to + by, from, bins.length - 1), true);
  }));

  const resize = () => {
    const box = root.getBoundingClientRect();
    if (box.width === 0 || (box.width === width && box.height === height)) return;
    width = box.width;
    height = box.height;
    refresh();
  };
  return { refresh, resize };
}
