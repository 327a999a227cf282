// Puts the page together.

function main() {
  const meta = readBlock("meta") || {}, topology = readBlock("basemap");
  const disputed = readBlock("disputed") ?? topologyLines(topology, topology?.objects.disputed);
  const { events, actors } = readEvents(readBlock("events") || []);
  byId("app").hidden = false;
  fillMasthead(meta);
  const state = makeState(events), address = readAddress(location.hash, state, actors);
  Object.keys(address.changes).length && state.change(address.changes);

  const base = prepareBasemap(topology, disputed, readBlock("lines"), readBlock("control"));
  const view = makeView(state, base, prepareLabels(readBlock("places"), events), readBlock("areas"));
  if (!view) {
    byId("canvas").hidden = true;
    byId("map-missing").hidden = false;
    byId("zoom").hidden = true;
  }
  makeAbout(meta, readBlock("run"), disputed);

  const app = byId("app"), tabs = [...byId("tabs").children];
  const showView = (name) => {
    app.dataset.view = name;
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.view === name)));
    fitParts();
  };
  tabs.forEach((tab) => tab.addEventListener("click", () => {
    panel.close();
    showView(tab.dataset.view);
  }));

  let trayFor = null;
  const trayGroups = () => (view ? view.areas : areaGroups(state.shown, null));
  const actions = {
    choose(event, focus) {
      state.select(event);
      view?.showEvent(event);
      if (narrow()) showView("map");
      panel.showEvent(event);
      if (focus) panel.focus();
    },
    step: (by) => list.step(by),
    back() {
      panel.close();
      if (state.selected) state.select(null);
      else view?.redraw();
      byId("list").focus({ preventScroll: true });
    },
    showGroup(group, name, precision) {
      if (state.selected) state.select(null);
      panel.showGroup(group, name, precision);
      if (narrow()) showView("map");
    },
    openArea(group) {
      if (group.events.length === 1) return actions.choose(group.events[0]);
      actions.showGroup(group.events, group.name, group.precision);
    },
    lightArea(group) {
      if (!view) return;
      view.litArea = group;
      view.redraw();
    },
  };
  const panel = makePanel(state, actions), list = makeList(state, actions), timeline = makeTimeline(state);
  const facets = makeFacets(state, actors, base.holders);
  attachCounts(state);
  if (view) attachGestures(view, state, actions);

  let addressTimer = 0;
  const keepAddress = () => {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => {
      try {
        history.replaceState(null, "", addressOf(state, view?.camera));
      } catch {
        // Some viewers forbid it for files; the page works without.
      }
    }, 250);
  };
  if (view) {
    view.afterDraw = () => {
      drawScale(view);
      if (trayFor !== view.areas) fillTray(byId("tray"), (trayFor = view.areas), actions);
      keepAddress();
    };
  }

  const search = byId("search");
  let searchTimer = 0;
  search.value = state.search;
  search.addEventListener("input", () => {
    clearTimeout(searchTimer);
    searchTimer = setTimeout(() => state.change({ search: search.value }), 150);
  });

  let said = "";
  state.listen((now, what) => {
    if (what.filtering) {
      fillCounts(state);
      facets.refresh();
      timeline.refresh();
      list.refresh();
      if (search.value !== state.search) search.value = state.search;
      if (!view) fillTray(byId("tray"), trayGroups(), actions);
      const text = byId("count-shown").textContent;
      if (text !== said) byId("live").textContent = said = text;
    }
    if (what.selecting) {
      list.select();
      if (state.selected) panel.showEvent(state.selected);
    }
    view?.redraw();
    keepAddress();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || byId("about").open) return;
    if (!byId("panel").hidden) actions.back();
    else if (view?.fan) {
      view.fan = null;
      view.redraw();
    }
  });
  byId("skip").addEventListener("click", () => {
    if (narrow()) showView("list");
    byId("list").focus();
  });
  window.addEventListener("hashchange", () => {
    const next = readAddress(location.hash, state, actors);
    state.change({ types: null, actors: null, from: null, to: null, search: "", only: null, selected: null, ...next.changes });
    if (next.view && view) view.camera.jump(worldX(next.view[1]), worldY(next.view[0]), next.view[2]);
  });

  function fitParts() {
    view?.resize();
    timeline.resize();
    list.paint();
  }
  new ResizeObserver(fitParts).observe(byId("centre"));
  new ResizeObserver(() => list.paint()).observe(byId("list"));
  fitParts();
  fillCounts(state);
  list.refresh();
  if (!view) fillTray(byId("tray"), trayGroups(), actions);
  if (view) {
    if (address.view) view.camera.jump(worldX(address.view[1]), worldY(address.view[0]), address.view[2]);
    else view.fitAll(true);
  }
  if (state.selected) {
    panel.showEvent(state.selected);
    list.select();
    if (!address.view) view?.showEvent(state.selected);
  }

  // For tests and for people who script the page: reading only.
  window.sitmap = Object.freeze({
    events: () => events.length,
    shown: () => state.shown.map((event) => event.id),
    selected: () => state.selected?.id ?? null,
    draws: () => view?.draws ?? 0,
    settled: () => Boolean(view) && !view.camera.flying,
    view: () => (view ? { lat: latOf(view.camera.y), lon: lonOf(view.camera.x), zoom: view.camera.zoom } : null),
    marks: () => (view ? view.items.map(({ x, y, event, group }) => ({ x, y, id: event?.id ?? null, precision: event?.precision ?? null, status: event?.status ?? null, ids: group ? group.events.map((member) => member.id) : [event.id], onePlace: group ? view.isOnePlace(group) : false })) : []),
    areas: () => (view ? view.areas.map(({ name, precision, events: members, drawn }) => ({ name, precision, ids: members.map((event) => event.id), drawn: Boolean(drawn?.length) })) : []),
    project: (lat, lon) => view?.toScreen(worldX(lon), worldY(lat)) ?? null,
  });
}
