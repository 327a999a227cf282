// Mouse, touch, wheel and keys on the map.

function attachGestures(view, state, actions) {
  const { holder, camera } = view, tip = byId("tip");
  const pointers = new Map();
  let moved = 0, pinch = null;
  const at = (event) => {
    const box = view.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  view.canvas.addEventListener("pointerdown", (event) => {
    view.canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    moved = 0;
    pinch = null;
    hideTip();
  });
  view.canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (!pointers.has(event.pointerId)) return hover(x, y);
    const [lastX, lastY] = pointers.get(event.pointerId);
    pointers.set(event.pointerId, [x, y]);
    moved += Math.hypot(x - lastX, y - lastY);
    if (pointers.size === 1) {
      if (moved > 4) camera.panBy(lastX - x, lastY - y);
    } else if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const now = { gap: Math.hypot(a[0] - b[0], a[1] - b[1]), x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
      if (pinch && pinch.gap > 0) {
        camera.panBy(pinch.x - now.x, pinch.y - now.y);
        camera.zoomAround(now.x, now.y, Math.log2(now.gap / pinch.gap));
      }
      pinch = now;
      moved += 10;
    }
  });
  const release = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    pinch = null;
    if (event.type === "pointerup" && moved <= 4 && pointers.size === 0) click(...at(event));
  };
  view.canvas.addEventListener("pointerup", release);
  view.canvas.addEventListener("pointercancel", release);
  view.canvas.addEventListener("pointerleave", () => hideTip());
  view.canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 0.06 : 0.0022;
    camera.zoomAround(...at(event), clamp(-event.deltaY * unit, -0.7, 0.7));
  }, { passive: false });
  view.canvas.addEventListener("dblclick", (event) => {
    if (!view.itemAt(...at(event))) camera.zoomAround(...at(event), 1);
  });

  const areaAt = (x, y) => {
    const [wx, wy] = view.toWorld(x, y);
    let best = null;
    for (const group of view.areas) for (const ring of group.rings || []) {
      const px = wx - Math.round(wx - (ring.west + ring.east) / 2);
      if (px < ring.west || px > ring.east || wy < ring.north || wy > ring.south || !insideRing(px, wy, ring.points)) continue;
      const size = (ring.east - ring.west) * (ring.south - ring.north);
      if (best === null || size < best.size) best = { group, size };
    }
    return best?.group || null;
  };

  function click(x, y) {
    const item = view.itemAt(x, y);
    if (!item) {
      const area = areaAt(x, y);
      if (area) actions.openArea(area);
      else if (view.fan?.open) {
        view.fan = null;
        view.redraw();
      }
    } else if (item.event) state.select(item.event);
    else if (view.open(item.group)) actions.showGroup(item.group.events, placeName(item.group));
  }
  const placeName = (group) => group.events[0].row.location_name || "one place";

  function hideTip() {
    tip.hidden = true;
    view.canvas.style.cursor = "";
  }
  function hover(x, y) {
    const item = view.itemAt(x, y);
    if (!item) {
      hideTip();
      return;
    }
    view.canvas.style.cursor = "pointer";
    const text = item.event
      ? [item.event.headline, item.event.row.location_name].filter(Boolean).join(" · ")
      : `${plural(item.group.events.length, "event")} · ${view.isOnePlace(item.group) ? placeName(item.group) : "click to look closer"}`;
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = clamp(x, 90, view.size.width - 90) + "px";
    tip.style.top = (y > 70 ? y - 20 : y + 50) + "px";
  }

  holder.addEventListener("keydown", (event) => {
    if (event.target !== holder || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 240 : 80, middle = [view.size.width / 2, view.size.height / 2];
    const keys = {
      ArrowLeft: () => camera.panBy(-step, 0), ArrowRight: () => camera.panBy(step, 0),
      ArrowUp: () => camera.panBy(0, -step), ArrowDown: () => camera.panBy(0, step),
      "+": () => camera.zoomAround(...middle, 0.5), "=": () => camera.zoomAround(...middle, 0.5), "-": () => camera.zoomAround(...middle, -0.5),
      0: () => view.fitAll(), n: () => actions.step(1), p: () => actions.step(-1), N: () => actions.step(1), P: () => actions.step(-1),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  byId("zoom-in").addEventListener("click", () => camera.zoomAround(view.size.width / 2, view.size.height / 2, 1));
  byId("zoom-out").addEventListener("click", () => camera.zoomAround(view.size.width / 2, view.size.height / 2, -1));
  byId("zoom-fit").addEventListener("click", () => view.fitAll());
}

/** Whether a world point lies in a ring. */
function insideRing(x, y, points) {
  let inside = false;
  for (let at = 0, last = points.length - 2; at < points.length; last = at, at += 2) {
    if (points[at + 1] > y !== points[last + 1] > y && x < ((points[last] - points[at]) * (y - points[at + 1])) / (points[last + 1] - points[at + 1]) + points[at]) inside = !inside;
  }
  return inside;
}
