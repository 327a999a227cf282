try {
  main();
} catch (error) {
  // A damaged file says so instead of staying blank.
  document.body.prepend(element("p", { class: "no-script", role: "alert" }, `This map could not be opened: ${error.message}. The file may be cut off or changed; make it again, or open the CSV or GeoJSON of the same events.`));
  throw error;
}
})();
