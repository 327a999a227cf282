// One state for the whole page: what is filtered, what is selected; and who is told when it changes.

const DIMENSIONS = ["type", "status", "actor", "date", "search", "only"];

/** Builds the state over the events. Each filter is null when it lets everything pass. */
function makeState(events) {
  const listeners = [];
  const statusesPresent = new Set(events.map((event) => event.status));
  const usual = DEFAULT_STATUSES.filter((status) => statusesPresent.has(status));
  const initialStatuses = () => (usual.length ? new Set(DEFAULT_STATUSES) : null);
  const state = {
    events,
    types: null,
    statuses: initialStatuses(),
    actors: null,
    from: null,
    to: null,
    search: "",
    only: null, // "placeless", "dateless", or null
    selected: null,
    shown: [],
    byId: new Map(events.map((event) => [event.id, event])),
  };

  const tests = {
    type: (event) => state.types === null || state.types.has(event.type),
    status: (event) => state.statuses === null || state.statuses.has(event.status),
    actor: (event) => state.actors === null || event.actors.some((actor) => state.actors.has(actor)),
    date: (event) => state.from === null || (event.day !== null && event.day >= state.from && event.day <= state.to),
    search: (event) => foldedSearch === "" || searchText(event).includes(foldedSearch),
    only: (event) => state.only === null || (state.only === "placeless" ? event.placeless : event.day === null),
  };
  let foldedSearch = "";

  /** The events that pass every filter but the named ones: what a facet counts. */
  state.passing = (...except) => {
    const active = DIMENSIONS.filter((name) => !except.includes(name)).map((name) => tests[name]);
    return events.filter((event) => active.every((test) => test(event)));
  };

  /** Changes filters or the selection; `causes` tells listeners what they may skip. */
  state.change = (changes) => {
    const filtering = Object.keys(changes).some((key) => key !== "selected");
    Object.assign(state, changes);
    if (state.only === "dateless") state.from = state.to = null;
    foldedSearch = state.search.trim().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    if (filtering) state.shown = state.passing();
    for (const listener of listeners) listener(state, { filtering, selecting: "selected" in changes });
  };
  state.listen = (listener) => listeners.push(listener);

  /** True while the statuses are those the map opens with. */
  state.usualStatuses = () => {
    const usualNow = initialStatuses();
    if (usualNow === null || state.statuses === null) return usualNow === state.statuses;
    return usualNow.size === state.statuses.size && [...usualNow].every((status) => state.statuses.has(status));
  };
  state.isFiltered = () => state.types !== null || state.actors !== null || state.from !== null || state.search !== "" || state.only !== null || !state.usualStatuses();
  state.reset = () => state.change({ types: null, statuses: initialStatuses(), actors: null, from: null, to: null, search: "", only: null });
  state.showAll = () => state.change({ types: null, statuses: null, actors: null, from: null, to: null, search: "", only: null });
  state.select = (event) => state.change({ selected: event });
  state.shown = state.passing();
  return state;
}
